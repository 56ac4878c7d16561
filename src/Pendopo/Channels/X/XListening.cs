using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.X;

/// <summary>Reads what names the account: answers to its posts name it too. The first look reads back a week; each later one overlaps the one before.</summary>
internal sealed class XListening(XCalls calls, TimeProvider time)
{
    // Each message that is read costs: ten minutes apart they are read about three times.
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10), Overlap = TimeSpan.FromMinutes(30), BackFill = TimeSpan.FromDays(7);

    /// <summary>X itself tells no more than the 800 newest.</summary>
    private const int MostPages = 8;

    /// <param name="LookedAt">When was looked last.</param>
    /// <param name="From">The number behind which is read: the newest one of a look that lies far enough back.</param>
    /// <param name="Newest">The newest number that was read.</param>
    /// <param name="NewestAt">When it was read.</param>
    private sealed record Place(DateTimeOffset LookedAt, string From, string Newest, DateTimeOffset NewestAt);

    public async Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel)
    {
        var (now, last) = (time.GetUtcNow(), Read(cursor));
        if (last is not null && now - last.LookedAt < Between)
            return Heard.Nothing;
        var keys = account.Credentials<XKeys>();
        var (messages, newest, page) = (new List<Incoming>(), last?.Newest ?? "", "");
        for (var number = 0; number < MostPages; number++)
        {
            var answer = await calls.Do(account, XCall.Get("mentions", $"users/{keys.User}/mentions", [.. Query(account, last, page)]), cancel);
            // What was not read to its end is read again: the cursor stays where it was.
            if (!answer.Ok)
                return new([], null, answer.SessionLost ? XWords.For(account)[XOutcomes.Lost(answer)] : null);
            var people = answer.Body.Member("includes").Items("users").Where(user => user.Text("id").Length > 0).DistinctBy(user => user.Text("id")).ToDictionary(user => user.Text("id"));
            foreach (var post in answer.Body.Items("data"))
            {
                newest = Later(newest, post.Text("id"));
                if (Message(keys, people, post, now) is { } message)
                    messages.Add(message);
            }
            page = answer.Body.Member("meta").Text("next_token");
            if (page.Length == 0)
                break;
        }
        messages.Reverse();
        return new(messages, Write(Next(last, newest, now)));
    }

    /// <summary>Which of these stand there still and may be seen. Words of X do not change: a changed post has another number.</summary>
    public async Task<SecondLook?> LookAgain(ConnectedAccount account, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var answer = await calls.Do(account, XCall.Get("lookup", "tweets", ("ids", string.Join(',', ids))), cancel);
        // Of those that are gone it is told with the others; an answer that tells of none at all is none.
        return !answer.Ok || (answer.Body.Member("data").ValueKind != JsonValueKind.Array && answer.Body.Member("errors").ValueKind != JsonValueKind.Array) ? null
            : new(answer.Body.Items("data").Select(post => post.Text("id")).Intersect(ids, StringComparer.Ordinal).ToDictionary(id => id, _ => "", StringComparer.Ordinal));
    }

    private static IEnumerable<(string, string)> Query(ConnectedAccount account, Place? last, string page)
    {
        yield return ("max_results", "100");
        yield return ("tweet.fields", "author_id,created_at,conversation_id,in_reply_to_user_id,referenced_tweets,lang");
        yield return ("expansions", "author_id");
        yield return ("user.fields", "name,username");
        if (last is { From.Length: > 0 })
            yield return ("since_id", last.From);
        else
            yield return ("start_time", (account.Channel.CreatedAt - BackFill).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (page.Length > 0)
            yield return ("pagination_token", page);
    }

    private static Incoming? Message(XKeys keys, Dictionary<string, JsonElement> people, JsonElement post, DateTimeOffset now)
    {
        var (id, author) = (post.Text("id"), post.Text("author_id"));
        if (id.Length == 0 || author.Length == 0 || author == keys.User)
            return null;
        var user = people.GetValueOrDefault(author);
        var username = user.Text("username");
        var above = post.Items("referenced_tweets").FirstOrDefault(one => one.Text("type") == "replied_to").Text("id");
        var quoted = post.Items("referenced_tweets").FirstOrDefault(one => one.Text("type") == "quoted").Text("id");
        var (parent, root) = (above.Length > 0 ? above : quoted, post.Text("conversation_id"));
        return new(
            new(id, XWriting.Address(username.Length > 0 ? username : "i", id)),
            above.Length > 0 && post.Text("in_reply_to_user_id") == keys.User ? IncomingKind.Reply : IncomingKind.Mention,
            new("x:" + author, username.Length > 0 ? "@" + username : "", user.Text("name"), username.Length > 0 ? $"https://x.com/{username}" : null),
            parent.Length > 0 ? parent : null,
            root.Length > 0 && root != id ? new(root, null) : null,
            System.Net.WebUtility.HtmlDecode(post.Text("text")), Html: null,
            // `und` and other words of X's own are no languages.
            post.Text("lang") is { Length: 2 } language ? language : null,
            post.Instant("created_at") ?? now);
    }

    // The place from which is read moves on only when what lies behind it is older than the overlap.
    private static Place Next(Place? last, string newest, DateTimeOffset now) => last is null ? new(now, "", newest, now)
        : now - last.NewestAt < Overlap ? last with { LookedAt = now } : new(now, last.Newest, newest, now);

    private static string Later(string one, string other) =>
        ulong.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out var second) && (!ulong.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var first) || second > first) ? other : one;

    private static string Write(Place place) => string.Create(CultureInfo.InvariantCulture, $"{place.LookedAt.ToUnixTimeSeconds()};{place.From};{place.Newest};{place.NewestAt.ToUnixTimeSeconds()}");

    private static Place? Read(string? cursor) => cursor?.Split(';') is [var looked, var from, var newest, var at]
        && long.TryParse(looked, NumberStyles.None, CultureInfo.InvariantCulture, out var lookedAt) && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var newestAt)
        ? new(DateTimeOffset.FromUnixTimeSeconds(lookedAt), from, newest, DateTimeOffset.FromUnixTimeSeconds(newestAt)) : null;
}
