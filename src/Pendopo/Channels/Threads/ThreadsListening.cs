using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Threads;

/// <summary>Looks every few minutes at what stands under the account's posts and at where it is named. The first look reads back a week.</summary>
internal sealed class ThreadsListening(ThreadsApi api, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5), Overlap = TimeSpan.FromHours(24), BackFill = TimeSpan.FromDays(7), PostsOf = TimeSpan.FromDays(30);

    private const string Scheme = "threads:", Fields = "id,text,username,timestamp,permalink,replied_to,root_post";

    public async Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel)
    {
        var (now, last) = (time.GetUtcNow(), ReadCursor(cursor));
        if (last is { } looked && now - looked < Between)
            return Heard.Nothing;
        var since = last - Overlap ?? account.Channel.CreatedAt - BackFill;
        var keys = account.Credentials<ThreadsKeys>();
        var posts = await api.Get(keys.Access, $"{keys.Account}/threads", cancel, ("fields", "id,has_replies"), ("since", $"{(now - PostsOf).ToUnixTimeSeconds()}"), ("limit", "50"));
        if (!posts.Ok)
            return new([], null, posts.TokenLost ? GraphOutcomes.Lost(posts, GraphWords.For(account)) : null);
        var messages = new Dictionary<string, Incoming>(StringComparer.Ordinal);
        // An account without the permission for mentions is heard under its posts all the same.
        Take(account, (await api.Get(keys.Access, $"{keys.Account}/mentions", cancel, ("fields", Fields), ("limit", "50"))).Body, IncomingKind.Mention, since, messages);
        foreach (var post in posts.Body.Items("data").Where(post => post.Member("has_replies").ValueKind == JsonValueKind.True && post.Text("id").Length > 0))
        {
            var below = await api.Get(keys.Access, $"{post.Text("id")}/conversation", cancel, ("fields", Fields), ("limit", "100"));
            // What was not read now is read from the same place the next time.
            if (!below.Ok)
                return new([], null, below.TokenLost ? GraphOutcomes.Lost(below, GraphWords.For(account)) : null);
            Take(account, below.Body, IncomingKind.Reply, since, messages);
        }
        return new([.. messages.Values.OrderBy(message => message.SentAt)], now.ToString("O", CultureInfo.InvariantCulture));
    }

    private static void Take(ConnectedAccount account, JsonElement told, IncomingKind kind, DateTimeOffset since, Dictionary<string, Incoming> messages)
    {
        foreach (var one in told.Items("data"))
        {
            var (id, username, at) = (one.Text("id"), one.Text("username"), one.Instant("timestamp"));
            if (id.Length == 0 || at is null || at < since || string.Equals(username, account.Credentials<ThreadsKeys>().Username, StringComparison.OrdinalIgnoreCase))
                continue;
            var (words, text, parent, root) = (ThreadsWords.For(account), one.Text("text"), one.Member("replied_to").Text("id"), one.Member("root_post").Text("id"));
            messages[id] = new(
                new(id, one.Text("permalink") is { Length: > 0 } url ? url : null, GraphMarks.Comment), kind,
                // The network tells a name and no number.
                username.Length > 0 ? new(Scheme + "@" + username, "@" + username, username, $"https://www.threads.net/@{Uri.EscapeDataString(username)}") : new(Scheme + $"post:{id}", "", words["Someone"], null),
                parent.Length > 0 ? parent : null, root.Length > 0 ? new(root, null) : null, text.Length > 0 ? text : words["SentNoWords"], Html: null, Language: null, at.Value);
        }
    }

    private static DateTimeOffset? ReadCursor(string? cursor) =>
        DateTimeOffset.TryParseExact(cursor, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) ? instant : null;
}
