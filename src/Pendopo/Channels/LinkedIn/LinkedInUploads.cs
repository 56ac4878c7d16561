using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.Ui;

namespace Pendopo.Channels.LinkedIn;

/// <summary>Takes pictures and a video to LinkedIn, which nobody sees until they stand in a post: an address asked for, the bytes brought there part by part,
/// ended, waited for. Each step is kept, so that a crash goes on where it stopped.</summary>
internal sealed class LinkedInUploads(LinkedInApi api, LinkedInCalls calls, LinkedInOutcomes outcomes, LinkedInCaptions captions, TimeProvider time)
{
    /// <summary>20 pictures by what is told of it, of which nobody tells the most bytes.</summary>
    public const int MostImages = 20, ImageBytes = 10 << 20, AltLength = 4086;

    // The address of each part is kept with the page: a longer video leaves its poster and the way to the page.
    private const long VideoBytes = 200L << 20;

    // Addresses live a day.
    private static readonly TimeSpan MediaLive = TimeSpan.FromHours(20), AtOnce = TimeSpan.FromSeconds(45), ShortestWait = TimeSpan.FromSeconds(5), LongestWait = TimeSpan.FromMinutes(5);

    public static bool SendsVideo(OutgoingPost post) => post is { Placement: not Placement.Document, Video.Bytes: > 0 and <= VideoBytes };

    public static bool SendsDocument(OutgoingPost post) => post is { Placement: Placement.Document, Images.Count: > 0 };

    /// <summary>The numbers of what the post carries, all ready; or why they are not yet.</summary>
    public async Task<(IReadOnlyList<string> Urns, SendOutcome? Trouble)> Ready(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var begun = time.GetUtcNow();
        var things = Things(post);
        for (var at = 0; at < things.Count; at++)
        {
            if (await Take(account, post, things[at], at, begun, cancel) is { } trouble)
                return ([], trouble);
        }
        return ([.. (account.Credentials<LinkedInKeys>().Of(post.Key)?.Media ?? []).Take(things.Count).Select(medium => medium.Urn)], null);
    }

    private sealed record Thing(string Kind, string Type, long Bytes, Func<CancellationToken, Task<Stream>> Open);

    private static List<Thing> Things(OutgoingPost post) => SendsVideo(post) ? [new("video", post.Video!.MediaType, post.Video.Bytes, post.Video.Open)]
        : SendsDocument(post) ? [new("document", "application/pdf", 0, cancel => Document(post, cancel))]
        : [.. post.Images.Take(MostImages).Select(image => new Thing("image", image.MediaType, 0, image.Open))];

    // The pictures as pages, each with what is to be seen on it; made anew at each try, and the same.
    private static async Task<Stream> Document(OutgoingPost post, CancellationToken cancel)
    {
        var pages = new List<PicturePage>();
        foreach (var image in post.Images.Take(MostImages))
        {
            await using var content = await image.Open(cancel);
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, cancel);
            pages.Add(new(bytes.ToArray(), image.Alt));
        }
        return PicturePdf.Of(post.Title.Length > 0 ? post.Title : post.Text, post.Language, pages) is { } pdf ? new MemoryStream(pdf) : throw new InvalidDataException("A picture can stand on no page.");
    }

    private async Task<SendOutcome?> Take(ConnectedAccount account, OutgoingPost post, Thing thing, int at, DateTimeOffset begun, CancellationToken cancel)
    {
        var words = LinkedInWords.For(account);
        var medium = account.Credentials<LinkedInKeys>().Of(post.Key)?.Media.ElementAtOrDefault(at);
        if (medium is null || time.GetUtcNow() - medium.BegunAt > MediaLive)
        {
            var (fresh, trouble) = await Begin(account, post, thing, cancel);
            // Captions were announced and no place for them was named: a video that waits for them might never be ready, so it is begun anew without them.
            if (fresh is { CaptionsTo.Length: 0 } && thing.Kind == "video" && LinkedInCaptions.Wants(account, post))
            {
                await captions.Miss(account, post, words["CaptionsNowhere"], cancel);
                (fresh, trouble) = await Begin(account, post, thing, cancel);
            }
            if (fresh is null)
                return trouble;
            medium = await Keep(account, post, at, fresh, cancel);
        }
        while (medium.Tags.Count < medium.Parts.Count)
        {
            if (time.GetUtcNow() - begun > AtOnce)
                return new SendOutcome.HeldUntil(time.Now(), words.Say("UploadGoesOn", medium.Tags.Count * 100 / medium.Parts.Count));
            LinkedInAnswer answer;
            try
            {
                answer = await Bring(thing, medium, cancel);
            }
            catch (InvalidDataException)
            {
                return new SendOutcome.Refused("PageUnreadable", words["PageUnreadable"]);
            }
            // An address takes its bytes once: what became of them nobody knows, so the picture is brought anew. Parts of a video may come twice.
            if (!answer.Done)
                return thing.Kind != "video" || answer.Status is >= 400 and < 500 ? await Drop(account, post, at, new SendOutcome.RetryAt(null, words["MediaAnew"]), cancel) : new SendOutcome.RetryAt(null, words["NotReached"]);
            if (thing.Kind == "video" && answer.Tag.Length == 0)
                return new SendOutcome.RetryAt(null, words["NotReached"]);
            medium = await Keep(account, post, at, medium with { Tags = [.. medium.Tags, answer.Tag] }, cancel);
        }
        return await Finish(account, post, thing, at, medium, cancel);
    }

    private async Task<SendOutcome?> Finish(ConnectedAccount account, OutgoingPost post, Thing thing, int at, LinkedInMedium medium, CancellationToken cancel)
    {
        var words = LinkedInWords.For(account);
        if (!medium.Whole && medium.CaptionsTo.Length > 0 && !medium.Captioned)
        {
            var (taken, waits) = await captions.Bring(account, post, medium, cancel);
            if (waits is not null)
                return waits;
            // A video that waits for captions which LinkedIn does not take might never be ready: it goes up anew, without them.
            if (!taken)
                return await Drop(account, post, at, new SendOutcome.RetryAt(null, words["MediaAnew"]), cancel);
            medium = await Keep(account, post, at, medium with { Captioned = true }, cancel);
        }
        if (!medium.Whole && thing.Kind == "video")
        {
            var input = new JsonObject { ["finalizeUploadRequest"] = new JsonObject { ["video"] = medium.Urn, ["uploadToken"] = medium.Token, ["uploadedPartIds"] = new JsonArray([.. medium.Tags.Select(tag => JsonValue.Create(tag))]) } };
            var answer = await calls.Do(account, new("finalizeUpload", HttpMethod.Post, "videos?action=finalizeUpload", input), cancel);
            if (!answer.Done)
                return await Forget(account, post, at, answer, cancel);
        }
        if (!medium.Whole)
            medium = await Keep(account, post, at, medium with { Whole = true }, cancel);
        if (medium.Ready)
            return null;
        var look = await calls.Do(account, LinkedInCall.Get(thing.Kind, $"{thing.Kind}s/{LinkedInCall.Escaped(medium.Urn)}"), cancel);
        // Some tokens may not look at pictures: those are ready in a moment, and a post that comes too early is refused without harm.
        if (look.NotPermitted && thing.Kind == "image")
            return null;
        if (!look.Ok)
            return await Forget(account, post, at, look, cancel);
        switch (look.Body.Text("status"))
        {
            case "AVAILABLE":
                await Keep(account, post, at, medium with { Ready = true }, cancel);
                return null;
            case "PROCESSING_FAILED":
                return await Drop(account, post, at, new SendOutcome.Refused("MediaFailed", words["MediaFailed"]), cancel);
            default:
                return new SendOutcome.RetryAt(time.Now() + Wait(medium), words["BeingPrepared"]);
        }
    }

    private async Task<(LinkedInMedium? Medium, SendOutcome? Trouble)> Begin(ConnectedAccount account, OutgoingPost post, Thing thing, CancellationToken cancel)
    {
        var request = new JsonObject { ["owner"] = account.Credentials<LinkedInKeys>().Page };
        if (thing.Kind == "video")
            (request["fileSizeBytes"], request["uploadCaptions"], request["uploadThumbnail"]) = (thing.Bytes, LinkedInCaptions.Wants(account, post), false);
        var answer = await calls.Do(account, new($"{thing.Kind}s", HttpMethod.Post, $"{thing.Kind}s?action=initializeUpload", new() { ["initializeUploadRequest"] = request }), cancel);
        var value = answer.Body.Member("value");
        IReadOnlyList<LinkedInPart> parts = thing.Kind != "video" ? [new(value.Text("uploadUrl"), 0, -1)]
            : [.. value.Items("uploadInstructions").Select(one => new LinkedInPart(one.Text("uploadUrl"), one.Number("firstByte") ?? -1, one.Number("lastByte") ?? -1)).OrderBy(part => part.First)];
        return answer.Ok && value.Text(thing.Kind) is { Length: > 0 } urn && parts.Count > 0 && parts.All(part => part.Address.Length > 0 && part.First >= 0)
            ? (new(urn, time.GetUtcNow(), parts, value.Text("uploadToken")) { CaptionsTo = value.Text("captionsUploadUrl") }, null) : (null, outcomes.Of(account, $"{thing.Kind}s", answer, irreversible: false));
    }

    // Each part has its own address and range: the network cuts as it likes.
    private async Task<LinkedInAnswer> Bring(Thing thing, LinkedInMedium medium, CancellationToken cancel)
    {
        await using var bytes = await thing.Open(cancel);
        var part = medium.Parts[medium.Tags.Count];
        var end = part.Last < 0 ? bytes.Length : Math.Min(part.Last + 1, bytes.Length);
        bytes.Position = Math.Min(part.First, bytes.Length);
        var piece = new byte[(int)Math.Max(end - bytes.Position, 0)];
        await bytes.ReadExactlyAsync(piece, cancel);
        return await api.Put(part.Address, OutboundBody.Of(piece, thing.Kind == "video" ? "application/octet-stream" : thing.Type), cancel);
    }

    private TimeSpan Wait(LinkedInMedium medium)
    {
        var age = time.GetUtcNow() - medium.BegunAt;
        return age < ShortestWait ? ShortestWait : age < LongestWait ? age : LongestWait;
    }

    private async Task<SendOutcome> Forget(ConnectedAccount account, OutgoingPost post, int at, LinkedInAnswer answer, CancellationToken cancel)
    {
        var outcome = outcomes.Of(account, "media", answer, irreversible: false);
        // Whether the file itself is wrong was asked when it was begun: what is refused later is brought anew, a few times.
        return answer.Gone || outcome is SendOutcome.Refused
            ? await Drop(account, post, at, new SendOutcome.RetryAt(null, outcome is SendOutcome.Refused { Reason.Length: > 0 } refused ? refused.Reason : LinkedInWords.For(account)["MediaAnew"]), cancel) : outcome;
    }

    private static async Task<SendOutcome> Drop(ConnectedAccount account, OutgoingPost post, int at, SendOutcome outcome, CancellationToken cancel)
    {
        await account.Change<LinkedInKeys>(keys => keys.Of(post.Key) is { } sending ? keys.With(post.Key, sending with { Media = [.. sending.Media.Take(at)] }) : null, cancel);
        return outcome;
    }

    private async Task<LinkedInMedium> Keep(ConnectedAccount account, OutgoingPost post, int at, LinkedInMedium medium, CancellationToken cancel)
    {
        await account.Change<LinkedInKeys>(keys =>
        {
            var sending = keys.Of(post.Key) ?? new LinkedInSending(time.GetUtcNow());
            return keys.With(post.Key, sending with { Media = [.. sending.Media.Take(at), medium, .. sending.Media.Skip(at + 1)] });
        }, cancel);
        return medium;
    }
}
