using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
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
        // The sample world has a post of its own that waits: only the mails about this one count.
        var mail = (await About(sink, "ayu@melati.example", post.Id)).ShouldHaveSingleItem();
        mail.Text.ShouldNotBeNull().ShouldNotContain("oralit");
        (await About(sink, "dimas@melati.example", post.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_author_hears_what_the_reviewer_answered()
    {
        await using var sink = await SmtpSink.StartAsync();
        await Set(sink);
        var post = await new PublishingStage(App).Approved();
        await App.RunJobs();
        (await About(sink, "dimas@melati.example", post.Id)).ShouldHaveSingleItem();
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

    private static async Task<List<ReceivedMail>> About(SmtpSink sink, string to, Id<Post> post) =>
        [.. (await sink.MailsToAsync(to, count: 0)).Where(mail => mail.Text!.Contains($"/desk/posts/{post}", StringComparison.Ordinal))];

    private async Task Set(SmtpSink sink)
    {
        using var rina = await App.Client("administrator");
        await rina.Submit("/admin/settings", "mail", ("Mail.Host", SmtpSink.Host), ("Mail.Port", $"{sink.Port}"), ("Mail.Security", "none"), ("Mail.From", "halo@melati.example"));
    }
}
