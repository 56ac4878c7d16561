using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.TikTok;

/// <summary>An account on TikTok. The network lets no program read or answer comments, change a post or take one back.</summary>
internal sealed class TikTokConnector(TikTokApi api, TikTokWriting writing, TikTokSettings settings, TimeProvider time) : IConnector
{
    public const string NetworkName = "tiktok";

    public static readonly IReadOnlyList<string> Scopes = ["user.info.basic", "video.publish", "video.list"];

    // A picture stands before the video there, too, and is the network's own choice.
    private static readonly ChannelLimits Bounds = new(TikTokWriting.TextLength, null, 1, null, null, ["image/jpeg", "image/png", "image/webp"]) { NeedsVideo = true };

    public string Network => NetworkName;

    /// <summary>Taking back is always a task for a person, with its steps.</summary>
    public ConnectorAbilities Abilities => ConnectorAbilities.Recall | ConnectorAbilities.Measure | ConnectorAbilities.OnlyVideos;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Publish(account, post, cancel);

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Reconcile(account, post, cancel);

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) => throw new NotSupportedException("TikTok lets no words be changed.");

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Refused("ByHand", TikTokWords.For(account)["RecallByHand"]));

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => throw new NotSupportedException("TikTok lets no program answer.");

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => Task.FromResult(Heard.Nothing);

    public async Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var id = remote.Id.All(char.IsAsciiDigit) ? remote.Id : await NumberOf(account, remote.Id, cancel);
        if (id is null)
            return new(null, null, null);
        var answer = await api.Post(account, "video/query/?fields=id,like_count,comment_count,share_count,view_count", new JsonObject { ["filters"] = new JsonObject { ["video_ids"] = new JsonArray(id) } }, cancel);
        if (!answer.Ok)
            throw new HttpRequestException(answer.Message, inner: null, answer.Status == 0 ? null : (System.Net.HttpStatusCode)answer.Status);
        var video = answer.Data.Items("videos").FirstOrDefault();
        return new(video.Count("like_count"), video.Count("share_count"), video.Count("comment_count"), video.Count("view_count"));
    }

    public Task<string?> BeforeSending(ConnectedAccount account, CancellationToken cancel) =>
        Task.FromResult<string?>(settings.IsAudited ? TikTokText.Say("NoComments") : $"{TikTokText.Say("NotAudited")} {TikTokText.Say("NoComments")}");

    public Task<IReadOnlyList<string>> Shown(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([TikTokWriting.Words(post)]);

    public async Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<TikTokKeys>(), TikTokWords.For(account));
        if (Scopes.Except(keys.Grant.Scopes, StringComparer.Ordinal).FirstOrDefault() is { } missing)
            return new(Works: false, string.Format(CultureInfo.InvariantCulture, words["PermissionMissing"], missing));
        var answer = await api.Post(account, "post/publish/creator_info/query/", [], cancel);
        if (answer.SignInLost)
            return new(Works: false, words["SignInOver"]);
        if (answer.Status == 404)
            return new(Works: false, settings.Version.Unknown(account), Certain: false);
        if (!answer.Ok && !answer.DayUsedUp)
            return answer.Code is "scope_not_authorized" ? new(Works: false, words["NotPermitted"]) : answer.Code is "spam_risk_user_banned_from_posting" ? new(Works: false, words["Banned"]) : new(Works: false, words["NotReached"], Certain: false);
        var ends = settings.Version.EndsSoon(time.GetUtcNow()) ? words["VersionEndsForAll"] : null;
        return new(Works: true, answer.DayUsedUp ? words["DayUsedUp"] : ends ?? (settings.IsAudited ? null : words["NotAudited"]), account.Credentials<TikTokKeys>().Grant.RefreshEndsAt);
    }

    private async Task<string?> NumberOf(ConnectedAccount account, string publication, CancellationToken cancel) =>
        (await api.Post(account, "post/publish/status/fetch/", new JsonObject { ["publish_id"] = publication }, cancel)).Data.Items("publicaly_available_post_id").Select(id => id.ToString()).FirstOrDefault();
}
