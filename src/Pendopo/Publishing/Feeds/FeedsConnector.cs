using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Feeds;

/// <summary>The feeds as a network: publishing there puts the post's page into them. Changes and recall reach them through the page.</summary>
internal sealed class FeedsConnector(IServiceScopeFactory scopes, TimeProvider time) : IConnector
{
    public string Network => OwnChannels.Feeds;

    public bool AsksOutside => false;

    public ConnectorAbilities Abilities => ConnectorAbilities.Edit | ConnectorAbilities.Recall;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(ChannelLimits.None);

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        await using var scope = Open(account);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var page = await Page(db, SlugOf(post), cancel);
        if (page is null)
            return new SendOutcome.RetryAt(null, "The page is not there yet.");
        page.EnterFeeds(time.Now());
        await db.SaveChangesAsync(cancel);
        return Sent(post);
    }

    public async Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        await using var scope = Open(account);
        var page = await Page(scope.ServiceProvider.GetRequiredService<PendopoDb>(), SlugOf(post), cancel);
        return page?.FeedAt is not null ? Sent(post) : new SendOutcome.RetryAt(null, "It is not in the feeds.");
    }

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) => Task.FromResult<SendOutcome>(Sent(post));

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Sent(remote));

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => throw new NotSupportedException("Nobody answers in a feed.");

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => Task.FromResult(Heard.Nothing);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => Task.FromResult(new PostMeasures(null, null, null));

    public Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(new AccountHealth(true));

    private static SendOutcome.Sent Sent(OutgoingPost post) => new(new RemoteRef(SlugOf(post), post.Url));

    private static string SlugOf(OutgoingPost post) => post.Url[(post.Url.LastIndexOf('/') + 1)..];

    private static Task<SitePage?> Page(PendopoDb db, string slug, CancellationToken cancel) => db.Set<SitePage>().FirstOrDefaultAsync(row => row.Slug == slug, cancel);

    private AsyncServiceScope Open(ConnectedAccount account)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(account.Centre.Id);
        return scope;
    }
}
