using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;

namespace Pendopo.Channels.YouTube;

/// <summary>A channel on YouTube.</summary>
internal sealed class YouTubeConnector(YouTubeApi api, YouTubeWriting writing, YouTubeTalking talking, YouTubeListening listening, GoogleSettings settings, TimeProvider time) : IConnector
{
    public const string NetworkName = "youtube";

    /// <summary>Uploading, and everything below a video.</summary>
    public static readonly IReadOnlyList<string> Scopes =
        ["https://www.googleapis.com/auth/youtube.upload", "https://www.googleapis.com/auth/youtube.force-ssl", "https://www.googleapis.com/auth/youtube.readonly"];

    private static readonly CommentAct[] Offered = [CommentAct.Hide, CommentAct.Show, CommentAct.Delete];

    // One picture stands before the video; a larger one is left out and keeps no post from leaving.
    private static readonly ChannelLimits Bounds = new(null, YouTubeWords.DescriptionBytes, 1, null, null, ["image/jpeg", "image/png", "image/webp"]) { NeedsVideo = true, Parts = 1, PartGraphemes = YouTubeTalking.CommentLength };

    public string Network => NetworkName;

    public ConnectorAbilities Abilities => ConnectorAbilities.Edit | ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Hear | ConnectorAbilities.Measure | ConnectorAbilities.OnlyVideos;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Publish(account, post, cancel);

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Reconcile(account, post, cancel);

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) => writing.Edit(account, post, remote, cancel);

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => writing.Recall(account, remote, cancel);

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => talking.Reply(account, reply, cancel);

    public IReadOnlyList<CommentAct> Acts => Offered;

    public Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel) => talking.Act(account, comment, act, cancel);

    public AnswerRule Rule(ConnectedAccount account, bool isPrivate, DateTimeOffset saidAt, DateTimeOffset now) => new(GoogleText.Say("RuleComment"), YouTubeTalking.CommentLength);

    /// <summary>What others said may be kept for 30 days and then has to be read anew or go (Developer Policies III.E.4).</summary>
    public KeptRule? Kept { get; } = new(TimeSpan.FromDays(24), Grows: false, TimeSpan.FromDays(29), AtOnce: 50);

    public Task<SecondLook?> LookAgain(ConnectedAccount account, IReadOnlyList<string> ids, CancellationToken cancel) => listening.LookAgain(account, ids, cancel);

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => listening.Hear(account, cursor, cancel);

    public async Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var answer = await api.Get(account, "videos", UnitCost.Look, cancel, ("part", "statistics"), ("id", remote.Id));
        if (!answer.Ok || answer.Body.Items("items").FirstOrDefault() is not { ValueKind: JsonValueKind.Object } video)
            throw new HttpRequestException(answer.Message, inner: null, answer.Status == 0 ? null : (System.Net.HttpStatusCode)answer.Status);
        var told = video.Member("statistics");
        return new(Number(told, "likeCount"), null, Number(told, "commentCount"), Number(told, "viewCount"));
    }

    public Task<string?> BeforeSending(ConnectedAccount account, CancellationToken cancel) => Task.FromResult<string?>(settings.IsAudited ? null : GoogleText.Say("NotAudited"));

    public Task<IReadOnlyList<string>> Shown(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<string>>([$"{YouTubeWords.Title(post.Title)}\n\n{YouTubeWords.Plain(post.Text)}", .. post.Parts]);

    public async Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel)
    {
        var words = GoogleWords.For(account);
        if (Scopes.Except(account.Credentials<YouTubeKeys>().Grant.Scopes, StringComparer.Ordinal).FirstOrDefault() is { } missing)
            return new(Works: false, string.Format(CultureInfo.InvariantCulture, words["PermissionMissing"], missing[(missing.LastIndexOf('/') + 1)..]));
        var answer = await api.Get(account, "channels", UnitCost.Look, cancel, ("part", "id"), ("mine", "true"));
        if (answer.SignInLost)
            return new(Works: false, words["SignInOver"]);
        // The units of a day come back by themselves.
        if (answer.PausedUntil is not null || answer.DayUsedUp)
            return new(Works: true, words["DayUsedUp"]);
        // Asked for its own channel, an account that has none gets an empty list.
        if (answer.IsMissing)
            return new(Works: false, settings.VideosVersion.Unknown(account), Certain: false);
        if (!answer.Ok)
            return new(Works: false, words[answer.Reason == "insufficientPermissions" ? "NotPermitted" : "NotReached"], Certain: answer.Reason == "insufficientPermissions");
        return answer.Body.Items("items").Any(channel => channel.Text("id") == account.Channel.Address)
            ? new(Works: true, settings.VideosVersion.EndsSoon(time.GetUtcNow()) ? words["VersionEndsForAll"] : settings.IsAudited ? null : words["NotAudited"]) : new(Works: false, words["NoChannel"], Certain: answer.Body.Member("pageInfo").ValueKind == JsonValueKind.Object);
    }

    // Figures come as words, because they may be larger than a program's numbers.
    private static int? Number(JsonElement told, string name) =>
        long.TryParse(told.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (int)Math.Min(number, int.MaxValue) : null;
}
