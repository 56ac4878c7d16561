using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Channels.Instagram;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Threads;

/// <summary>Something that is to be said: a post, or an answer to <see cref="To"/>.</summary>
internal sealed record Saying(Guid Key, DateTimeOffset IntendedAt, string Text, IReadOnlyList<OutgoingImage> Images, OutgoingVideo? Video, string? To = null)
{
    /// <summary>Which version of the words this is; 0 where there is only one.</summary>
    public int Revision { get; init; }
}

/// <summary>
/// Says things in three steps, as on Instagram: a container is made and its number kept, the network makes it ready in its own time, one call shows it. A container
/// is shown once, whatever was heard of that call, so nothing is ever said twice.
/// </summary>
internal sealed class ThreadsWriting(ThreadsApi api, FittedPictures pictures, TimeProvider time)
{
    /// <summary>Characters of the words, pictures of a carousel, characters of a picture's description.</summary>
    public const int TextLength = 500, MostPictures = 20, AltLength = 1000;

    private const int QuotaUsedUp = 2207042, AlreadyOut = 4279014;

    /// <summary>The quota counts a rolling day and does not tell when its oldest post falls out.</summary>
    private static readonly TimeSpan UntilQuota = TimeSpan.FromHours(1);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(10), LongestWait = TimeSpan.FromMinutes(5), ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>An emoji counts as its bytes, by the network's page.</summary>
    public static int Length(string text) => text.EnumerateRunes().Sum(rune => rune.Value > 0xFFFF ? rune.Utf8SequenceLength : 1);

    public async Task<SendOutcome> Say(ConnectedAccount account, Saying said, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<ThreadsKeys>(), ThreadsWords.For(account));
        if (Length(said.Text) > TextLength)
            return new SendOutcome.Refused("TooLong", string.Format(CultureInfo.InvariantCulture, words["TooLong"], TextLength));
        if (keys.Containers.GetValueOrDefault(said.Key) is not { } container)
        {
            if (await Quota(account, said, words, cancel) is { } held)
                return held;
            var (made, id) = await Make(keys, said, cancel);
            if (id is null)
                return Trouble(account, made, irreversible: false);
            var fresh = container = new(id, time.Now(), Revision: said.Revision);
            // Kept before anything is shown: what was not kept was never shown.
            await account.Change<ThreadsKeys>(kept => kept.With(said.Key, fresh), cancel);
        }
        return await Show(account, said, container, cancel);
    }

    /// <summary>Asks the container, and the account's own list, what became of it.</summary>
    public async Task<SendOutcome> Reconcile(ConnectedAccount account, Saying said, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<ThreadsKeys>(), ThreadsWords.For(account));
        if (keys.Containers.GetValueOrDefault(said.Key) is not { } container)
            return ThreadsKeys.Remembers(said.IntendedAt, time.GetUtcNow()) ? new SendOutcome.RetryAt(null, words["NotThere"]) : new SendOutcome.Unknown(words["CannotLook"]);
        var (asked, there) = await Find(keys, said, container, cancel);
        if (!asked.Ok)
            return new SendOutcome.Unknown(words["CannotLook"]);
        if (there is not null)
            return new SendOutcome.Sent(there);
        var (look, state) = await Look(keys, container, cancel);
        if (!look.Ok)
            return new SendOutcome.Unknown(words["CannotLook"]);
        // A container is shown once: trying again shows nothing twice.
        return state == "PUBLISHED" ? new SendOutcome.Unknown(words["NotSeenYet"]) : new SendOutcome.RetryAt(null, words["NotThere"]);
    }

    private async Task<SendOutcome> Show(ConnectedAccount account, Saying said, ThreadsContainer container, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<ThreadsKeys>(), ThreadsWords.For(account));
        if (container.Offered)
        {
            var (asked, there) = await Find(keys, said, container, cancel);
            if (there is not null || !asked.Ok)
                return there is not null ? new SendOutcome.Sent(there) : Trouble(account, asked, irreversible: false);
        }
        var (look, state) = await Look(keys, container, cancel);
        if (!look.Ok)
            return Trouble(account, look, irreversible: false);
        // Made of what was changed since, and not shown: it never is.
        if (state != "PUBLISHED" && container.Revision != 0 && container.Revision != said.Revision)
        {
            await account.Change<ThreadsKeys>(kept => kept.Without(said.Key), cancel);
            return new SendOutcome.RetryAt(time.Now(), words["MadeAnew"]);
        }
        switch (state)
        {
            case "PUBLISHED":
                var (_, found) = await Find(keys, said, container, cancel);
                return found is not null ? new SendOutcome.Sent(found) : new SendOutcome.Unknown(words["NotSeenYet"]);
            case "IN_PROGRESS":
                return new SendOutcome.RetryAt(time.Now() + Wait(container), words["BeingPrepared"]);
            case "FINISHED":
                return await Publish(account, said, container, cancel);
            default:
                await account.Change<ThreadsKeys>(kept => kept.Without(said.Key), cancel);
                return state == "ERROR" && Final(look.Body.Text("error_message")) is { } why
                    ? new SendOutcome.Refused(why, string.Format(CultureInfo.InvariantCulture, words["MediaRefused"], why)) : new SendOutcome.RetryAt(null, words["MadeAnew"]);
        }
    }

    private async Task<SendOutcome> Publish(ConnectedAccount account, Saying said, ThreadsContainer container, CancellationToken cancel)
    {
        if (!container.Offered)
            await account.Change<ThreadsKeys>(kept => kept.With(said.Key, container with { Offered = true }), cancel);
        var keys = account.Credentials<ThreadsKeys>();
        var answer = await api.Post(keys.Access, $"{keys.Account}/threads_publish", new JsonObject { ["creation_id"] = container.Id }, cancel);
        if (answer.Ok && answer.Body.Text("id") is { Length: > 0 } post)
            return new SendOutcome.Sent(await Told(keys, post, cancel));
        if (answer.Subcode != AlreadyOut)
            return Trouble(account, answer, irreversible: true);
        var (_, there) = await Find(keys, said, container, cancel);
        return there is not null ? new SendOutcome.Sent(there) : new SendOutcome.Unknown(ThreadsWords.For(account)["NotSeenYet"]);
    }

    private async Task<SendOutcome.HeldUntil?> Quota(ConnectedAccount account, Saying said, ThreadsWords words, CancellationToken cancel)
    {
        var keys = account.Credentials<ThreadsKeys>();
        var before = said.To is null ? "" : "reply_";
        var told = (await api.Get(keys.Access, $"{keys.Account}/threads_publishing_limit", cancel, ("fields", $"{before}quota_usage,{before}config"))).Body.Items("data").FirstOrDefault();
        return told.Count(before + "quota_usage") is { } used && told.Member(before + "config").Count("quota_total") is { } total && used >= total
            ? new(time.Now() + UntilQuota, string.Format(CultureInfo.InvariantCulture, words["DayUsedUp"], total)) : null;
    }

    private async Task<(GraphAnswer Answer, string? Id)> Make(ThreadsKeys keys, Saying said, CancellationToken cancel)
    {
        var words = new JsonObject { ["text"] = said.Text };
        if (said.To is { } to)
            words["reply_to_id"] = to;
        if (said.Video is { } video)
            return await Container(keys, With(words, ("media_type", "VIDEO"), ("video_url", video.Url)), cancel);
        if (said.Images.Count == 0)
            return await Container(keys, With(words, ("media_type", "TEXT")), cancel);
        if (said.Images.Count == 1)
            return await Container(keys, Picture(said.Images[0], words), cancel);
        var children = new List<string>();
        foreach (var image in said.Images)
        {
            var (answer, id) = await Container(keys, Picture(image, new() { ["is_carousel_item"] = "true" }), cancel);
            if (id is null)
                return (answer, null);
            children.Add(id);
        }
        return await Container(keys, With(words, ("media_type", "CAROUSEL"), ("children", string.Join(',', children))), cancel);
    }

    private JsonObject Picture(OutgoingImage image, JsonObject with)
    {
        // JPEG and PNG are taken as they are; what else there is gets made a JPEG behind an address that ends.
        var input = With(with, ("media_type", "IMAGE"), ("image_url", image.MediaType is "image/jpeg" or "image/png" ? image.Url : pictures.Address(image)));
        if (image.Alt.Length > 0)
            input["alt_text"] = KeptText.Of(image.Alt, AltLength);
        return input;
    }

    private async Task<(GraphAnswer Answer, string? Id)> Container(ThreadsKeys keys, JsonObject input, CancellationToken cancel)
    {
        var answer = await api.Post(keys.Access, $"{keys.Account}/threads", input, cancel);
        // Whether alternative texts are taken is not proven; the picture goes without rather than not at all.
        if (answer.Code == 100 && answer.Message.Contains("alt_text", StringComparison.OrdinalIgnoreCase) && input.Remove("alt_text"))
            answer = await api.Post(keys.Access, $"{keys.Account}/threads", input, cancel);
        return (answer, answer.Ok && answer.Body.Text("id") is { Length: > 0 } id ? id : null);
    }

    private async Task<(GraphAnswer Answer, string State)> Look(ThreadsKeys keys, ThreadsContainer container, CancellationToken cancel)
    {
        var answer = await api.Get(keys.Access, container.Id, cancel, ("fields", "id,status,error_message"));
        return (answer, answer.Body.Text("status"));
    }

    /// <summary>What a shown container became: the one with these words since it was made.</summary>
    private async Task<(GraphAnswer Answer, RemoteRef? There)> Find(ThreadsKeys keys, Saying said, ThreadsContainer container, CancellationToken cancel)
    {
        var answer = await api.Get(keys.Access, $"{keys.Account}/{(said.To is null ? "threads" : "replies")}", cancel, ("fields", "id,text,permalink,timestamp"), ("limit", "50"));
        var found = answer.Body.Items("data").FirstOrDefault(one => one.Instant("timestamp") >= container.MadeAt - ClockSkew && one.Text("text").Trim() == said.Text.Trim());
        return (answer, found.ValueKind == JsonValueKind.Object && found.Text("id").Length > 0 ? Of(found) : null);
    }

    private async Task<RemoteRef> Told(ThreadsKeys keys, string post, CancellationToken cancel)
    {
        var answer = await api.Get(keys.Access, post, cancel, ("fields", "id,permalink"));
        return answer.Ok ? Of(answer.Body) with { Id = post } : new(post, null);
    }

    private SendOutcome Trouble(ConnectedAccount account, GraphAnswer answer, bool irreversible) => answer.Subcode == QuotaUsedUp
        ? new SendOutcome.HeldUntil(time.Now() + UntilQuota, ThreadsWords.For(account)["QuotaUsedUp"])
        : api.Outcomes.Of(account.Credentials<ThreadsKeys>().Access, answer, GraphWords.For(account), irreversible);

    // Failures of the network's own making pass; those of the picture or the video do not. UNKNOWN and what is not named are tried anew.
    private static string? Final(string message) => message is "FAILED_DOWNLOADING_VIDEO" or "FAILED_PROCESSING_AUDIO" or "FAILED_PROCESSING_VIDEO" or "INVALID_ASPEC_RATIO" or "INVALID_ASPECT_RATIO" or "INVALID_BIT_RATE"
        or "INVALID_DURATION" or "INVALID_FRAME_RATE" or "INVALID_AUDIO_CHANNELS" or "INVALID_AUDIO_CHANNEL_LAYOUT" ? message : null;

    private static JsonObject With(JsonObject input, params ReadOnlySpan<(string Name, string Value)> more)
    {
        foreach (var (name, value) in more)
            input[name] = value;
        return input;
    }

    private static RemoteRef Of(JsonElement post) => new(post.Text("id"), post.Text("permalink") is { Length: > 0 } url ? url : null);

    // Twice as long each time: what is ready in seconds is not kept waiting, and eight looks reach over a quarter of an hour.
    private TimeSpan Wait(ThreadsContainer container)
    {
        var age = time.GetUtcNow() - container.MadeAt;
        return age < ShortestWait ? ShortestWait : age < LongestWait ? age : LongestWait;
    }
}
