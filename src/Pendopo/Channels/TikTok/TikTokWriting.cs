using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.TikTok;

/// <summary>
/// Posts a video: its words are handed over and its number kept before the first byte, the bytes go up in parts, and the network shows it by itself after the last one.
/// The number tells what became of it, so nothing is posted twice.
/// </summary>
internal sealed class TikTokWriting(TikTokApi api, TikTokSettings settings, TimeProvider time)
{
    /// <summary>Characters of the words, as UTF-16 counts them.</summary>
    public const int TextLength = 2200;

    /// <summary>The words under the video.</summary>
    public static string Words(OutgoingPost post) => KeptText.Of(post.Text, TextLength);

    /// <summary>Parts are 5 to 64 MB; a smaller file goes whole.</summary>
    private const long Part = 5 << 20;

    private const string Everybody = "PUBLIC_TO_EVERYONE", Self = "SELF_ONLY";

    private static readonly TimeSpan AddressLives = TimeSpan.FromMinutes(55), Turn = TimeSpan.FromSeconds(60), UntilFree = TimeSpan.FromHours(1), UntilSlower = TimeSpan.FromMinutes(2), ShortestWait = TimeSpan.FromSeconds(20), ClockSkew = TimeSpan.FromMinutes(5);

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var words = TikTokWords.For(account);
        if (post.Video is not { } video)
            return new SendOutcome.Refused("NeedsVideo", words["NeedsVideo"]);
        if (account.Credentials<TikTokKeys>().Uploads.GetValueOrDefault(post.Key) is not { } upload)
        {
            var (begun, trouble) = await Begin(account, post, video, words, cancel);
            if (begun is null)
                return trouble!;
            upload = begun;
        }
        return await Bring(account, post, video, upload, words, cancel);
    }

    /// <summary>Asks the number what became of the video.</summary>
    public async Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var words = TikTokWords.For(account);
        if (account.Credentials<TikTokKeys>().Uploads.GetValueOrDefault(post.Key) is not { } upload)
            return TikTokKeys.Remembers(post.IntendedAt, time.GetUtcNow()) ? new SendOutcome.RetryAt(null, words["NotThere"]) : new SendOutcome.Unknown(words["CannotLook"]);
        var look = await Look(account, upload, cancel);
        if (!look.Ok)
            return new SendOutcome.Unknown(words["CannotLook"]);
        // Looking again and bringing what lacks shows nothing twice.
        if (look.Data.Text("status") == "PUBLISH_COMPLETE")
            return await Complete(account, post, upload, look, words, cancel);
        return new SendOutcome.RetryAt(null, words["BeingPrepared"]) { Out = IsComing(look, post) ? Of(account, upload, look) : null };
    }

    private async Task<(TikTokUpload? Upload, SendOutcome? Trouble)> Begin(ConnectedAccount account, OutgoingPost post, OutgoingVideo video, TikTokWords words, CancellationToken cancel)
    {
        var creator = await api.Post(account, "post/publish/creator_info/query/", [], cancel);
        if (!creator.Ok)
            return (null, Trouble(account, creator, irreversible: false));
        if (creator.Data.Count("max_video_post_duration_sec") is { } longest && video.Seconds > longest)
            return (null, new SendOutcome.Refused("TooLong", string.Format(CultureInfo.InvariantCulture, words["VideoTooLong"], longest)));
        var onlySelf = !settings.IsAudited;
        var levels = creator.Data.Items("privacy_level_options").Where(level => level.ValueKind == JsonValueKind.String).Select(level => level.GetString()).ToList();
        if (!onlySelf && !levels.Contains(Everybody))
            return (null, new SendOutcome.Refused("PrivateAccount", words["PrivateAccount"]));
        var kept = await account.Change<TikTokKeys>(keys => keys with { Places = TikTokPlaces.Take(keys.Places, post.Key, time.Now()) }, cancel);
        if (TikTokPlaces.Of(kept.Places, post.Key) is { } turn)
            return (null, new SendOutcome.HeldUntil(turn, words["TooFast"]));
        // The last part may be the larger one, or the smaller one: no source proves which.
        var answer = await Init(account, post, video, onlySelf, Math.Max(1, video.Bytes / Part), cancel);
        var chunks = Math.Max(1, video.Bytes / Part);
        if (answer.Code == "invalid_params" && video.Bytes > Part)
            answer = await Init(account, post, video, onlySelf, chunks = (video.Bytes + Part - 1) / Part, cancel);
        if (!answer.Ok || answer.Data.Text("publish_id") is not { Length: > 0 } id || answer.Data.Text("upload_url") is not { Length: > 0 } address)
            return (null, Trouble(account, answer, irreversible: false));
        var upload = new TikTokUpload(id, address, Math.Min(Part, video.Bytes), (int)chunks, onlySelf, time.Now()) { Revision = post.Revision };
        await account.Change<TikTokKeys>(keys => keys.With(post.Key, upload), cancel);
        return (upload, null);
    }

    private Task<TikTokAnswer> Init(ConnectedAccount account, OutgoingPost post, OutgoingVideo video, bool onlySelf, long chunks, CancellationToken cancel) =>
        api.Post(account, "post/publish/video/init/", new JsonObject
        {
            ["post_info"] = new JsonObject { ["title"] = Words(post), ["privacy_level"] = onlySelf ? Self : Everybody, ["disable_comment"] = false, ["disable_duet"] = true, ["disable_stitch"] = true },
            ["source_info"] = new JsonObject { ["source"] = "FILE_UPLOAD", ["video_size"] = video.Bytes, ["chunk_size"] = Math.Min(Part, video.Bytes), ["total_chunk_count"] = chunks },
        }, cancel);

    private async Task<SendOutcome> Bring(ConnectedAccount account, OutgoingPost post, OutgoingVideo video, TikTokUpload upload, TikTokWords words, CancellationToken cancel)
    {
        var until = time.GetUtcNow() + Turn;
        await using var bytes = await video.Open(cancel);
        while (true)
        {
            // Asked each time: an earlier attempt may have brought more than it was told.
            var look = await Look(account, upload, cancel);
            if (!look.Ok)
                // A number that is known no longer after the last part went up tells nothing of the video.
                return look.Code != "invalid_publish_id" ? Trouble(account, look, irreversible: false) : upload.Ending ? new SendOutcome.Unknown(words["CannotLook"]) : await Anew(account, post, words, cancel);
            if (look.Data.Text("status") is not "PROCESSING_UPLOAD")
                return await Ended(account, post, upload, look, words, cancel);
            var there = look.Data.Number("uploaded_bytes") ?? 0;
            if (there >= video.Bytes)
                return new SendOutcome.RetryAt(time.Now() + Wait(upload), words["BeingPrepared"]) { Out = Of(account, upload, look) };
            if (time.GetUtcNow() - upload.BegunAt > AddressLives || (upload.Revision != 0 && upload.Revision != post.Revision))
                return await Anew(account, post, words, cancel);
            if (time.GetUtcNow() >= until)
                return new SendOutcome.HeldUntil(time.Now(), string.Format(CultureInfo.InvariantCulture, words["UploadStands"], 100 * there / video.Bytes));
            if (!upload.Ending && IsLast(upload, there))
            {
                var ending = upload = upload with { Ending = true };
                await account.Change<TikTokKeys>(keys => keys.With(post.Key, ending), cancel);
            }
            var reply = await Send(upload, video, bytes, there, cancel);
            if (reply.IsFault || reply.Status is not (201 or 206))
                return reply is { IsFault: false, Status: 403 or 404 } ? await Anew(account, post, words, cancel) : new SendOutcome.RetryAt(null, words["NotReached"]);
        }
    }

    private static bool IsLast(TikTokUpload upload, long from) => from / upload.Chunk >= upload.Chunks - 1;

    // The network shows by itself what is whole: whoever takes it back meanwhile takes back something that comes.
    private static bool IsComing(TikTokAnswer look, OutgoingPost post) => look.Data.Text("status") switch
    {
        "" or "FAILED" => false,
        "PROCESSING_UPLOAD" => look.Data.Number("uploaded_bytes") >= post.Video?.Bytes,
        _ => true,
    };

    private Task<OutboundReply> Send(TikTokUpload upload, OutgoingVideo video, Stream bytes, long from, CancellationToken cancel)
    {
        var length = (int)(IsLast(upload, from) ? video.Bytes - from : upload.Chunk);
        var part = new OutboundBody(video.MediaType, length, async token =>
        {
            var buffer = new byte[length];
            bytes.Position = from;
            await bytes.ReadExactlyAsync(buffer, token);
            return new MemoryStream(buffer, writable: false);
        });
        return api.Put(upload.Address, video.MediaType, $"bytes {from}-{from + length - 1}/{video.Bytes}", part, cancel);
    }

    // What never became whole is never shown, so it may be begun anew.
    private static async Task<SendOutcome> Anew(ConnectedAccount account, OutgoingPost post, TikTokWords words, CancellationToken cancel)
    {
        await account.Change<TikTokKeys>(keys => keys.Without(post.Key), cancel);
        return new SendOutcome.RetryAt(null, words["UploadAnew"]) { Stopped = true };
    }

    private async Task<SendOutcome> Ended(ConnectedAccount account, OutgoingPost post, TikTokUpload upload, TikTokAnswer look, TikTokWords words, CancellationToken cancel)
    {
        switch (look.Data.Text("status"))
        {
            case "PUBLISH_COMPLETE":
                return await Complete(account, post, upload, look, words, cancel);
            case "FAILED":
                await account.Change<TikTokKeys>(keys => keys.Without(post.Key), cancel);
                var why = look.Data.Text("fail_reason");
                return why is "internal" or "" ? new SendOutcome.RetryAt(null, words["UploadAnew"]) { Stopped = true } : new SendOutcome.Refused(why, string.Format(CultureInfo.InvariantCulture, words["VideoRefused"], why));
            default:
                return new SendOutcome.RetryAt(time.Now() + Wait(upload), words["BeingPrepared"]) { Out = Of(account, upload, look) };
        }
    }

    private async Task<SendOutcome> Complete(ConnectedAccount account, OutgoingPost post, TikTokUpload upload, TikTokAnswer look, TikTokWords words, CancellationToken cancel)
    {
        if (!upload.OnlySelf)
            return new SendOutcome.Sent(Of(account, upload, look));
        if (!settings.IsAudited)
            return new SendOutcome.Refused("OnlySelf", words["OnlySelf"]);
        // The app was audited since. What a person made public by hand is not posted a second time.
        var listed = await api.Post(account, "video/list/?fields=id,title,create_time,share_url", new JsonObject { ["max_count"] = 20 }, cancel);
        if (!listed.Ok)
            return Trouble(account, listed, irreversible: false);
        var there = listed.Data.Items("videos").FirstOrDefault(video => video.Text("title").Trim() == Words(post).Trim() && video.Seconds("create_time") >= upload.BegunAt - ClockSkew);
        return there.Text("id") is { Length: > 0 } id ? new SendOutcome.Sent(new(id, there.Text("share_url") is { Length: > 0 } url ? url : null)) : await Anew(account, post, words, cancel);
    }

    private Task<TikTokAnswer> Look(ConnectedAccount account, TikTokUpload upload, CancellationToken cancel) =>
        api.Post(account, "post/publish/status/fetch/", new JsonObject { ["publish_id"] = upload.Id }, cancel);

    // The number of the post is told only of public ones, and only once it was moderated.
    private static RemoteRef Of(ConnectedAccount account, TikTokUpload upload, TikTokAnswer look)
    {
        var post = look.Data.Items("publicaly_available_post_id").Select(id => id.ToString()).FirstOrDefault(id => id.Length > 0);
        var home = $"https://www.tiktok.com/@{Uri.EscapeDataString(account.Credentials<TikTokKeys>().Username)}";
        return post is null ? new(upload.Id, home) : new(post, $"{home}/video/{post}");
    }

    /// <summary>The outcome of a call that did not succeed.</summary>
    public SendOutcome Trouble(ConnectedAccount account, TikTokAnswer answer, bool irreversible)
    {
        var words = TikTokWords.For(account);
        if (answer.SignInLost)
            return new SendOutcome.Reconnect(words["SignInOver"]);
        if (answer.DayUsedUp)
            return new SendOutcome.HeldUntil(time.Now() + UntilFree, words["DayUsedUp"]);
        if (answer.TooFast)
            return new SendOutcome.HeldUntil(time.Now() + (answer.Wait ?? UntilSlower), words["TooFast"]);
        if (answer.WillPass || answer.Ok)
            return irreversible && answer.Sent != OutboundSent.Nothing ? new SendOutcome.Unknown(words["CannotLook"]) : new SendOutcome.RetryAt(null, words["NotReached"]);
        return answer.Code switch
        {
            "scope_not_authorized" or "scope_permission_missed" => new SendOutcome.Reconnect(words["NotPermitted"]),
            "spam_risk_user_banned_from_posting" => new SendOutcome.Reconnect(words["Banned"]),
            "unaudited_client_can_only_post_to_private_accounts" => new SendOutcome.Refused(answer.Code, words["NotAudited"]),
            "privacy_level_option_mismatch" => new SendOutcome.Refused(answer.Code, words["PrivateAccount"]),
            _ => new SendOutcome.Refused(answer.Code, answer.Message.Length > 0 ? answer.Message : words["RefusedWithoutReason"]),
        };
    }

    private TimeSpan Wait(TikTokUpload upload) => time.GetUtcNow() - upload.BegunAt is var age && age > ShortestWait ? age : ShortestWait;
}
