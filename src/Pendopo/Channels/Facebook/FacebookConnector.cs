using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Facebook;

/// <summary>A page on Facebook.</summary>
internal sealed class FacebookConnector(FacebookWriting writing, GraphAnswering answering, FacebookListening listening, FacebookMeasuring measuring, GraphChecking checking, GraphTending tending) : IConnector
{
    public const string NetworkName = "facebook";

    private static readonly CommentAct[] Offered = [CommentAct.Hide, CommentAct.Show, CommentAct.Delete, CommentAct.Like];

    /// <summary>Without these a page cannot be written to and heard.</summary>
    private static readonly string[] Needed = ["pages_manage_posts", "pages_read_engagement"];

    // From the network's own pages; none of it is read at run time.
    private static ChannelLimits Reel => new(FacebookWriting.MessageLength, null, 0, null, null, ["image/jpeg", "image/png"])
    {
        NeedsVideo = true, ShowsVideo = true, Parts = 1, PartGraphemes = FacebookKeys.CommentLength, Video = new(3, 90, null, Upright: true),
    };

    private static ChannelLimits Story => new(null, null, 1, FacebookWriting.PhotoBytes, null, ["image/jpeg", "image/png"]) { Wordless = true, ShowsVideo = true, Video = new(3, 60, null, Upright: true) };

    // The network tells none of it at run time.
    private static readonly ChannelLimits Bounds =
        new(FacebookWriting.MessageLength, null, FacebookWriting.MostPhotos, FacebookWriting.PhotoBytes, null, ["image/jpeg", "image/png"])
        {
            ShowsVideo = true, Parts = 1, PartGraphemes = FacebookKeys.CommentLength,
            Places = new Dictionary<Placement, ChannelLimits>
            {
                [Placement.Reel] = Reel, [Placement.Story] = Story,
            },
        };

    public string Network => NetworkName;

    public ConnectorAbilities Abilities => ConnectorAbilities.Edit | ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Hear | ConnectorAbilities.Measure | ConnectorAbilities.Alone;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Publish(account, post, cancel);

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Reconcile(account, post, cancel);

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) => writing.Edit(account, post, remote, cancel);

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => writing.Recall(account, remote, cancel);

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) =>
        answering.Reply(account.Credentials<FacebookKeys>().Voice, GraphWords.For(account), reply, cancel);

    public IReadOnlyList<CommentAct> Acts => Offered;

    public Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel) =>
        tending.Act(account.Credentials<FacebookKeys>().Access, GraphWords.For(account), comment, act, "is_hidden", cancel);

    public AnswerRule Rule(ConnectedAccount account, bool isPrivate, DateTimeOffset saidAt, DateTimeOffset now) =>
        GraphWindows.Rule(account.Credentials<FacebookKeys>().Voice, isPrivate, saidAt, now);

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => listening.Hear(account, cursor, cancel);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => measuring.Measure(account, remote, cancel);

    public Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel) =>
        checking.Check(account, account.Credentials<FacebookKeys>().Access, Needed, cancel);
}
