using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.X;

/// <summary>
/// Writes posts and threads. X keeps no keys, so every call that shows something is noted before it is made; what became of one without an answer is read
/// in the account's own list, and a thread that broke off goes on behind its last part.
/// </summary>
internal sealed class XWriting(XCalls calls, XOutcomes outcomes, XUploads uploads, XOwnPosts own, TimeProvider time)
{
    private const string Parts = "parts,";

    /// <summary>So long after a try its post may not be in the list yet, though it is out. No source tells the figure.</summary>
    private static readonly TimeSpan ListLags = TimeSpan.FromMinutes(4);

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Told(account, post, await Go(account, post, cancel));

    private async Task<SendOutcome> Go(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var texts = Texts(post);
        var sending = await Begin(account, post, cancel);
        IReadOnlyList<string> media = [];
        if (sending.Posts.Count == 0 && !XPolls.Asks(post))
        {
            (media, var trouble) = await uploads.Ready(account, post, cancel);
            if (trouble is not null)
                return trouble;
        }
        for (var at = sending.Posts.Count; at < texts.Count; at++)
        {
            sending = account.Credentials<XKeys>().Of(post.Key)!;
            var outcome = await Say(account, post, Input(post, texts[at], at == 0 ? media : [], sending.Posts), cancel);
            if (outcome is SendOutcome.Refused && at > 0)
                return await Withdraw(account, post, outcome, cancel);
            if (outcome is not null)
                return outcome;
        }
        return Out(account, post);
    }

    // What stands without its captions is not certain: in the end a person adds them there.
    private static SendOutcome Out(ConnectedAccount account, OutgoingPost post)
    {
        var (keys, words) = (account.Credentials<XKeys>(), XWords.For(account));
        var sent = Sent(keys, post.Key);
        return keys.Of(post.Key)?.NoCaptions is { } why ? new SendOutcome.Unknown(words.Say("CaptionsRefused", why)) { Out = sent.Remote } : sent;
    }

    /// <summary>Looks whether what was tried last stands in the account's own list.</summary>
    public async Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Told(account, post, await Ask(account, post, cancel));

    private async Task<SendOutcome> Ask(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words, texts) = (account.Credentials<XKeys>(), XWords.For(account), Texts(post));
        if (keys.Of(post.Key) is not { } sending)
            return XKeys.Remembers(post.IntendedAt, time.GetUtcNow()) ? new SendOutcome.RetryAt(null, words["NotThere"]) : new SendOutcome.Unknown(words["CannotLook"]);
        if (sending.Posts.Count >= texts.Count)
            return Out(account, post);
        if (sending.TriedAt is not { } triedAt)
            return new SendOutcome.RetryAt(null, words["NotThere"]);
        var (known, found) = await own.Find(account, texts[sending.Posts.Count], sending.Posts.LastOrDefault(), triedAt, cancel);
        if (!known)
            return new SendOutcome.Unknown(words["CannotLook"]);
        if (found is not null)
        {
            keys = await Change(account, post, now => now with { Posts = [.. now.Posts, found], TriedAt = null, Looked = false }, cancel);
            return keys.Of(post.Key)!.Posts.Count == texts.Count ? Out(account, post) : new SendOutcome.RetryAt(null, words["ThreadGoesOn"]);
        }
        if (time.GetUtcNow() - triedAt < ListLags)
            return new SendOutcome.Unknown(words["NotSeenYet"]);
        await Change(account, post, now => now with { TriedAt = null, Looked = true }, cancel);
        return new SendOutcome.RetryAt(null, words["NotThere"]);
    }

    public async Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        // The last part first: what is left after a crash is still a whole thread.
        foreach (var id in PartsOf(remote).Reverse().Append(remote.Id))
        {
            if (await Delete(account, id, cancel) is { } trouble)
                return trouble;
        }
        return new SendOutcome.Sent(remote);
    }

    /// <summary>What goes out, post by post.</summary>
    public static IReadOnlyList<string> Texts(OutgoingPost post) => [XPolls.Asks(post) ? XPolls.Question(post) : post.Text, .. post.Parts];

    /// <summary>Null when it stands.</summary>
    private async Task<SendOutcome?> Say(ConnectedAccount account, OutgoingPost post, JsonObject input, CancellationToken cancel)
    {
        var triedAt = time.GetUtcNow();
        await Change(account, post, now => now with { TriedAt = triedAt }, cancel);
        var answer = await calls.Do(account, XCall.Send("tweets", HttpMethod.Post, "tweets", input), cancel);
        if (answer.Ok && answer.Data.Text("id") is { Length: > 0 } id)
        {
            await Change(account, post, now => now with { Posts = [.. now.Posts, id], TriedAt = null, Looked = false }, cancel);
            return null;
        }
        var outcome = outcomes.Of(account, "tweets", answer, irreversible: true);
        if (answer.Duplicate && account.Credentials<XKeys>().Of(post.Key)!.Looked)
            outcome = new SendOutcome.Refused("Duplicate", XWords.For(account)["DuplicateThere"]);
        if (outcome is not SendOutcome.Unknown)
            await Change(account, post, now => now with { TriedAt = null }, cancel);
        return outcome;
    }

    private static JsonObject Input(OutgoingPost post, string text, IReadOnlyList<string> media, IReadOnlyList<string> above)
    {
        var input = new JsonObject { ["text"] = text };
        if (media.Count > 0)
            input["media"] = new JsonObject { ["media_ids"] = new JsonArray([.. media.Select(id => JsonValue.Create(id))]) };
        if (above.Count > 0)
            input["reply"] = new JsonObject { ["in_reply_to_tweet_id"] = above[^1] };
        else if (XPolls.Asks(post))
            input["poll"] = XPolls.Of(post);
        return input;
    }

    // Final for a part is final for all: half a thread does not stay.
    private async Task<SendOutcome> Withdraw(ConnectedAccount account, OutgoingPost post, SendOutcome refused, CancellationToken cancel)
    {
        while (account.Credentials<XKeys>().Of(post.Key)!.Posts is [.., var last])
        {
            if (await Delete(account, last, cancel) is not null)
                return new SendOutcome.RetryAt(null, XWords.For(account)["HalfThread"]);
            await Change(account, post, now => now with { Posts = [.. now.Posts.Take(now.Posts.Count - 1)] }, cancel);
        }
        return refused;
    }

    /// <summary>Null when it is gone; gone already counts.</summary>
    private async Task<SendOutcome?> Delete(ConnectedAccount account, string id, CancellationToken cancel)
    {
        var answer = await calls.Do(account, new("delete", HttpMethod.Delete, $"tweets/{Uri.EscapeDataString(id)}"), cancel);
        if (!answer.Gone)
            return answer.Ok && answer.Data.Member("deleted").ValueKind == System.Text.Json.JsonValueKind.True ? null : outcomes.Of(account, "delete", answer, irreversible: false);
        // At a version that X does not have nothing is found, and the post stands.
        var known = await calls.Do(account, XCall.Get("me", "users/me"), cancel);
        return known.Ok ? null : known.Gone ? new SendOutcome.RetryAt(null, XWords.For(account)["NotReached"]) : outcomes.Of(account, "me", known, irreversible: false);
    }

    // What stands of a thread that is not whole is told, so that a recall takes it.
    private static SendOutcome Told(ConnectedAccount account, OutgoingPost post, SendOutcome outcome) =>
        outcome is not (SendOutcome.Sent or SendOutcome.Unknown) && account.Credentials<XKeys>() is var keys && keys.Of(post.Key) is { Posts.Count: > 0 } ? outcome with { Out = Sent(keys, post.Key).Remote } : outcome;

    private async Task<XSending> Begin(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) =>
        account.Credentials<XKeys>().Of(post.Key) is { } known && (known.Posts.Count > 0 || known.Revision == post.Revision) ? known
            : (await account.Change<XKeys>(keys => keys.With(post.Key, new(time.GetUtcNow()) { Revision = post.Revision }), cancel)).Of(post.Key)!;

    private static Task<XKeys> Change(ConnectedAccount account, OutgoingPost post, Func<XSending, XSending> change, CancellationToken cancel) =>
        account.Change<XKeys>(keys => keys.Of(post.Key) is { } sending ? keys.With(post.Key, change(sending)) : null, cancel);

    private static SendOutcome.Sent Sent(XKeys keys, Guid key)
    {
        var posts = keys.Of(key)!.Posts;
        // In sixteens nine numbers fit into the mark of a version.
        var version = posts.Count == 1 ? null : Parts + string.Join(',', posts.Skip(1).Select(id => long.Parse(id, CultureInfo.InvariantCulture).ToString("x", CultureInfo.InvariantCulture)));
        return new(new(posts[0], Address(keys.Username, posts[0]), version));
    }

    private static IEnumerable<string> PartsOf(RemoteRef remote) => remote.Version?.StartsWith(Parts, StringComparison.Ordinal) != true ? [] : remote.Version[Parts.Length..].Split(',')
        .Select(part => long.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : "").Where(id => id.Length > 0);

    /// <summary>Where a person looks at a post.</summary>
    public static string Address(string username, string id) => $"https://x.com/{username}/status/{id}";
}
