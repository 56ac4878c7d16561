using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.YouTube;

/// <summary>Looks every few minutes at the comments under all videos of the channel: the network tells of none by itself. The first look reads back a week.</summary>
internal sealed class YouTubeListening(YouTubeApi api, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5), Overlap = TimeSpan.FromHours(24), BackFill = TimeSpan.FromDays(7);

    /// <summary>Threads are told by the time of their first comment, so older ones are read too for what was answered in them.</summary>
    private const int MostPages = 3, MostAnswers = 10;

    private const string Scheme = "youtube:";

    public async Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel)
    {
        var (now, last) = (time.GetUtcNow(), ReadCursor(cursor));
        if (last is { } looked && now - looked < Between)
            return Heard.Nothing;
        var since = last - Overlap ?? account.Channel.CreatedAt - BackFill;
        var messages = new Dictionary<string, Incoming>(StringComparer.Ordinal);
        var page = "";
        for (var number = 0; number < MostPages; number++)
        {
            List<(string, string)> query = [("part", "snippet,replies"), ("allThreadsRelatedToChannelId", account.Credentials<YouTubeKeys>().Channel), ("maxResults", "100"), ("order", "time"), ("textFormat", "plainText")];
            if (page.Length > 0)
                query.Add(("pageToken", page));
            var answer = await api.Get(account, "commentThreads", UnitCost.Look, cancel, query);
            if (!answer.Ok || answer.Body.Member("items").ValueKind != JsonValueKind.Array)
                return new([], null, answer.SignInLost ? GoogleWords.For(account)["SignInOver"] : null);
            await Take(account, answer.Body, since, messages, cancel);
            page = answer.Body.Text("nextPageToken");
            if (page.Length == 0)
                break;
        }
        return new([.. messages.Values.OrderBy(message => message.SentAt)], now.ToString("O", CultureInfo.InvariantCulture));
    }

    /// <summary>Which of these stand there still, with their words of now.</summary>
    public async Task<SecondLook?> LookAgain(ConnectedAccount account, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var answer = await api.Get(account, "comments", UnitCost.Look, cancel, ("part", "snippet"), ("id", string.Join(',', ids)), ("maxResults", "100"), ("textFormat", "plainText"));
        if (answer.Reason == "commentNotFound")
            return new(new Dictionary<string, string>(StringComparer.Ordinal));
        return !answer.Ok || answer.Body.Member("items").ValueKind != JsonValueKind.Array ? null
            : new(answer.Body.Items("items").Where(one => ids.Contains(one.Text("id"), StringComparer.Ordinal)).DistinctBy(one => one.Text("id")).ToDictionary(one => one.Text("id"), one => Said(one.Member("snippet")), StringComparer.Ordinal));
    }

    private static string Said(JsonElement snippet) => snippet.Text("textOriginal") is { Length: > 0 } written ? written : snippet.Text("textDisplay");

    private async Task Take(ConnectedAccount account, JsonElement told, DateTimeOffset since, Dictionary<string, Incoming> messages, CancellationToken cancel)
    {
        var asked = 0;
        foreach (var thread in told.Items("items"))
        {
            var (id, snippet) = (thread.Text("id"), thread.Member("snippet"));
            Add(account, snippet.Member("topLevelComment"), snippet.Text("videoId"), "", since, messages);
            var below = thread.Member("replies").Items("comments").ToList();
            // The list shows the last few answers; a thread with more, of which the oldest shown is new, is asked for the rest.
            if (snippet.Count("totalReplyCount") > below.Count && below.Exists(one => SaidAt(one) >= since) && asked++ < MostAnswers)
                below = [.. (await api.Get(account, "comments", UnitCost.Look, cancel, ("part", "snippet"), ("parentId", id), ("maxResults", "100"), ("textFormat", "plainText"))).Body.Items("items"), .. below];
            foreach (var answer in below)
                Add(account, answer, snippet.Text("videoId"), id, since, messages);
        }
    }

    private static void Add(ConnectedAccount account, JsonElement comment, string video, string parent, DateTimeOffset since, Dictionary<string, Incoming> messages)
    {
        var (id, snippet, words) = (comment.Text("id"), comment.Member("snippet"), GoogleWords.For(account));
        var (author, at) = (snippet.Member("authorChannelId").Text("value"), snippet.Instant("publishedAt"));
        if (id.Length == 0 || video.Length == 0 || at is null || author == account.Credentials<YouTubeKeys>().Channel)
            return;
        var edited = snippet.Instant("updatedAt") is { } changed && changed > at ? changed : (DateTimeOffset?)null;
        if ((edited ?? at) < since)
            return;
        var text = Said(snippet);
        var name = snippet.Text("authorDisplayName");
        messages[id] = new(
            new(id, $"https://www.youtube.com/watch?v={Uri.EscapeDataString(video)}&lc={Uri.EscapeDataString(id)}", GraphMarks.Of(parent)), IncomingKind.Reply,
            new(Scheme + (author.Length > 0 ? author : $"comment:{id}"), name.StartsWith('@') ? name : "", name.Length > 0 ? name : words["SomeoneOnYouTube"], author.Length > 0 ? $"https://www.youtube.com/channel/{Uri.EscapeDataString(author)}" : null),
            parent.Length > 0 ? parent : video, new(video, null), text.Length > 0 ? text : words["SentNoWords"], Html: null, Language: null, at.Value, edited);
    }

    private static DateTimeOffset? SaidAt(JsonElement comment) => comment.Member("snippet").Instant("updatedAt") ?? comment.Member("snippet").Instant("publishedAt");

    private static DateTimeOffset? ReadCursor(string? cursor) =>
        DateTimeOffset.TryParseExact(cursor, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) ? instant : null;
}
