using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Instagram;

/// <summary>A professional account on Instagram, through the Facebook page it belongs to.</summary>
internal sealed class InstagramConnector(InstagramWriting writing, GraphAnswering answering, InstagramListening listening, InstagramMeasuring measuring, GraphChecking checking, GraphTending tending) : IConnector
{
    public const string NetworkName = "instagram";

    private static readonly CommentAct[] Offered = [CommentAct.Hide, CommentAct.Show, CommentAct.Delete];

    private static readonly string[] Needed = ["instagram_basic", "instagram_content_publish"];

    // The network tells none of it at run time but the posts of a day. Pictures of every kind are made to what it takes.
    private static readonly ChannelLimits Bounds = new(InstagramWriting.CaptionLength, null, InstagramWriting.MostPictures, null, 1000, Pictures)
    {
        Parts = 1, Hashtags = InstagramWriting.MostHashtags, Places = new Dictionary<Placement, ChannelLimits> { [Placement.Reel] = Reel, [Placement.Story] = Story },
    };

    // A video's poster and further pictures stay out of these.
    private static ChannelLimits Reel => new(InstagramWriting.CaptionLength, null, 0, null, null, Pictures) { NeedsVideo = true, ShowsVideo = true, Parts = 1, Hashtags = InstagramWriting.MostHashtags, Video = new(3, 15 * 60, 300 << 20, Upright: false) };

    private static ChannelLimits Story => new(null, null, 1, null, null, Pictures) { Wordless = true, ShowsVideo = true, Video = new(3, 60, 100 << 20, Upright: false) };

    private static IReadOnlyList<string> Pictures => ["image/jpeg", "image/png", "image/webp"];

    public string Network => NetworkName;

    /// <summary>No editing: the network lets no caption be changed. Taking back is tried, and else a task for a person.</summary>
    public ConnectorAbilities Abilities => ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Hear | ConnectorAbilities.Measure | ConnectorAbilities.Alone;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Publish(account, post, cancel);

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Reconcile(account, post, cancel);

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) =>
        throw new NotSupportedException("Instagram lets no caption be changed.");

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => writing.Recall(account, remote, cancel);

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) =>
        answering.Reply(account.Credentials<InstagramKeys>().Voice, GraphWords.For(account), reply, cancel);

    public IReadOnlyList<CommentAct> Acts => Offered;

    public Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel) =>
        tending.Act(account.Credentials<InstagramKeys>().Access, GraphWords.For(account), comment, act, "hide", cancel);

    public AnswerRule Rule(ConnectedAccount account, bool isPrivate, DateTimeOffset saidAt, DateTimeOffset now) =>
        GraphWindows.Rule(account.Credentials<InstagramKeys>().Voice, isPrivate, saidAt, now);

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => listening.Hear(account, cursor, cancel);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => measuring.Measure(account, remote, cancel);

    public Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel) => checking.Check(account, account.Credentials<InstagramKeys>().Access, Needed, cancel);
}
