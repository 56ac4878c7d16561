using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Fediverse;

/// <summary>The fediverse, spoken natively: what the centre says stands here, and other servers are told.</summary>
/// <remarks>Saying something is one transaction in our own database, so its outcome is always known.</remarks>
internal sealed class FediverseConnector(IServiceScopeFactory scopes) : IConnector
{
    public const string NetworkName = "fediverse";

    // Servers take posts of any length and show four pictures; 16 MiB is Mastodon's bound for one, 10,000 for its description.
    private static readonly ChannelLimits Bounds = new(null, 100_000, 4, 16 * 1024 * 1024, 10_000, ["image/jpeg", "image/png", "image/webp"]) { Parts = ChannelLimits.MostParts };

    // What stands on other servers is theirs to hide and delete.
    private static readonly CommentAct[] Offered = [CommentAct.Like];

    public string Network => NetworkName;

    public bool AsksOutside => false;

    public ConnectorAbilities Abilities =>
        ConnectorAbilities.Edit | ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Measure | ConnectorAbilities.Alone | ConnectorAbilities.Poll | ConnectorAbilities.Search;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) =>
        With(account, speaking => speaking.Publish(account.Centre, post, cancel));

    /// <summary>A post that is here is out; one that is not surely is not.</summary>
    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) =>
        With(account, speaking => speaking.Find(post.Key, cancel));

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) =>
        With(account, speaking => speaking.Edit(account.Centre, post, remote, cancel));

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) =>
        With(account, speaking => speaking.Recall(account.Centre, remote, cancel));

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) =>
        With(account, speaking => speaking.Reply(account.Centre, reply, cancel));

    public Task<SendOutcome> Tally(ConnectedAccount account, RemoteRef remote, OutgoingPoll poll, CancellationToken cancel) =>
        With(account, speaking => speaking.Tally(account.Centre, remote, poll, cancel));

    public IReadOnlyList<CommentAct> Acts => Offered;

    public Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel) =>
        With<Liking, SendOutcome>(account, liking => liking.Run(account.Centre, comment, cancel));

    /// <summary>Nothing to ask: other servers send what they have to say.</summary>
    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => Task.FromResult(Heard.Nothing);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) =>
        With(account, speaking => speaking.Measure(remote, cancel));

    public Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel) =>
        With(account, speaking => speaking.Check(account.Centre, cancel));

    public Task<Found> Search(ConnectedAccount account, WordSearch search, CancellationToken cancel) =>
        With<TagTimelines, Found>(account, tags => tags.Search(account.Centre, search, cancel));

    // A scope of its own: what a caller has not saved yet is not ours to save.
    private Task<T> With<T>(ConnectedAccount account, Func<Speaking, Task<T>> speak) => With<Speaking, T>(account, speak);

    private async Task<T> With<TPart, T>(ConnectedAccount account, Func<TPart, Task<T>> speak) where TPart : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Platform.Data.CentreScope>().Enter(account.Centre.Id);
        return await speak(scope.ServiceProvider.GetRequiredService<TPart>());
    }
}
