using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Backups.Recovery;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Backups;

public abstract class BackupPagesTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task An_administrator_is_told_until_the_code_is_set_and_when_the_last_good_backup_is_old()
    {
        using var admin = await App.Client("administrator");
        (await ToDo(admin))!.ShouldContain("hanya dapat dibuka di mesin ini");
        (await Banner(admin)).ShouldBeNull("nothing is red in the sample world yet");
        await App.SetCode();
        (await ToDo(admin)).ShouldBeNull();
        await Night();
        (await Banner(admin)).ShouldBeNull();
        App.Clock.Advance(TimeSpan.FromHours(49));
        using var later = await App.Client("administrator");
        (await Banner(later))!.ShouldContain("terlalu lama");
        using var officer = await App.Client("officer");
        (await Banner(officer)).ShouldBeNull();
    }

    [Fact]
    public async Task A_code_is_in_force_only_when_it_was_typed_back()
    {
        using var admin = await App.Client("administrator");
        var page = await admin.Page("/admin/backups/code");
        var code = page.QuerySelector("[data-recovery-code]")!.TextContent;
        RecoveryCode.Parse(code).ShouldBe(code);
        var shown = page.QuerySelector("[name='Form.Sealed']")!.GetAttribute("value");
        foreach (var wrong in new[] { "", "ABC", RecoveryCode.Make(), code[..^1] + (code[^1] == 'A' ? 'B' : 'A') })
        {
            var refused = await admin.Submit("/admin/backups/code", "code", ("Form.Sealed", shown), ("Form.Typed", wrong));
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, wrong);
            (await refused.Document()).QuerySelector("[data-recovery-code]")!.TextContent.ShouldBe(code, "the same code stands there again");
            (await IsSet()).ShouldBeFalse();
        }
        (await admin.Submit("/admin/backups/code", "code", ("Form.Sealed", shown), ("Form.Typed", code.ToLowerInvariant().Replace('-', ' ')))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await IsSet()).ShouldBeTrue();
        // What was set opens what is made from now on.
        await App.RunJobs("keeping");
        var made = (await Rows()).Single();
        made.HasCode.ShouldBeTrue();
        (await BackupStage.Restore(await App.EmptyMachine(), made.Path, code)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_backup_is_made_listed_and_taken_away_by_who_proved_who_they_are()
    {
        using var admin = await App.Client("administrator");
        await admin.Submit("/admin/backups", "make");
        (await admin.Page("/admin/backups")).QuerySelector("progress").ShouldNotBeNull();
        await admin.Submit("/admin/backups", "place", ("Form.Folder", TestFolder.New()));
        await App.RunJobs("keeping");
        var page = await admin.Page("/admin/backups");
        page.QuerySelector("progress").ShouldBeNull();
        var link = page.QuerySelector("a[download]")!.GetAttribute("href")!;
        var file = await admin.GetAsync(link);
        file.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await file.Content.ReadAsByteArrayAsync()).ShouldBe(await File.ReadAllBytesAsync((await Rows()).Single().Path));
        await using (var scope = await App.Scope())
            (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<AuditEntry>().CountAsync(entry => entry.Act == "backup.download")).ShouldBe(1);
        App.Clock.Advance(TimeSpan.FromMinutes(11));
        (await admin.GetAsync(link)).Headers.Location!.ToString().ShouldStartWith("/confirm");
        using var officer = await App.Client("officer");
        (await officer.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_refused()
    {
        using var admin = await App.Client("administrator");
        foreach (var folder in new[] { "", "relative/path", "/proc/nowhere" })
            (await admin.Submit("/admin/backups", "place", ("Form.Folder", folder))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, folder);
        (await admin.Submit("/admin/backups", "place", ("Form.Folder", TestFolder.New()), ("Form.Daily", "0"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task One_backup_is_made_a_night_and_a_missed_night_is_made_up()
    {
        for (var hour = 0; hour < 48; hour++)
        {
            await Night();
            App.Clock.Advance(TimeSpan.FromHours(1));
        }
        // At 08:00 the first at once; then in the nights that begin at 01:00 of the 3rd and 4th, 25 and 24 hours on.
        (await Rows()).Select(row => (row.State, row.Reason)).ShouldAllBe(row => row.State == BackupState.Good && row.Reason == BackupReason.Nightly);
        (await Rows()).Count.ShouldBe(2);
        App.Clock.Advance(TimeSpan.FromDays(3));
        await Night();
        (await Rows()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_backup_that_cannot_be_written_is_told_with_its_reason_and_tried_again()
    {
        using var admin = await App.Client("administrator");
        var folder = TestFolder.New();
        await admin.Submit("/admin/backups", "place", ("Form.Folder", folder));
        Directory.Delete(folder);
        await File.WriteAllTextAsync(folder, "a file where the folder was");
        await admin.Submit("/admin/backups", "make");
        await App.RunJobs("keeping");
        (await Rows()).Single().Trouble.ShouldBe(BackupTrouble.CannotWrite);
        (await admin.Page("/admin/backups")).Body!.TextContent.ShouldContain("tidak dapat ditulis");
        File.Delete(folder);
        App.Clock.Advance(TimeSpan.FromMinutes(21));
        await App.RunJobs("keeping");
        (await Rows()).Single().State.ShouldBe(BackupState.Good);
    }

    private async Task Night()
    {
        await App.Tick();
        await App.RunJobs();
    }

    private async Task<List<Backup>> Rows()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Backup>().AsNoTracking().OrderBy(row => row.StartedAt).ToListAsync();
    }

    private async Task<bool> IsSet()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<RecoveryKeys>().IsSet(default);
    }

    [Fact]
    public async Task A_worry_turns_red_where_real_people_work_and_the_first_two_days_are_over()
    {
        await using (var scope = await App.Scope())
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Pendopo.Platform.Settings.Setting>().Where(row => row.Key == Pendopo.Platform.Setup.SampleContent.Mark).ExecuteDeleteAsync();
        using var admin = await App.Client("administrator");
        (await Banner(admin)).ShouldBeNull();
        (await ToDo(admin))!.ShouldContain("hanya dapat dibuka di mesin ini");
        App.Clock.Advance(TimeSpan.FromHours(49));
        using var later = await App.Client("administrator");
        (await Banner(later))!.ShouldContain("hanya dapat dibuka di mesin ini");
    }

    private static async Task<string?> ToDo(HttpClient browser) => (await browser.Page("/desk")).QuerySelector("main > .notice:not(.banner)")?.TextContent;

    private static async Task<string?> Banner(HttpClient browser) => (await browser.Page("/desk")).QuerySelector("main .banner")?.TextContent;
}

[Collection("sqlite")]
public sealed class BackupPagesOnSqlite(SqliteApp app) : BackupPagesTests(app);

[Collection("postgres")]
public sealed class BackupPagesOnPostgres(PostgresApp app) : BackupPagesTests(app);
