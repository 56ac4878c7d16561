using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Bluesky;

/// <summary>Bluesky and every other server of the AT Protocol that carries its posts.</summary>
internal sealed class BlueskyConnector(SignedCalls calls, Writing writing, Listening listening, Searching searching, Tending tending) : IConnector
{
    public const string NetworkName = "bluesky";

    // app.bsky.feed.post: 300 graphemes, 3,000 bytes; app.bsky.embed.images: 4 pictures. The network tells none of it at run time.
    // The alternative text has no bound in the protocol; the network's own clients stop at 2,000.
    private static readonly ChannelLimits Bounds = new(300, 3000, 4, Writing.MaxImageBytes, 2000, ["image/jpeg", "image/png", "image/webp"]) { Parts = ChannelLimits.MostParts };

    private static readonly CommentAct[] Offered = [CommentAct.Like, CommentAct.Hide, CommentAct.Show];

    public string Network => NetworkName;

    /// <summary>No editing: the protocol can replace a record, but clients go on showing what they have read.</summary>
    public ConnectorAbilities Abilities =>
        ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Hear | ConnectorAbilities.Measure | ConnectorAbilities.Search;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Publish(account, post, cancel);

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) =>
        writing.Reconcile(account, post, cancel);

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) =>
        throw new NotSupportedException("A post on Bluesky is recalled and sent anew, not edited.");

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => writing.Recall(account, remote, cancel);

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => writing.Reply(account, reply, cancel);

    public IReadOnlyList<CommentAct> Acts => Offered;

    public Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel) =>
        act == CommentAct.Like ? tending.Like(account, comment, cancel) : tending.Hide(account, comment, act == CommentAct.Hide, cancel);

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => listening.Hear(account, cursor, cancel);

    public Task<Found> Search(ConnectedAccount account, WordSearch search, CancellationToken cancel) => searching.Search(account, search, cancel);

    public async Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var answer = await calls.Ask(account, "app.bsky.feed.getPosts", [("uris", remote.Id)], cancel);
        if (!answer.Ok)
            throw new HttpRequestException(answer.Message, inner: null, answer.Status == 0 ? null : (System.Net.HttpStatusCode)answer.Status);
        var post = answer.Body.Items("posts").FirstOrDefault();
        // A quote shares the post as a repost does. Nothing is known of a post that the network does not show.
        return new(post.Count("likeCount"), post.Count("repostCount") + (post.Count("quoteCount") ?? 0), post.Count("replyCount"));
    }

    public async Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel)
    {
        var words = BlueskyWords.For(account);
        var answer = await calls.Ask(account, "com.atproto.server.getSession", [], cancel);
        var endsAt = account.Credentials<Session>().EndsAt;
        if (answer.Ok)
            return answer.Body.Member("active").ValueKind == System.Text.Json.JsonValueKind.False ? new(Works: false, words["AccountNotActive"]) : new(Works: true, EndsAt: endsAt);
        return answer.SessionLost ? new(Works: false, Outcomes.Lost(answer, words)) : new(Works: false, words["NotReached"], endsAt, Certain: false);
    }
}
