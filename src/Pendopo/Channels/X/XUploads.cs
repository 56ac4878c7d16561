using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.X;

/// <summary>Takes pictures and a video to X, which nobody sees until they stand in a post: begun, sent in pieces, ended, made ready by the network, described.
/// Each step is kept, so that a crash goes on where it stopped.</summary>
internal sealed class XUploads(XCalls calls, XOutcomes outcomes, XSubtitles subtitles, TimeProvider time)
{
    public const int MostImages = 4, ImageBytes = 5 << 20, AltLength = 1000;

    /// <summary>One video, up to 140 seconds and 512 MB; another leaves its poster and the way to the page.</summary>
    private const long VideoBytes = 512L << 20;

    private const string Film = "tweet_video";

    private const int VideoSeconds = 140, PieceBytes = 4 << 20;

    // X keeps what stands in no post for a day.
    private static readonly TimeSpan MediaLive = TimeSpan.FromHours(20), AtOnce = TimeSpan.FromSeconds(45), LongestWait = TimeSpan.FromMinutes(5);

    public static bool SendsVideo(OutgoingPost post) => post.Video is { Bytes: > 0 and <= VideoBytes, Seconds: <= VideoSeconds };

    /// <summary>The numbers of what the post carries, all ready; or why they are not yet.</summary>
    public async Task<(IReadOnlyList<string> Ids, SendOutcome? Trouble)> Ready(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var begun = time.GetUtcNow();
        var things = Things(post);
        for (var at = 0; at < things.Count; at++)
        {
            if (await Take(account, post, things[at], at, begun, cancel) is { } trouble)
                return ([], trouble);
        }
        return ([.. (account.Credentials<XKeys>().Of(post.Key)?.Media ?? []).Take(things.Count).Select(medium => medium.Id)], null);
    }

    private static List<Thing> Things(OutgoingPost post) => SendsVideo(post)
        ? [new(post.Video!.MediaType, Film, post.Video.Bytes, "", post.Video.Open)]
        : [.. post.Images.Take(MostImages).Select(image => new Thing(image.MediaType, "tweet_image", 0, image.Alt, image.Open))];

    private sealed record Thing(string Type, string Category, long Bytes, string Alt, Func<CancellationToken, Task<Stream>> Open);

    private async Task<SendOutcome?> Take(ConnectedAccount account, OutgoingPost post, Thing thing, int at, DateTimeOffset begun, CancellationToken cancel)
    {
        var words = XWords.For(account);
        var medium = account.Credentials<XKeys>().Of(post.Key)?.Media.ElementAtOrDefault(at);
        if (medium is null || time.GetUtcNow() - medium.BegunAt > MediaLive)
        {
            var (fresh, trouble) = await Begin(account, thing, cancel);
            if (fresh is null)
                return trouble;
            medium = await Keep(account, post, at, fresh, cancel);
        }
        if (!medium.Whole)
        {
            await using var bytes = await thing.Open(cancel);
            var pieces = (int)((bytes.Length + PieceBytes - 1) / PieceBytes);
            while (medium.Part < pieces)
            {
                if (time.GetUtcNow() - begun > AtOnce)
                    return new SendOutcome.HeldUntil(time.Now(), words.Say("UploadGoesOn", medium.Part * 100 / pieces));
                if (await Append(account, medium, bytes, cancel) is { } broken)
                    return await Forget(account, post, at, broken, cancel);
                medium = await Keep(account, post, at, medium with { Part = medium.Part + 1 }, cancel);
            }
        }
        return await Finish(account, post, thing, at, medium, cancel);
    }

    private async Task<SendOutcome?> Finish(ConnectedAccount account, OutgoingPost post, Thing thing, int at, XMedium medium, CancellationToken cancel)
    {
        if (!medium.Ready)
        {
            var answer = await calls.Do(account, medium.Whole
                ? XCall.Get("status", "media/upload", ("command", "STATUS"), ("media_id", medium.Id))
                : XCall.Send("finalize", HttpMethod.Post, $"media/upload/{medium.Id}/finalize", []), cancel);
            if (!answer.Ok || answer.Data.Text("id").Length == 0)
                return await Forget(account, post, at, answer, cancel);
            medium = await Keep(account, post, at, medium with { Whole = true }, cancel);
            if (NotReady(account, medium, answer.Data.Member("processing_info")) is { } wait)
                return wait is SendOutcome.Refused ? await Drop(account, post, at, wait, cancel) : wait;
            medium = await Keep(account, post, at, medium with { Ready = true }, cancel);
        }
        if (post.Video is { Captions.Length: > 0 } && thing.Category == Film && await subtitles.Bring(account, post, medium, cancel) is { } waits)
            return waits;
        if (medium.Told || thing.Alt.Length == 0)
            return null;
        var alt = KeptText.Of(thing.Alt, AltLength);
        var told = await calls.Do(account, XCall.Send("metadata", HttpMethod.Post, "media/metadata",
            new() { ["id"] = medium.Id, ["metadata"] = new JsonObject { ["alt_text"] = new JsonObject { ["text"] = alt } } }), cancel);
        if (!told.Ok)
            return await Forget(account, post, at, told, cancel);
        await Keep(account, post, at, medium with { Told = true }, cancel);
        return null;
    }

    private async Task<(XMedium? Medium, SendOutcome? Trouble)> Begin(ConnectedAccount account, Thing thing, CancellationToken cancel)
    {
        var bytes = thing.Bytes;
        if (bytes == 0)
        {
            await using var stream = await thing.Open(cancel);
            bytes = stream.Length;
        }
        var answer = await calls.Do(account, XCall.Send("initialize", HttpMethod.Post, "media/upload/initialize",
            new() { ["media_type"] = thing.Type, ["total_bytes"] = bytes, ["media_category"] = thing.Category }), cancel);
        return answer.Ok && answer.Data.Text("id") is { Length: > 0 } id ? (new(id, time.GetUtcNow()), null) : (null, outcomes.Of(account, "initialize", answer, irreversible: false));
    }

    /// <summary>Null when it arrived. The same piece twice is the same piece.</summary>
    private async Task<XAnswer?> Append(ConnectedAccount account, XMedium medium, Stream bytes, CancellationToken cancel)
    {
        bytes.Position = (long)medium.Part * PieceBytes;
        var piece = new byte[(int)Math.Min(PieceBytes, bytes.Length - bytes.Position)];
        await bytes.ReadExactlyAsync(piece, cancel);
        using var form = new MultipartFormDataContent(RandomNumberGenerator.GetHexString(32, lowercase: true));
        form.Add(new StringContent(medium.Part.ToString(CultureInfo.InvariantCulture)), "segment_index");
        var part = new ByteArrayContent(piece);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(part, "media", "piece");
        var body = OutboundBody.Of(await form.ReadAsByteArrayAsync(cancel), form.Headers.ContentType!.ToString());
        var answer = await calls.Do(account, new("append", HttpMethod.Post, $"media/upload/{medium.Id}/append", body), cancel);
        return answer.Status is >= 200 and <= 299 ? null : answer;
    }

    private SendOutcome? NotReady(ConnectedAccount account, XMedium medium, JsonElement processing) => processing.Text("state") switch
    {
        "failed" => new SendOutcome.Refused("MediaFailed", XWords.For(account).Say("MediaFailed", processing.Member("error").Text("message"))),
        "pending" or "in_progress" => new SendOutcome.RetryAt(time.Now() + Wait(medium, processing), XWords.For(account)["BeingPrepared"]),
        _ => null,
    };

    // As long as the network asks for, and twice as long each time it takes longer than that: eight looks reach over a quarter of an hour.
    private TimeSpan Wait(XMedium medium, JsonElement processing)
    {
        var (asked, age) = (TimeSpan.FromSeconds(processing.Count("check_after_secs") ?? 5), time.GetUtcNow() - medium.BegunAt);
        return age > LongestWait ? LongestWait : age > asked ? age : asked;
    }

    private async Task<SendOutcome> Forget(ConnectedAccount account, OutgoingPost post, int at, XAnswer answer, CancellationToken cancel)
    {
        var outcome = outcomes.Of(account, "media", answer, irreversible: false);
        // Whether the file itself is wrong was asked when it was begun: what is refused later is brought anew, a few times.
        return answer.Gone || outcome is SendOutcome.Refused
            ? await Drop(account, post, at, new SendOutcome.RetryAt(null, outcome is SendOutcome.Refused { Reason.Length: > 0 } refused ? refused.Reason : XWords.For(account)["MediaAnew"]), cancel) : outcome;
    }

    private static async Task<SendOutcome> Drop(ConnectedAccount account, OutgoingPost post, int at, SendOutcome outcome, CancellationToken cancel)
    {
        await account.Change<XKeys>(keys => keys.Of(post.Key) is { } sending ? keys.With(post.Key, sending with { Media = [.. sending.Media.Take(at)] }) : null, cancel);
        return outcome;
    }

    private async Task<XMedium> Keep(ConnectedAccount account, OutgoingPost post, int at, XMedium medium, CancellationToken cancel)
    {
        await account.Change<XKeys>(keys =>
        {
            var sending = keys.Of(post.Key) ?? new XSending(time.GetUtcNow());
            return keys.With(post.Key, sending with { Media = [.. sending.Media.Take(at), medium, .. sending.Media.Skip(at + 1)] });
        }, cancel);
        return medium;
    }
}
