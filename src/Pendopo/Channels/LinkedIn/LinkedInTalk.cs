using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.LinkedIn;

/// <summary>What is said under the page's posts: read, answered and deleted. Comments are plain text, without backslashes.</summary>
internal sealed class LinkedInTalk(LinkedInCalls calls, LinkedInOutcomes outcomes, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(15), Overlap = TimeSpan.FromHours(24), BackFill = TimeSpan.FromDays(7), PostsOf = TimeSpan.FromDays(30), AnswersOf = TimeSpan.FromDays(14);

    /// <summary>After the ten seconds in which an answer can be taken back: an answer that is older may have been tried before.</summary>
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(40), ClockSkew = TimeSpan.FromMinutes(5);

    private const int MostPages = 10;

    /// <summary>Reads the comments under the posts of a month: LinkedIn tells them post by post.</summary>
    public async Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel)
    {
        DateTimeOffset? last = DateTimeOffset.TryParseExact(cursor, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var looked) ? looked : null;
        var now = time.GetUtcNow();
        if (last is { } before && now - before < Between)
            return Heard.Nothing;
        var (keys, messages) = (account.Credentials<LinkedInKeys>(), new List<Incoming>());
        var since = last - Overlap ?? account.Channel.CreatedAt - BackFill;
        var posts = await calls.Do(account, LinkedInCall.Get("author", $"posts?q=author&author={LinkedInCall.Escaped(keys.Page)}&count=50&start=0&sortBy=CREATED"), cancel);
        if (!posts.Ok)
            return new([], null, posts.SessionLost ? LinkedInWords.For(account)["SessionEnded"] : null);
        foreach (var post in posts.Body.Items("elements").Where(post => post.Text("id").Length > 0 && Milliseconds(post, "createdAt") is { } at && at >= now - PostsOf))
        {
            // What was not read to its end is read again: the cursor stays where it was.
            if (await Under(account, post.Text("id"), post.Text("id"), since, messages, cancel) is { } broken)
                return new([], null, broken.SessionLost ? LinkedInWords.For(account)["SessionEnded"] : null);
        }
        return new([.. messages.DistinctBy(message => message.Remote.Id).OrderBy(message => message.SentAt)], now.ToString("O", CultureInfo.InvariantCulture));
    }

    public async Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel)
    {
        var words = LinkedInWords.For(account);
        if (reply.Text.Length > LinkedInWriting.CommentLength)
            return new SendOutcome.Refused("CommentTooLong", words["CommentTooLong"]);
        var (post, thread) = Place(reply.To, reply.Root);
        if (time.GetUtcNow() - reply.IntendedAt > FirstTry)
        {
            var look = await Find(account, thread, reply.Text, reply.IntendedAt, cancel);
            if (look.Id is { } there)
                return new SendOutcome.Sent(new(there, LinkedInWriting.Address(post)));
            if (!look.Known)
                return new SendOutcome.RetryAt(look.Until, words["CannotLook"]);
        }
        var answer = await calls.Do(account, Comment(account, post, reply.Text, thread), cancel);
        if (answer.Done && answer.Made.Length > 0)
            return new SendOutcome.Sent(new(answer.Made, LinkedInWriting.Address(post)));
        var outcome = outcomes.Of(account, "comments", answer, irreversible: true);
        return outcome is SendOutcome.Unknown && (await Find(account, thread, reply.Text, reply.IntendedAt, cancel)).Id is { } after ? new SendOutcome.Sent(new(after, LinkedInWriting.Address(post))) : outcome;
    }

    /// <summary>Deletes what somebody said under a post of the page; gone already counts.</summary>
    public async Task<SendOutcome> Delete(ConnectedAccount account, RemoteRef comment, CancellationToken cancel)
    {
        if (Mark(comment) is not { } mark)
            return new SendOutcome.Refused("NoAddress", LinkedInWords.For(account)["CannotDelete"]);
        var page = LinkedInCall.Escaped(account.Credentials<LinkedInKeys>().Page);
        var answer = await calls.Do(account, new("comment", HttpMethod.Delete, $"socialActions/{LinkedInCall.Escaped(mark.Post)}/comments/{LinkedInCall.Escaped(Number(comment.Id))}?actor={page}"), cancel);
        return answer.Done || (answer.Gone && !answer.Retired) ? new SendOutcome.Sent(comment) : outcomes.Of(account, "comment", answer, irreversible: false);
    }

    /// <summary>Whether the page said these words there since then.</summary>
    public Task<LinkedInLook> Find(ConnectedAccount account, string on, string text, DateTimeOffset since, CancellationToken cancel) =>
        First(account, on, one => one.Member("message").Text("text").Trim() == text.Trim() && Milliseconds(one.Member("created"), "time") >= since - ClockSkew, cancel);

    /// <summary>The oldest that the page said there itself.</summary>
    public Task<LinkedInLook> Own(ConnectedAccount account, string on, CancellationToken cancel) => First(account, on, one => one.Text("parentComment").Length == 0, cancel);

    private async Task<LinkedInLook> First(ConnectedAccount account, string on, Func<JsonElement, bool> fits, CancellationToken cancel)
    {
        var page = account.Credentials<LinkedInKeys>().Page;
        for (var start = 0; start < MostPages * 100; start += 100)
        {
            var answer = await calls.Do(account, List(on, start), cancel);
            if (!answer.Ok || answer.Body.Member("elements").ValueKind != JsonValueKind.Array)
                return calls.Unseen(account, "list", answer);
            var found = answer.Body.Items("elements").FirstOrDefault(one => one.Text("actor") == page && fits(one));
            if (found.ValueKind == JsonValueKind.Object)
                return new(Known: true, found.Text("id") is { Length: > 0 } id ? id : Number(found.Text("$URN")));
            if (answer.Body.Items("elements").Count() < 100)
                break;
        }
        return new(Known: true, null);
    }

    /// <summary>Changes what the page said under a post. Null when it stands so.</summary>
    public async Task<SendOutcome?> Change(ConnectedAccount account, string post, string comment, string text, CancellationToken cancel)
    {
        var input = new JsonObject { ["patch"] = new JsonObject { ["message"] = new JsonObject { ["$set"] = new JsonObject { ["text"] = text } } } };
        var page = LinkedInCall.Escaped(account.Credentials<LinkedInKeys>().Page);
        var answer = await calls.Do(account, new("comment", HttpMethod.Post, $"socialActions/{LinkedInCall.Escaped(post)}/comments/{LinkedInCall.Escaped(Number(comment))}?actor={page}", input) { Patch = true }, cancel);
        return answer.Done ? null : outcomes.Of(account, "comment", answer, irreversible: false);
    }

    /// <summary>The page likes what somebody said. Liked already counts.</summary>
    public async Task<SendOutcome> Like(ConnectedAccount account, RemoteRef comment, CancellationToken cancel)
    {
        var input = new JsonObject { ["root"] = comment.Id, ["reactionType"] = "LIKE" };
        var answer = await calls.Do(account, new("reactions", HttpMethod.Post, $"reactions?actor={LinkedInCall.Escaped(account.Credentials<LinkedInKeys>().Page)}", input), cancel);
        return answer.Done || answer.Status == 409 ? new SendOutcome.Sent(comment) : outcomes.Of(account, "reactions", answer, irreversible: false);
    }

    /// <summary>A comment of the page under a post, or under a comment of the first level.</summary>
    public static LinkedInCall Comment(ConnectedAccount account, string post, string text, string? parent)
    {
        var input = new JsonObject { ["actor"] = account.Credentials<LinkedInKeys>().Page, ["message"] = new JsonObject { ["text"] = text } };
        if (parent is not null)
            input["parentComment"] = parent;
        return new("comments", HttpMethod.Post, $"socialActions/{LinkedInCall.Escaped(parent ?? post)}/comments", input);
    }

    private async Task<LinkedInAnswer?> Under(ConnectedAccount account, string on, string post, DateTimeOffset since, List<Incoming> messages, CancellationToken cancel)
    {
        for (var start = 0; start < MostPages * 100; start += 100)
        {
            var answer = await calls.Do(account, List(on, start), cancel);
            if (!answer.Ok)
                return answer.Gone ? null : answer;
            var comments = answer.Body.Items("elements").ToList();
            foreach (var comment in comments)
            {
                if (Message(account, comment, post) is { } message && message.SentAt >= since)
                    messages.Add(message);
                // Answers stand under their comment; whether in the list of the post too is not told.
                if (on == post && comment.Text("parentComment").Length == 0 && Milliseconds(comment.Member("created"), "time") >= time.GetUtcNow() - AnswersOf && comment.Text("$URN") is { Length: > 0 } urn && await Under(account, urn, post, since, messages, cancel) is { } broken)
                    return broken;
            }
            if (comments.Count < 100)
                break;
        }
        return null;
    }

    private static LinkedInCall List(string on, int start) => LinkedInCall.Get("list", $"socialActions/{LinkedInCall.Escaped(on)}/comments?start={start}&count=100");

    private static Incoming? Message(ConnectedAccount account, JsonElement comment, string post)
    {
        var (urn, actor, parent, at) = (comment.Text("$URN"), comment.Text("actor"), comment.Text("parentComment"), Milliseconds(comment.Member("created"), "time"));
        if (urn.Length == 0 || actor.Length == 0 || at is null || actor == account.Credentials<LinkedInKeys>().Page)
            return null;
        return new(new(urn, LinkedInWriting.Address(post), parent.Length > 0 ? $"{post} {parent}" : post), IncomingKind.Reply,
            // Who it was is told by a number only.
            new(actor, "", LinkedInWords.For(account)["SomeoneOnLinkedIn"], null), parent.Length > 0 ? parent : post, new(post, LinkedInWriting.Address(post)),
            comment.Member("message").Text("text"), Html: null, Language: null, at.Value);
    }

    private static (string Post, string? Parent)? Mark(RemoteRef remote) => remote.Version?.Split(' ') switch
    {
        [var post] when post.Length > 0 => (post, null),
        [var post, var parent] => (post, parent),
        _ => null,
    };

    // Answers stand one level below a comment.
    private static (string Post, string Thread) Place(RemoteRef to, RemoteRef root) => Mark(to) is { } mark ? (mark.Post, mark.Parent ?? to.Id) : (root.Id, to.Id);

    private static string Number(string urn) => urn[(urn.LastIndexOf(',') + 1)..].TrimEnd(')');

    private static DateTimeOffset? Milliseconds(JsonElement element, string name) =>
        element.Number(name) is { } milliseconds and > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
