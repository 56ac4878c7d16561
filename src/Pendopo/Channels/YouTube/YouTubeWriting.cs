using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.YouTube;

/// <summary>
/// Publishes a video: its bytes, its captions and its picture go up unseen, and the one call that everybody sees is the last, which makes it public. That call
/// may be made twice without harm, so nothing is ever shown twice.
/// </summary>
internal sealed class YouTubeWriting(YouTubeApi api, YouTubeUploading uploading, YouTubeComments comments, GoogleOutcomes outcomes, GoogleSettings settings, TimeProvider time)
{
    /// <summary>A picture of at most 2 MB.</summary>
    private const long PictureBytes = 2_000_000;

    /// <summary>The network gets so long to look at a video before it is shown, in whatever sharpness is ready.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10), ShortestWait = TimeSpan.FromSeconds(20);

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var words = GoogleWords.For(account);
        if (post.Video is not { } video)
            return new SendOutcome.Refused("NeedsVideo", words["NeedsVideo"]);
        var (upload, trouble) = await uploading.Run(account, post, video, cancel);
        if (upload is null)
            return trouble!;
        var shown = await Wait(account, post, upload, words, cancel) ?? await Dress(account, post, video, upload, words, cancel) ?? await Show(account, upload, words, cancel);
        return shown is SendOutcome.Sent sent ? await comments.First(account, post, sent.Remote, say: true, cancel) : shown;
    }

    /// <summary>Asks whether the video is public.</summary>
    public async Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var words = GoogleWords.For(account);
        if (account.Credentials<YouTubeKeys>().Uploads.GetValueOrDefault(post.Key) is not { } upload)
            return YouTubeKeys.Remembers(post.IntendedAt, time.GetUtcNow()) ? new SendOutcome.RetryAt(null, words["NotThere"]) : new SendOutcome.Unknown(words["CannotLook"]);
        if (upload.Video is not { } id)
            return new SendOutcome.RetryAt(null, words["NotThere"]);
        var (answer, video) = await Look(account, id, cancel);
        if (!answer.Ok)
            return new SendOutcome.Unknown(words["CannotLook"]);
        return IsShown(account, video) ? await comments.First(account, post, Of(id), say: false, cancel) : new SendOutcome.RetryAt(null, words["NotThere"]);
    }

    public async Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        var answer = await api.Do(HttpMethod.Put, account, "videos", new JsonObject { ["id"] = remote.Id, ["snippet"] = YouTubeWords.Snippet(post) }, cancel, ("part", "snippet"));
        return answer.Ok ? await comments.Change(account, post, remote, cancel) : outcomes.Of(answer, GoogleWords.For(account), irreversible: false);
    }

    public async Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var answer = await api.Do(HttpMethod.Delete, account, "videos", null, cancel, ("id", remote.Id));
        return answer.Ok || answer.Reason == "videoNotFound" ? new SendOutcome.Sent(remote) : outcomes.Of(answer, GoogleWords.For(account), irreversible: false);
    }

    /// <summary>What the network found when it looked through the video; null when it may go on.</summary>
    private async Task<SendOutcome?> Wait(ConnectedAccount account, OutgoingPost post, YouTubeUpload upload, GoogleWords words, CancellationToken cancel)
    {
        var (answer, video) = await Look(account, upload.Video!, cancel);
        if (!answer.Ok)
            return outcomes.Of(answer, words, irreversible: false);
        var status = video.Member("status");
        switch (status.Text("uploadStatus"))
        {
            case "failed" or "rejected" when await Forget(account, post, cancel):
                return new SendOutcome.Refused("Rejected", words.Rejected(status.Text("failureReason") is { Length: > 0 } failure ? failure : status.Text("rejectionReason")));
            case "uploaded" when time.GetUtcNow() - upload.ArrivedAt < Patience:
                var age = time.GetUtcNow() - upload.ArrivedAt;
                return new SendOutcome.RetryAt(time.Now() + (age > ShortestWait ? age : ShortestWait), words["BeingPrepared"]);
            case "" when video.ValueKind != JsonValueKind.Object:
                // It was taken away there, by a person: what is known of it is no more.
                await Forget(account, post, cancel);
                return new SendOutcome.RetryAt(null, words["UploadAnew"]);
            default:
                return null;
        }
    }

    private static async Task<bool> Forget(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        await account.Change<YouTubeKeys>(keys => keys.Without(post.Key), cancel);
        return true;
    }

    /// <summary>Captions and picture, each once; null when they are in their place.</summary>
    private async Task<SendOutcome?> Dress(ConnectedAccount account, OutgoingPost post, OutgoingVideo video, YouTubeUpload upload, GoogleWords words, CancellationToken cancel)
    {
        if (!upload.HasCaptions && video.Captions.Length > 0)
        {
            var answer = await api.Captions(account, CaptionForm(upload.Video!, post.Language, video.Captions), cancel);
            if (!answer.Ok && answer.Reason != "captionExists" && answer.Status != 409)
                return outcomes.Of(answer, words, irreversible: false);
            await uploading.Keep(account, post.Key, upload = upload with { HasCaptions = true }, cancel);
        }
        if (upload.HasPicture || await Picture(post, cancel) is not { } picture)
            return null;
        var shown = await api.Picture(account, upload.Video!, picture, cancel);
        // Not every channel may choose its picture (a telephone number has to be confirmed): then the network takes one of the video.
        if (shown.Status is not (>= 400 and <= 499) && !shown.Ok || shown.DayUsedUp || shown.TooFast || shown.SignInLost)
            return outcomes.Of(shown, words, irreversible: false);
        await uploading.Keep(account, post.Key, upload with { HasPicture = true }, cancel);
        return null;
    }

    private async Task<SendOutcome> Show(ConnectedAccount account, YouTubeUpload upload, GoogleWords words, CancellationToken cancel)
    {
        var visibility = account.Credentials<YouTubeKeys>().Visibility;
        var answer = await api.Do(HttpMethod.Put, account, "videos", new JsonObject { ["id"] = upload.Video, ["status"] = YouTubeWords.Status(visibility) }, cancel, ("part", "status"));
        if (answer.Ok && answer.Body.Member("status").Text("privacyStatus") == visibility)
            return new SendOutcome.Sent(Of(upload.Video!));
        // Before an audit the network keeps every video private: it says yes and does not, or it refuses.
        if (answer.Ok && answer.Body.Member("status").Text("privacyStatus") == "private" || (answer.Reason == "forbidden" && !settings.IsAudited))
            return new SendOutcome.Refused("StaysPrivate", words["StaysPrivate"]);
        return outcomes.Of(answer, words, irreversible: true);
    }

    private async Task<(GoogleAnswer Answer, JsonElement Video)> Look(ConnectedAccount account, string id, CancellationToken cancel)
    {
        var answer = await api.Get(account, "videos", UnitCost.Read, cancel, ("part", "status"), ("id", id));
        // A list is told even where it is empty.
        return (answer with { IsStrange = answer.Body.Member("items").ValueKind != JsonValueKind.Array }, answer.Body.Items("items").FirstOrDefault());
    }

    private static bool IsShown(ConnectedAccount account, JsonElement video) => video.Member("status").Text("privacyStatus") == account.Credentials<YouTubeKeys>().Visibility;

    private static async Task<OutboundBody?> Picture(OutgoingPost post, CancellationToken cancel)
    {
        if (post.Images.FirstOrDefault(image => image.MediaType is "image/jpeg" or "image/png") is not { } image)
            return null;
        await using var content = await image.Open(cancel);
        return content.Length > PictureBytes ? null : new(image.MediaType, content.Length, async token => await image.Open(token));
    }

    // multipart/related (RFC 2387): what they are, then the captions.
    private static OutboundBody CaptionForm(string video, string language, string captions)
    {
        var boundary = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var about = new JsonObject { ["snippet"] = new JsonObject { ["videoId"] = video, ["language"] = language, ["name"] = "" } };
        return OutboundBody.Of($"--{boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{about.ToJsonString()}\r\n--{boundary}\r\nContent-Type: text/vtt; charset=UTF-8\r\n\r\n{captions}\r\n--{boundary}--\r\n",
            $"multipart/related; boundary={boundary}");
    }

    private static RemoteRef Of(string id) => new(id, $"https://www.youtube.com/watch?v={Uri.EscapeDataString(id)}");
}
