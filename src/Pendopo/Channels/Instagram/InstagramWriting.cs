using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Instagram;

/// <summary>
/// Writes in three steps: a container is made and its number kept, the network makes it ready in its own time, one call shows it. Whether that call took
/// effect the container itself tells, so nothing is ever shown twice.
/// </summary>
internal sealed class InstagramWriting(GraphApi api, GraphOutcomes outcomes, FittedPictures pictures, GraphComments comments, TimeProvider time)
{
    /// <summary>Characters of the words, pictures of a carousel, and tags in the words.</summary>
    public const int CaptionLength = 2200, MostPictures = 10, MostHashtags = 30;

    /// <summary>A video among pictures, by what is told in public; not verified.</summary>
    private const int CarouselSeconds = 60, CarouselBytes = 100 << 20;

    /// <summary>The quota counts a rolling day and does not tell when its oldest post falls out.</summary>
    private static readonly TimeSpan UntilQuota = TimeSpan.FromHours(1);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(10), LongestWait = TimeSpan.FromMinutes(5);

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<InstagramKeys>(), GraphWords.For(account));
        if (Missing(post) is { } missing)
            return new SendOutcome.Refused(missing, words[missing]);
        if (keys.Containers.GetValueOrDefault(post.Key)?.Out is { } there)
            return await comments.Say(keys.Voice, words, post, there, fresh: false, cancel);
        if (keys.Containers.GetValueOrDefault(post.Key) is not { Id.Length: > 0 } container)
        {
            var begun = keys.Containers.GetValueOrDefault(post.Key);
            if (begun is null && await QuotaTrouble(keys, words, cancel) is { } held)
                return held;
            if (Among(post) is { } film && await Ready(account, post, film, begun, cancel) is { } waits)
                return waits;
            keys = account.Credentials<InstagramKeys>();
            var (made, id) = await Make(keys, post, keys.Containers.GetValueOrDefault(post.Key)?.Film, cancel);
            if (id is null)
                return Trouble(keys, made, words, irreversible: false);
            var kept = container = new(id, time.Now()) { Revision = post.Revision };
            // Kept before anything is shown: what was not kept was never shown.
            await account.Change<InstagramKeys>(now => now.With(post.Key, kept), cancel);
        }
        var outcome = await Show(account, post, container, cancel);
        if (outcome is not SendOutcome.Sent sent || post.Parts.Count == 0)
            return outcome;
        await Note(account, post, container, sent.Remote, cancel);
        return await comments.Say(keys.Voice, words, post, sent.Remote, fresh: true, cancel);
    }

    /// <summary>The video that stands among the pictures of a post, before at most nine of them; null where it has none, or its poster stands for it.</summary>
    private static OutgoingVideo? Among(OutgoingPost post) => post is { Placement: Placement.Post, ShowsPoster: false, Video: { Bytes: <= CarouselBytes, Seconds: >= 3 and <= CarouselSeconds } film, Images.Count: > 0 and < MostPictures } ? film : null;

    /// <summary>Has the network make the video of a carousel ready; null once it is. Its number is kept, so that a stop of the program makes no second one.</summary>
    private async Task<SendOutcome?> Ready(ConnectedAccount account, OutgoingPost post, OutgoingVideo film, InstagramContainer? begun, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<InstagramKeys>(), GraphWords.For(account));
        if (begun is not { Film: { } child } || begun.Revision != post.Revision)
        {
            var (answer, id) = await Container(keys, new() { ["media_type"] = "VIDEO", ["video_url"] = film.Url, ["is_carousel_item"] = "true" }, cancel);
            if (id is null)
                return Trouble(keys, answer, words, irreversible: false);
            begun = new("", time.Now()) { Revision = post.Revision, Film = child = id };
            var kept = begun;
            await account.Change<InstagramKeys>(now => now.With(post.Key, kept), cancel);
        }
        var (look, state) = await Look(keys, new(child, begun.MadeAt), cancel);
        if (!look.Ok)
            return Trouble(keys, look, words, irreversible: false);
        if (state == "IN_PROGRESS")
            return new SendOutcome.RetryAt(time.Now() + Wait(begun), words["BeingPrepared"]);
        if (state == "FINISHED")
            return null;
        await account.Change<InstagramKeys>(now => now.Without(post.Key), cancel);
        return Failed(look.Body.Text("status"), state, words);
    }

    private static string? Missing(OutgoingPost post) => (post.Placement, post.Video, post.Images.Count) switch
    {
        (Placement.Reel, null, _) => "NeedsVideo",
        (Placement.Story, null, 0) => "NeedsPictureOrVideo",
        (Placement.Post, _, 0) => "NeedsPicture",
        _ => null,
    };

    // What is out is never sent again because of what is missing below it.
    private static Task<InstagramKeys> Note(ConnectedAccount account, OutgoingPost post, InstagramContainer container, RemoteRef remote, CancellationToken cancel) =>
        account.Change<InstagramKeys>(keys => keys.With(post.Key, container with { Out = remote }), cancel);

    /// <summary>Asks the container what became of it, and the network what stands below it.</summary>
    public async Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<InstagramKeys>(), GraphWords.For(account));
        var container = keys.Containers.GetValueOrDefault(post.Key);
        if (container?.Out is { } there)
            return await comments.Look(keys.Voice, words, post, there, cancel);
        var outcome = await Ask(account, post, cancel);
        if (outcome is not SendOutcome.Sent sent || post.Parts.Count == 0)
            return outcome;
        await Note(account, post, container!, sent.Remote, cancel);
        return await comments.Look(keys.Voice, words, post, sent.Remote, cancel);
    }

    private async Task<SendOutcome> Ask(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<InstagramKeys>(), GraphWords.For(account));
        if (keys.Containers.GetValueOrDefault(post.Key) is not { } container)
            return InstagramKeys.Remembers(post.IntendedAt, time.GetUtcNow()) ? new SendOutcome.RetryAt(null, words["NotThere"]) : new SendOutcome.Unknown(words["CannotLook"]);
        // Its carousel was not made yet, so nothing can be shown.
        if (container.Id.Length == 0)
            return new SendOutcome.RetryAt(null, words["NotThere"]);
        var (answer, state) = await Look(keys, container, cancel);
        if (!answer.Ok)
            return new SendOutcome.Unknown(words["CannotLook"]);
        return state == "PUBLISHED" ? await Find(keys, post, container, words, cancel) : new SendOutcome.RetryAt(null, words["NotThere"]);
    }

    public async Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<InstagramKeys>(), GraphWords.For(account));
        var answer = await api.Delete(keys.Access, remote.Id, cancel);
        if (answer.Ok)
            return new SendOutcome.Sent(remote);
        // Deleting through the API is not proven; where it is not offered a person does it, with the steps.
        if (answer.SeemsGone || answer.Code is 3 or 10 or (>= 200 and <= 299))
        {
            var there = await api.Get(keys.Access, remote.Id, [("fields", "id")], cancel);
            var known = await api.Get(keys.Access, keys.Account, [("fields", "id")], cancel);
            return there.SeemsGone && known.Ok ? new SendOutcome.Sent(remote) : new SendOutcome.Refused("ByHand", words["RecallByHand"]);
        }
        return outcomes.Of(keys.Access, answer, words, irreversible: false);
    }

    private async Task<SendOutcome> Show(ConnectedAccount account, OutgoingPost post, InstagramContainer container, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<InstagramKeys>(), GraphWords.For(account));
        var (look, state) = await Look(keys, container, cancel);
        if (!look.Ok)
            return Trouble(keys, look, words, irreversible: false);
        // Made of what was changed since, and not shown: it never is.
        if (state != "PUBLISHED" && container.Revision != 0 && container.Revision != post.Revision)
        {
            await account.Change<InstagramKeys>(kept => kept.Without(post.Key), cancel);
            return new SendOutcome.RetryAt(time.Now(), words["MadeAnew"]);
        }
        switch (state)
        {
            case "PUBLISHED":
                return await Find(keys, post, container, words, cancel);
            case "IN_PROGRESS":
                return new SendOutcome.RetryAt(time.Now() + Wait(container), words["BeingPrepared"]);
            case "FINISHED":
                return await Publish(account, keys, post, container, cancel);
            default:
                await account.Change<InstagramKeys>(kept => kept.Without(post.Key), cancel);
                return Failed(look.Body.Text("status"), state, words);
        }
    }

    private async Task<SendOutcome> Publish(ConnectedAccount account, InstagramKeys keys, OutgoingPost post, InstagramContainer container, CancellationToken cancel)
    {
        var words = GraphWords.For(account);
        var answer = await api.Post(keys.Access, $"{keys.Account}/media_publish", new JsonObject { ["creation_id"] = container.Id }, cancel);
        if (answer.Ok && answer.Body.Text("id") is { Length: > 0 } medium)
            return new SendOutcome.Sent(await Told(keys, medium, cancel));
        var outcome = Trouble(keys, answer, words, irreversible: true);
        if (InstagramTroubles.NeedsAnother(answer.Subcode))
        {
            await account.Change<InstagramKeys>(kept => kept.Without(post.Key), cancel);
            return new SendOutcome.RetryAt(null, words["MadeAnew"]);
        }
        return outcome;
    }

    private async Task<(GraphAnswer Answer, string? Id)> Make(InstagramKeys keys, OutgoingPost post, string? among, CancellationToken cancel)
    {
        if (post is { Placement: not Placement.Post, Video: { } film })
            return await Container(keys, Film(post, film), cancel);
        if (post.Placement == Placement.Story)
            return await Container(keys, new() { ["media_type"] = "STORIES", ["image_url"] = pictures.Address(post.Images[0]) }, cancel);
        if (post.Images.Count == 1 && among is null)
            return await Container(keys, Picture(post.Images[0], ("caption", post.Text)), cancel);
        List<string> children = among is null ? [] : [among];
        foreach (var image in post.Images)
        {
            var (answer, id) = await Container(keys, Picture(image, ("is_carousel_item", "true")), cancel);
            if (id is null)
                return (answer, null);
            children.Add(id);
        }
        return await Container(keys, new() { ["media_type"] = "CAROUSEL", ["children"] = string.Join(',', children), ["caption"] = post.Text }, cancel);
    }

    // A story takes no caption; neither takes an alternative text.
    private static JsonObject Film(OutgoingPost post, OutgoingVideo film) => post.Placement == Placement.Story
        ? new() { ["media_type"] = "STORIES", ["video_url"] = film.Url }
        : new() { ["media_type"] = "REELS", ["video_url"] = film.Url, ["caption"] = post.Text, ["share_to_feed"] = true };

    private JsonObject Picture(OutgoingImage image, (string Name, string Value) more)
    {
        var input = new JsonObject { ["image_url"] = pictures.Address(image), [more.Name] = more.Value };
        if (image.Alt.Length > 0)
            input["alt_text"] = image.Alt;
        return input;
    }

    private async Task<(GraphAnswer Answer, string? Id)> Container(InstagramKeys keys, JsonObject input, CancellationToken cancel)
    {
        var answer = await api.Post(keys.Access, $"{keys.Account}/media", input, cancel);
        return (answer, answer.Ok && answer.Body.Text("id") is { Length: > 0 } id ? id : null);
    }

    private async Task<(GraphAnswer Answer, string State)> Look(InstagramKeys keys, InstagramContainer container, CancellationToken cancel)
    {
        var answer = await api.Get(keys.Access, container.Id, [("fields", "status_code,status")], cancel);
        return (answer, answer.Body.Text("status_code"));
    }

    private async Task<SendOutcome.HeldUntil?> QuotaTrouble(InstagramKeys keys, GraphWords words, CancellationToken cancel)
    {
        var told = (await api.Get(keys.Access, $"{keys.Account}/content_publishing_limit", [("fields", "config,quota_usage")], cancel)).Body.Items("data").FirstOrDefault();
        return told.Count("quota_usage") is { } used && told.Member("config").Count("quota_total") is { } total && used >= total
            ? new(time.Now() + UntilQuota, string.Format(CultureInfo.InvariantCulture, words["DayUsedUp"], total)) : null;
    }

    /// <summary>The medium that a published container became: the one with these words since it was made. Stories have no words and a list of their own.</summary>
    private async Task<SendOutcome> Find(InstagramKeys keys, OutgoingPost post, InstagramContainer container, GraphWords words, CancellationToken cancel)
    {
        var isStory = post.Placement == Placement.Story;
        var answer = await api.Get(keys.Access, $"{keys.Account}/{(isStory ? "stories" : "media")}", [("fields", "id,caption,permalink,timestamp"), ("limit", "50")], cancel);
        var since = answer.Body.Items("data").Where(one => one.Instant("timestamp") >= container.MadeAt.AddMinutes(-5)).ToList();
        // Of several stories of these minutes nobody knows which is this one; a person says.
        var found = isStory ? since.Count == 1 ? since[0] : default : since.Find(one => one.Text("caption").Trim() == post.Text.Trim());
        return found.ValueKind == JsonValueKind.Object ? new SendOutcome.Sent(Of(found)) : new SendOutcome.Unknown(words["NotSeenYet"]);
    }

    private async Task<RemoteRef> Told(InstagramKeys keys, string medium, CancellationToken cancel)
    {
        var answer = await api.Get(keys.Access, medium, [("fields", "id,permalink")], cancel);
        return answer.Ok ? Of(answer.Body) with { Id = medium } : new(medium, null);
    }

    private static RemoteRef Of(JsonElement medium) => new(medium.Text("id"), medium.Text("permalink") is { Length: > 0 } url ? url : null);

    private SendOutcome Trouble(InstagramKeys keys, GraphAnswer answer, GraphWords words, bool irreversible) => answer.Subcode switch
    {
        InstagramTroubles.QuotaUsedUp => new SendOutcome.HeldUntil(time.Now() + UntilQuota, words["QuotaUsedUp"]),
        InstagramTroubles.NotReady => new SendOutcome.RetryAt(time.Now() + ShortestWait, words["BeingPrepared"]),
        // Published already, or nobody knows: the container tells.
        InstagramTroubles.Published => new SendOutcome.Unknown(words["Duplicate"]),
        var code when InstagramTroubles.WillPass(code) => irreversible ? new SendOutcome.Unknown(words["NoAnswer"]) : new SendOutcome.RetryAt(null, words["NotReached"]),
        _ => outcomes.Of(keys.Access, answer, words, irreversible),
    };

    private static SendOutcome Failed(string status, string state, GraphWords words) => InstagramTroubles.Read(status) switch
    {
        _ when state != "ERROR" => new SendOutcome.RetryAt(null, words["MadeAnew"]),
        { } code when InstagramTroubles.WillPass(code) || InstagramTroubles.NeedsAnother(code) => new SendOutcome.RetryAt(null, words["MadeAnew"]),
        var code => new SendOutcome.Refused($"{code}", status.Length > 0 ? status : words["RefusedWithoutReason"]),
    };

    // Twice as long each time: what is ready in seconds is not kept waiting, and eight looks reach over a quarter of an hour.
    private TimeSpan Wait(InstagramContainer container)
    {
        var age = time.GetUtcNow() - container.MadeAt;
        return age < ShortestWait ? ShortestWait : age < LongestWait ? age : LongestWait;
    }
}

/// <summary>The sub-codes that Instagram's own table and its users tell.</summary>
internal static class InstagramTroubles
{
    public const int QuotaUsedUp = 2207042, NotReady = 2207027, Published = 2207089;

    public static bool WillPass(int code) => code is 2207001 or 2207003 or 2207032 or 2207053 or 2207082;

    /// <summary>A new container is needed.</summary>
    public static bool NeedsAnother(int code) => code is 2207020 or 2207008 or 2207006 or 2207053;

    /// <summary>The sub-code at the end of a container's status; null where there is none.</summary>
    public static int? Read(string status) =>
        int.TryParse(status[(status.LastIndexOf(' ') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
}
