using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.LinkedIn;

/// <summary>
/// Writes posts of the page and their first comment. LinkedIn keeps no keys, so each call that shows something is noted before it is made, and what became of
/// one without an answer is read in the page's own list.
/// </summary>
internal sealed class LinkedInWriting(LinkedInCalls calls, LinkedInOutcomes outcomes, LinkedInUploads uploads, LinkedInTalk talk, TimeProvider time)
{
    /// <summary>Characters of a post with its backslashes, and of a comment, which is plain.</summary>
    public const int TextLength = 3000, CommentLength = 1250;

    private const int TitleLength = 200, DescriptionLength = 250;

    private static readonly TimeSpan ListLags = TimeSpan.FromMinutes(4), ClockSkew = TimeSpan.FromMinutes(5);

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Told(account, post, await Go(account, post, cancel));

    private async Task<SendOutcome> Go(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var words = LinkedInWords.For(account);
        if (post.Parts.Any(part => part.Length > CommentLength))
            return new SendOutcome.Refused("CommentTooLong", words["CommentTooLong"]);
        var sending = await Begin(account, post, cancel);
        if (sending.Posts.Count == 0)
        {
            var (media, trouble) = await uploads.Ready(account, post, cancel);
            if ((trouble ?? await Show(account, post, Input(account, post, media), cancel)) is { } stopped)
                return stopped;
        }
        while (account.Credentials<LinkedInKeys>().Of(post.Key)!.Posts is { } posts && posts.Count <= post.Parts.Count)
        {
            if (await Comment(account, post, posts[0], post.Parts[posts.Count - 1], cancel) is { } stopped)
                return stopped is SendOutcome.Refused ? await Withdraw(account, post, stopped, cancel) : stopped;
        }
        return Out(account, post);
    }

    // What stands without its captions is not certain: in the end a person adds them there.
    private static SendOutcome Out(ConnectedAccount account, OutgoingPost post)
    {
        var keys = account.Credentials<LinkedInKeys>();
        var sent = Sent(keys, post.Key);
        return keys.Of(post.Key)?.NoCaptions is { } why ? new SendOutcome.Unknown(LinkedInWords.For(account).Say("CaptionsRefused", why)) { Out = sent.Remote } : sent;
    }

    /// <summary>Looks whether what was tried last stands in the page's own list, or under the post.</summary>
    public async Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Told(account, post, await Ask(account, post, cancel));

    private async Task<SendOutcome> Ask(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<LinkedInKeys>(), LinkedInWords.For(account));
        if (keys.Of(post.Key) is not { } sending)
            return LinkedInKeys.Remembers(post.IntendedAt, time.GetUtcNow()) ? new SendOutcome.RetryAt(null, words["NotThere"]) : new SendOutcome.Unknown(words["CannotLook"]);
        if (sending.Posts.Count > post.Parts.Count)
            return Out(account, post);
        if (sending.TriedAt is not { } triedAt)
            return new SendOutcome.RetryAt(null, words["NotThere"]);
        LinkedInLook look = sending.Posts.Count == 0 ? await Find(account, post, triedAt, cancel) : await talk.Find(account, sending.Posts[0], post.Parts[sending.Posts.Count - 1], triedAt, cancel);
        if (!look.Known)
            return new SendOutcome.Unknown(words["CannotLook"]) { AskAt = look.Until };
        if (look.Id is { } found)
        {
            keys = await Change(account, post, now => now with { Posts = [.. now.Posts, found], TriedAt = null, Looked = false }, cancel);
            return keys.Of(post.Key)!.Posts.Count > post.Parts.Count ? Out(account, post) : new SendOutcome.RetryAt(null, words["CommentFollows"]);
        }
        if (time.GetUtcNow() - triedAt < ListLags)
            return new SendOutcome.Unknown(words["NotSeenYet"]);
        await Change(account, post, now => now with { TriedAt = null, Looked = true }, cancel);
        return new SendOutcome.RetryAt(null, words["NotThere"]);
    }

    public async Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        var input = new JsonObject { ["patch"] = new JsonObject { ["$set"] = new JsonObject { ["commentary"] = LittleText.Of(post.Text) } } };
        var answer = await calls.Do(account, new("post", HttpMethod.Post, $"posts/{LinkedInCall.Escaped(remote.Id)}", input) { Patch = true }, cancel);
        return !answer.Done ? outcomes.Of(account, "post", answer, irreversible: false) : await EditComment(account, post, remote, cancel) ?? new SendOutcome.Sent(remote);
    }

    /// <summary>Brings the first comment to the words that it has now: changed, said, or taken away. Null when it stands so.</summary>
    private async Task<SendOutcome?> EditComment(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        var words = LinkedInWords.For(account);
        if (post.Parts.Any(part => part.Length > CommentLength))
            return new SendOutcome.Refused("CommentTooLong", words["CommentTooLong"]);
        // Which one it is is remembered for a week; after that it is the oldest that the page said there itself.
        LinkedInLook look = account.Credentials<LinkedInKeys>().Of(post.Key) is { Posts: [_, var known, ..] } ? new(Known: true, known) : await talk.Own(account, remote.Id, cancel);
        if (!look.Known)
            return new SendOutcome.RetryAt(look.Until, words["CannotLook"]);
        if (post.Parts is [var part, ..])
            return look.Id is { } there ? await talk.Change(account, remote.Id, there, part, cancel) : await Say(account, remote.Id, part, cancel);
        // What nobody remembers may be something else that the page said since.
        return look.Id is { } stale && account.Credentials<LinkedInKeys>().Of(post.Key) is { Posts.Count: > 1 } && await talk.Delete(account, new(stale, null, remote.Id), cancel) is var gone and not SendOutcome.Sent ? gone : null;
    }

    // Looked for at the next try, so it is said once whatever becomes of this call.
    private async Task<SendOutcome?> Say(ConnectedAccount account, string urn, string text, CancellationToken cancel)
    {
        var answer = await calls.Do(account, LinkedInTalk.Comment(account, urn, text, parent: null), cancel);
        return answer.Done ? null : outcomes.Of(account, "comments", answer, irreversible: false);
    }

    /// <summary>Takes the post away, and its comments with it.</summary>
    public async Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var answer = await calls.Do(account, new("post", HttpMethod.Delete, $"posts/{LinkedInCall.Escaped(remote.Id)}"), cancel);
        return answer.Done || (answer.Gone && !answer.Retired) ? new SendOutcome.Sent(remote) : outcomes.Of(account, "post", answer, irreversible: false);
    }

    // A post whose first comment is missing is told, so that a recall takes it.
    private static SendOutcome Told(ConnectedAccount account, OutgoingPost post, SendOutcome outcome) =>
        outcome is not SendOutcome.Sent && account.Credentials<LinkedInKeys>() is var keys && keys.Of(post.Key) is { Posts.Count: > 0 } ? outcome with { Out = Sent(keys, post.Key).Remote } : outcome;

    private async Task<LinkedInSending> Begin(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) =>
        account.Credentials<LinkedInKeys>().Of(post.Key) is { } known && (known.Posts.Count > 0 || known.Revision == post.Revision) ? known
            : (await account.Change<LinkedInKeys>(keys => keys.With(post.Key, new(time.GetUtcNow()) { Revision = post.Revision }), cancel)).Of(post.Key)!;

    private Task<SendOutcome?> Show(ConnectedAccount account, OutgoingPost post, JsonObject input, CancellationToken cancel) =>
        Try(account, post, new("posts", HttpMethod.Post, "posts", input), answer => answer.Made.StartsWith("urn:li:", StringComparison.Ordinal) ? answer.Made : "", cancel);

    private Task<SendOutcome?> Comment(ConnectedAccount account, OutgoingPost post, string urn, string text, CancellationToken cancel) =>
        Try(account, post, LinkedInTalk.Comment(account, urn, text, parent: null), answer => answer.Made, cancel);

    /// <summary>Null when it stands.</summary>
    private async Task<SendOutcome?> Try(ConnectedAccount account, OutgoingPost post, LinkedInCall call, Func<LinkedInAnswer, string> made, CancellationToken cancel)
    {
        var triedAt = time.GetUtcNow();
        await Change(account, post, now => now with { TriedAt = triedAt }, cancel);
        var answer = await calls.Do(account, call, cancel);
        if (answer.Done && made(answer) is { Length: > 0 } id)
        {
            await Change(account, post, now => now with { Posts = [.. now.Posts, id], TriedAt = null, Looked = false }, cancel);
            return null;
        }
        var outcome = outcomes.Of(account, call.Edge, answer, irreversible: true);
        if (answer.Duplicate && account.Credentials<LinkedInKeys>().Of(post.Key)!.Looked)
            outcome = new SendOutcome.Refused("Duplicate", LinkedInWords.For(account)["DuplicateThere"]);
        if (outcome is not SendOutcome.Unknown)
            await Change(account, post, now => now with { TriedAt = null }, cancel);
        return outcome;
    }

    private async Task<SendOutcome> Withdraw(ConnectedAccount account, OutgoingPost post, SendOutcome refused, CancellationToken cancel)
    {
        var urn = account.Credentials<LinkedInKeys>().Of(post.Key)!.Posts[0];
        if (await Recall(account, new(urn, null), cancel) is not SendOutcome.Sent)
            return new SendOutcome.RetryAt(null, LinkedInWords.For(account)["HalfOut"]);
        await Change(account, post, now => now with { Posts = [] }, cancel);
        return refused;
    }

    private async Task<LinkedInLook> Find(ConnectedAccount account, OutgoingPost post, DateTimeOffset since, CancellationToken cancel)
    {
        var page = LinkedInCall.Escaped(account.Credentials<LinkedInKeys>().Page);
        var answer = await calls.Do(account, LinkedInCall.Get("author", $"posts?q=author&author={page}&count=50&start=0&sortBy=CREATED"), cancel);
        if (!answer.Ok || answer.Body.Member("elements").ValueKind != System.Text.Json.JsonValueKind.Array)
            return calls.Unseen(account, "author", answer);
        var wanted = Plain(LittleText.Of(post.Text));
        var found = answer.Body.Items("elements").FirstOrDefault(one => Plain(one.Text("commentary")) == wanted && Told(one) >= since - ClockSkew);
        return new(Known: true, found.Text("id") is { Length: > 0 } urn ? urn : null);
    }

    private static DateTimeOffset? Told(System.Text.Json.JsonElement post) =>
        (post.Number("createdAt") ?? post.Number("publishedAt")) is { } milliseconds and > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static JsonObject Input(ConnectedAccount account, OutgoingPost post, IReadOnlyList<string> media) => new()
    {
        ["author"] = account.Credentials<LinkedInKeys>().Page,
        ["commentary"] = LittleText.Of(post.Text),
        ["visibility"] = "PUBLIC",
        ["distribution"] = new JsonObject { ["feedDistribution"] = "MAIN_FEED", ["targetEntities"] = new JsonArray(), ["thirdPartyDistributionChannels"] = new JsonArray() },
        ["content"] = Content(post, media),
        ["lifecycleState"] = "PUBLISHED",
        ["isReshareDisabledByAuthor"] = false,
    };

    // LinkedIn looks at no address by itself: the card of the page has to be given.
    private static JsonObject Content(OutgoingPost post, IReadOnlyList<string> media) => media.Count switch
    {
        0 => new() { ["article"] = new JsonObject { ["source"] = post.Url, ["title"] = KeptText.Of(post.Title.Length > 0 ? post.Title : post.Text, TitleLength), ["description"] = KeptText.Of(post.Text, DescriptionLength) } },
        1 when LinkedInUploads.SendsVideo(post) || LinkedInUploads.SendsDocument(post) => new() { ["media"] = new JsonObject { ["id"] = media[0], ["title"] = KeptText.Of(post.Title.Length > 0 ? post.Title : post.Text, TitleLength) } },
        1 => new() { ["media"] = Picture(media[0], post.Images[0].Alt) },
        _ => new() { ["multiImage"] = new JsonObject { ["images"] = new JsonArray([.. media.Select((urn, at) => Picture(urn, post.Images[at].Alt))]) } },
    };

    private static JsonObject Picture(string urn, string alt) => new() { ["id"] = urn, ["altText"] = KeptText.Of(alt, LinkedInUploads.AltLength) };

    private static Task<LinkedInKeys> Change(ConnectedAccount account, OutgoingPost post, Func<LinkedInSending, LinkedInSending> change, CancellationToken cancel) =>
        account.Change<LinkedInKeys>(keys => keys.Of(post.Key) is { } sending ? keys.With(post.Key, change(sending)) : null, cancel);

    private static SendOutcome.Sent Sent(LinkedInKeys keys, Guid key) => new(new(keys.Of(key)!.Posts[0], Address(keys.Of(key)!.Posts[0])));

    /// <summary>Where a person looks at a post.</summary>
    public static string Address(string urn) => string.Create(CultureInfo.InvariantCulture, $"https://www.linkedin.com/feed/update/{urn}/");
}
