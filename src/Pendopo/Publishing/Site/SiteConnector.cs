using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Site;

/// <summary>The centre's own site as a network: publishing there writes the page that everybody reads.</summary>
internal sealed class SiteConnector(IServiceScopeFactory scopes) : IConnector
{
    public string Network => OwnChannels.Site;

    public bool AsksOutside => false;

    public ConnectorAbilities Abilities => ConnectorAbilities.Edit | ConnectorAbilities.Recall;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(ChannelLimits.None);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Write(account, post, cancel);

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) => Write(account, post, cancel);

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Within(account, async (db, pages) =>
    {
        var id = await pages.PostOf(post.Key, cancel);
        var there = id is not null && await db.Set<SitePage>().AnyAsync(page => page.Id == id && page.Revision == post.Revision && page.RecalledAt == null, cancel);
        return there ? Sent(post) : new SendOutcome.RetryAt(null, "The page is not there.");
    });

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => Within(account, async (_, pages) =>
    {
        await pages.Recall(remote.Id, cancel);
        return new SendOutcome.Sent(remote);
    });

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => throw new NotSupportedException("Nobody writes to the own site.");

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => Task.FromResult(Heard.Nothing);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => Task.FromResult(new PostMeasures(null, null, null));

    public Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(new AccountHealth(true));

    private Task<SendOutcome> Write(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Within(account, async (_, pages) =>
    {
        await pages.Write(post, cancel);
        return Sent(post);
    });

    private static SendOutcome.Sent Sent(OutgoingPost post) =>
        new(new RemoteRef(post.Url[(post.Url.LastIndexOf('/') + 1)..], post.Url, post.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    // A scope of its own: the page is written for itself, not together with what the caller has under way.
    private async Task<SendOutcome> Within(ConnectedAccount account, Func<PendopoDb, SitePages, Task<SendOutcome>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(account.Centre.Id);
        return await act(scope.ServiceProvider.GetRequiredService<PendopoDb>(), scope.ServiceProvider.GetRequiredService<SitePages>());
    }
}
