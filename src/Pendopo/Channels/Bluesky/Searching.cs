using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Bluesky;

/// <summary>Looks for words among public posts (app.bsky.feed.searchPosts), newest first, page by page, until what is older was read before.</summary>
internal sealed class Searching(SignedCalls calls)
{
    private const string PageSize = "100";

    /// <summary>500 posts with one word in one look. What a flood holds beyond it is more than anybody reads.</summary>
    private const int MaxPages = 5;

    public async Task<Found> Search(ConnectedAccount account, WordSearch search, CancellationToken cancel)
    {
        var found = new List<Incoming>();
        string? page = null;
        for (var number = 0; number < MaxPages; number++)
        {
            var answer = await calls.Ask(account, "app.bsky.feed.searchPosts", Parameters(search, page), cancel);
            if (!answer.Ok)
                return new(Ordered(found), answer is { WillPass: true } or { OverQuota: true } or { SessionLost: true } ? SearchFault.Later : SearchFault.Refused, answer.ResetsAt);
            var older = false;
            foreach (var post in answer.Body.Items("posts"))
            {
                var at = SortAt(post) ?? search.Since;
                older |= at < search.Since;
                if (at >= search.Since && Read(post, account.Channel.Address, at) is { } said)
                    found.Add(said);
            }
            page = answer.Body.Text("cursor");
            if (older || page.Length == 0)
                break;
        }
        return new(Ordered(found));
    }

    private static List<Incoming> Ordered(List<Incoming> found) => [.. found.OrderBy(post => post.SentAt)];

    // A phrase stands in quotation marks; the words hold none, so that nobody writes operators of the search ("from:", "since:") into it.
    private static List<(string, string)> Parameters(WordSearch search, string? page)
    {
        var words = search.Words.Replace('"', ' ');
        var query = search.IsTag ? "#" + words : words.Contains(' ', StringComparison.Ordinal) || words.Contains(':', StringComparison.Ordinal) ? $"\"{words}\"" : words;
        List<(string, string)> asked = [("q", query), ("sort", "latest"), ("since", search.Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)), ("limit", PageSize)];
        if (page is not null)
            asked.Add(("cursor", page));
        return asked;
    }

    // app.bsky: what a list is sorted by is the earlier of what the post claims and when it was seen.
    private static DateTimeOffset? SortAt(JsonElement post)
    {
        var seen = post.Instant("indexedAt");
        return post.Member("record").Instant("createdAt") is { } claimed && claimed < (seen ?? DateTimeOffset.MaxValue) ? claimed : seen;
    }

    /// <summary>A post as something said; null for our own, for one that is said to us (it comes as a notification), and where there is a block between its
    /// author and the account.</summary>
    private static Incoming? Read(JsonElement post, string own, DateTimeOffset at)
    {
        var (record, author) = (post.Member("record"), post.Member("author"));
        var viewer = author.Member("viewer");
        if (record.Text("$type") != AtUri.PostCollection || AtUri.Read(post.Text("uri")) is not { } uri || uri.Did == own || author.Text("did") != uri.Did)
            return null;
        if (viewer.Member("blockedBy").ValueKind == JsonValueKind.True || viewer.Text("blocking").Length > 0 || viewer.Member("muted").ValueKind == JsonValueKind.True || IsToUs(record, own))
            return null;
        var reply = record.Member("reply");
        return new(
            new(uri.ToString(), uri.Page, post.Text("cid")), IncomingKind.Mention, Listening.Person(author), reply.Member("parent").Text("uri") is { Length: > 0 } parent ? parent : null,
            Listening.Reference(reply.Member("root")), record.Text("text"), Html: null, record.Items("langs").Select(Tag).FirstOrDefault(), at);
    }

    private static string? Tag(JsonElement language) => language.ValueKind == JsonValueKind.String ? language.GetString() : null;

    private static bool IsToUs(JsonElement record, string own)
    {
        var (reply, embed) = (record.Member("reply"), record.Member("embed"));
        IEnumerable<string> named =
        [
            reply.Member("parent").Text("uri"), reply.Member("root").Text("uri"), embed.Member("record").Text("uri"), embed.Member("record").Member("record").Text("uri"),
        ];
        return named.Any(one => AtUri.Read(one)?.Did == own)
            || record.Items("facets").SelectMany(facet => facet.Items("features")).Any(feature => feature.Text("did") == own);
    }
}
