using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Commands.Doctor;
using Pendopo.Platform.Certificates;
using Pendopo.Platform.Certificates.Acme;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Settings;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Commands;

/// <summary>Each thing that doctor looks at, made ill once: a sentence says what, another what to do.</summary>
[Collection("sqlite")]
public sealed class DoctorTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task In_a_sound_house_every_subject_is_looked_at_and_nothing_has_to_be_mended()
    {
        var findings = await Look();
        foreach (var subject in new[] { "data folder", "are free", "database answers", "database is of this program", "clock says", "background work", "audit is whole", "Keys and database", "recovery code", "backup", "channel", "certificate", "public address", "mail server", "vips", "ffmpeg", "rsvg-convert", "tesseract", "prlimit" })
            findings.ShouldContain(finding => finding.Text.Contains(subject, StringComparison.Ordinal), subject);
        findings.ShouldAllBe(finding => finding.Fine, "nothing has to be mended");
        findings.ShouldAllBe(finding => finding.Text.EndsWith('.') && (finding.Fine || finding.Remedy != null));
    }

    [Fact]
    public async Task A_mail_server_that_does_not_answer_is_named()
    {
        await Set((SettingKeys.MailHost, "127.0.0.1"), (SettingKeys.MailPort, $"{FreePort.Next()}"));
        (await Bad("mail server 127.0.0.1")).Remedy!.ShouldContain("firewall");
    }

    [Fact]
    public async Task A_public_address_without_encryption_is_named()
    {
        await Set((SettingKeys.PublicAddress, "http://192.0.2.7"));
        (await Bad("http://192.0.2.7/ is not encrypted")).Remedy!.ShouldContain("certificate");
    }

    [Fact]
    public async Task A_certificate_that_does_not_come_is_told_with_the_reason_and_the_remedy()
    {
        var now = DateTimeOffset.UtcNow;
        await Set((HttpsKeys.Names, "melati.example"), (HttpsKeys.Report, new CertificateReport(now, now.AddHours(1), 1, AcmeTrouble.CannotReachUs, "connection refused").Write()));
        (await Bad("No certificate came")).Remedy!.ShouldContain("Open port 80");
    }

    [Fact]
    public async Task A_certificate_that_ends_soon_is_named()
    {
        await Set((HttpsKeys.Names, "melati.example"));
        await Change(db =>
        {
            db.Add(new HeldCertificate { Names = "melati.example", ValidFrom = Instants.Cut(App.Clock.GetUtcNow().AddDays(-80)), ValidUntil = Instants.Cut(App.Clock.GetUtcNow().AddDays(10)) });
            return db.SaveChangesAsync();
        });
        await Bad("The certificate of melati.example holds until");
    }

    [Fact]
    public async Task A_channel_that_waits_to_be_connected_again_is_named()
    {
        await Change(db => db.Set<Channel>().IgnoreQueryFilters().ExecuteUpdateAsync(set => set.SetProperty(channel => channel.State, ChannelState.Reconnect)));
        (await Found("have to be connected again")).Remedy!.ShouldContain("Channels");
    }

    [Fact]
    public async Task Work_that_was_given_up_is_counted()
    {
        await Change(async db =>
        {
            await using var scope = await App.Scope();
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new HandleEvent("nobody", "1"));
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
            return await db.Set<Job>().ExecuteUpdateAsync(set => set.SetProperty(job => job.State, JobState.Discarded));
        });
        (await Found("failed for good")).Remedy!.ShouldContain("/admin/jobs");
    }

    [Fact]
    public async Task A_clock_that_went_back_is_named()
    {
        await App.Tick();
        await Change(db =>
        {
            db.Add(new NodeSign { Id = Guid.CreateVersion7(), SeenAt = Instants.Cut(App.Clock.GetUtcNow().AddHours(2)) });
            return db.SaveChangesAsync();
        });
        (await Bad("which is in the past")).Remedy!.ShouldContain("set-ntp");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_named_and_one_that_only_grew_is_served()
    {
        await Change(db => db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('299901010001_tomorrow', '10.0.0')"));
        (await Found("brought up by a newer Pendopo")).Text.ShouldContain("can still serve");
        await Set((SchemaFloor.Key, "299901010001_tomorrow"));
        (await Bad("written by a newer Pendopo")).Remedy!.ShouldContain("Start the newer program again");
    }

    private async Task<Finding> Bad(string text)
    {
        var found = await Found(text);
        found.Fine.ShouldBeFalse();
        return found;
    }

    private async Task<Finding> Found(string text)
    {
        var findings = await Look();
        return findings.FirstOrDefault(finding => finding.Text.Contains(text, StringComparison.Ordinal)) ?? throw new InvalidOperationException(string.Join('\n', findings.Select(finding => finding.Text)));
    }

    private async Task<List<Finding>> Look()
    {
        await using var scope = await App.Scope();
        return await new Checks(scope.ServiceProvider).Run(default).ToListAsync();
    }

    private Task Set(params (string Key, string Value)[] settings) => Change(async db =>
    {
        foreach (var (key, value) in settings)
        {
            await db.Set<Setting>().Where(setting => setting.Key == key).ExecuteDeleteAsync();
            db.Add(new Setting { Key = key, Value = value, UpdatedAt = Instants.Cut(App.Clock.GetUtcNow()) });
        }
        return await db.SaveChangesAsync();
    });

    private async Task Change(Func<PendopoDb, Task<int>> change)
    {
        await using var scope = await App.Scope();
        await change(scope.ServiceProvider.GetRequiredService<PendopoDb>());
    }
}
