using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;
using Pendopo.Platform.Settings;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Trouble;

/// <summary>A mail server behind a network that fails.</summary>
[Collection("sqlite")]
public sealed class FailingMailTests(SqliteApp app) : AppTests(app)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_letter_waits_for_its_server_costs_thirty_seconds_at_most_and_bears_one_name_however_often_it_is_sent()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var proxy = new FaultProxy(sink.Port, Encoding.ASCII.GetBytes("\r\n.\r\n"));
        await Set(proxy.Port);
        await Write();
        foreach (var fault in new[] { NetworkFault.Refuses, NetworkFault.Hangs, NetworkFault.LosesAnswer })
        {
            proxy.Fault = fault;
            var running = Task.Run(() => App.RunJobs("mail"));
            if (fault == NetworkFault.Hangs)
            {
                await proxy.Met(Soon);
                App.Clock.Advance(TimeSpan.FromSeconds(31));
            }
            (await running.WaitAsync(Soon)).ShouldBe(1, $"{fault}");
            var waits = await Job();
            waits.State.ShouldBe(JobState.Retryable, $"{fault}");
            waits.LastError.ShouldNotBeNullOrWhiteSpace();
            App.Clock.Advance(waits.RunAt - App.Clock.GetUtcNow());
        }
        proxy.Fault = NetworkFault.None;
        (await App.RunJobs("mail")).ShouldBe(1);
        (await Job()).State.ShouldBe(JobState.Completed);
        var mails = await sink.MailsToAsync("sari@warga.example");
        mails.Select(mail => mail.MessageId).Distinct().ShouldHaveSingleItem("who gets it twice can tell that it is one");
    }

    private async Task Set(int port)
    {
        await using var scope = await App.Scope();
        var settings = scope.ServiceProvider.GetRequiredService<SettingsBook>();
        foreach (var (key, value) in new[] { (SettingKeys.MailHost, "127.0.0.1"), (SettingKeys.MailPort, $"{port}"), (SettingKeys.MailSecurity, "none"), (SettingKeys.MailFrom, "halo@melati.example") })
            await settings.Write(key, value, default);
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        await settings.Publish(default);
    }

    private async Task Write()
    {
        await using var scope = await App.Scope();
        scope.ServiceProvider.GetRequiredService<MailOut>().Add("sari@warga.example", "trial", "Jadwal", "Posyandu buka Selasa pagi.", "id").ShouldBeTrue();
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
    }

    private async Task<Job> Job()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().AsNoTracking().SingleAsync(job => job.Queue == "mail");
    }
}
