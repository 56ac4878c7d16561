using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Testing;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Platform.Mail;

[Collection("sqlite")]
public sealed class StaffMailTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task Those_who_may_approve_hear_that_a_post_waits_and_the_mail_holds_none_of_its_words()
    {
        await using var sink = await SmtpSink.StartAsync();
        await Set(sink);
        var post = await new PublishingStage(App).Submitted();
        await App.RunJobs();
        var mail = (await sink.MailsToAsync("ayu@melati.example"))[0];
        mail.Text.ShouldNotBeNull().ShouldContain($"/desk/posts/{post.Id}");
        mail.Text.ShouldNotContain("oralit");
        (await sink.MailsToAsync("dimas@melati.example")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_author_hears_what_the_reviewer_answered()
    {
        await using var sink = await SmtpSink.StartAsync();
        await Set(sink);
        await new PublishingStage(App).Approved();
        await App.RunJobs();
        (await sink.MailsToAsync("dimas@melati.example")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_is_queued_and_nothing_fails()
    {
        await new PublishingStage(App).Approved();
        await App.RunJobs();
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        (await db.Set<Job>().CountAsync(job => job.Queue == "mail")).ShouldBe(0);
        (await db.Set<Job>().CountAsync(job => job.State == JobState.Discarded || job.State == JobState.Retryable)).ShouldBe(0);
    }

    private async Task Set(SmtpSink sink)
    {
        using var rina = await App.Client("administrator");
        await rina.Submit("/admin/settings", "mail", ("Mail.Host", "localhost"), ("Mail.Port", $"{sink.Port}"), ("Mail.Security", "none"), ("Mail.From", "halo@melati.example"));
    }
}
