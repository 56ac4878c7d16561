using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Settings;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

/// <summary>Who would do nothing with an event gets no job for it.</summary>
[Collection("publishing on sqlite")]
public sealed class UnwantedEventsTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task Colleagues_are_told_by_a_job_only_where_a_mail_server_is_set()
    {
        (await Jobs(new PostSubmitted(Id<Post>.New(), 1))).ShouldBe(0);
        (await Jobs(new PostReviewed(Id<Post>.New(), 1, ReviewState.Approved))).ShouldBe(0);
        var settings = App.Services.GetRequiredService<IConfiguration>();
        var before = (settings[SettingKeys.MailHost], settings[SettingKeys.MailFrom]);
        (settings[SettingKeys.MailHost], settings[SettingKeys.MailFrom]) = ("mail.example", "halo@melati.example");
        try
        {
            (await Jobs(new PostSubmitted(Id<Post>.New(), 1))).ShouldBe(1);
            (await Jobs(new PostReviewed(Id<Post>.New(), 1, ReviewState.Approved))).ShouldBe(1);
        }
        finally
        {
            (settings[SettingKeys.MailHost], settings[SettingKeys.MailFrom]) = before;
        }
    }

    [Fact]
    public async Task A_poll_is_looked_for_only_in_words_that_may_ask_something()
    {
        var (post, channel) = (Id<Post>.New(), Id<Channel>.New());
        (await Jobs(new PostSent(post, channel, null, App.Clock.GetUtcNow()))).ShouldBe(1);
        (await Jobs(new PostSent(post, channel, null, App.Clock.GetUtcNow(), MayAsk: false))).ShouldBe(0);
    }

    private async Task<int> Jobs<TEvent>(TEvent happened) where TEvent : IEvent
    {
        await using var scope = await App.Scope();
        scope.ServiceProvider.GetRequiredService<EventBoard>().Publish(happened);
        return scope.ServiceProvider.GetRequiredService<PendopoDb>().ChangeTracker.Entries<Job>().Count();
    }
}
