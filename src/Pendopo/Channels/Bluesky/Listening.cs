using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Bluesky;

/// <summary>Reads what others answered, from the notifications of the account: newest first, page by page, until the last look is
/// overlapped. Bluesky pushes nothing.</summary>
internal sealed class Listening(SignedCalls calls)
{
    private const string PageSize = "100";

    /// <summary>The app view orders by the time a post claims for itself, so one that arrives late stands further down. One hour is looked at
    /// again each time; a message heard twice is one message.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>5,000 notifications in one look. A flood beyond it goes on from the newest; what was passed over stands in no inbox anyone could read.</summary>
    private const int MaxPages = 50;

    private static readonly (string, string)[] Reasons = [("reasons", "reply"), ("reasons", "mention"), ("reasons", "quote")];

    public async Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel)
    {
        var since = ReadCursor(cursor) ?? account.Channel.CreatedAt;
        var messages = new List<Incoming>();
        var newest = since;
        string? page = null;
        for (var number = 0; number < MaxPages; number++)
        {
            var answer = await calls.Ask(account, "app.bsky.notification.listNotifications", Parameters(page), cancel);
            // What was not read to its end is read again: the cursor stays where it was.
            if (!answer.Ok)
                return new([], null, answer.SessionLost ? Outcomes.Lost(answer, BlueskyWords.For(account)) : null);
            var overlapped = false;
            foreach (var notification in answer.Body.Items("notifications"))
            {
                var at = notification.Instant("indexedAt") ?? since;
                newest = at > newest ? at : newest;
                overlapped |= at < since - Overlap;
                if (at >= since - Overlap && Read(notification, at) is { } message)
                    messages.Add(message);
            }
            page = answer.Body.Text("cursor");
            if (overlapped || page.Length == 0)
                break;
        }
        messages.Reverse();
        return new(messages, newest.ToString("O", CultureInfo.InvariantCulture));
    }

    private static IReadOnlyList<(string, string)> Parameters(string? page) =>
        page is null ? [.. Reasons, ("limit", PageSize)] : [.. Reasons, ("limit", PageSize), ("cursor", page)];

    private static DateTimeOffset? ReadCursor(string? cursor) =>
        DateTimeOffset.TryParseExact(cursor, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) ? instant : null;

    /// <summary>A notification as a message; null for one that is none (a post without words and author, a kind of record we do not know).</summary>
    private static Incoming? Read(JsonElement notification, DateTimeOffset at)
    {
        var record = notification.Member("record");
        var author = notification.Member("author");
        if (record.Text("$type") != AtUri.PostCollection || AtUri.Read(notification.Text("uri")) is not { } uri || author.Text("did").Length == 0)
            return null;
        var reply = record.Member("reply");
        var sentAt = record.Instant("createdAt") is { } claimed && claimed < at ? claimed : at;
        return new(
            new(uri.ToString(), uri.Page, notification.Text("cid")),
            notification.Text("reason") == "reply" ? IncomingKind.Reply : IncomingKind.Mention,
            Person(author),
            Parent(reply) ?? Quoted(notification),
            Reference(reply.Member("root")),
            record.Text("text"),
            Html: null,
            record.Items("langs").Select(language => language.GetString()).FirstOrDefault(),
            sentAt);
    }

    internal static RemotePerson Person(JsonElement author) => new(
        author.Text("did"), author.Text("handle"), author.Text("displayName"), $"https://bsky.app/profile/{author.Text("did")}",
        // The author's own mark (com.atproto.label.defs#selfLabels "bot"), as robots are asked to carry it.
        author.Items("labels").Any(label => label.Text("val") == "bot" && label.Text("src") == author.Text("did")));

    private static string? Parent(JsonElement reply) => reply.Member("parent").Text("uri") is { Length: > 0 } parent ? parent : null;

    private static string? Quoted(JsonElement notification) =>
        notification.Text("reason") == "quote" && notification.Text("reasonSubject") is { Length: > 0 } quoted ? quoted : null;

    internal static RemoteRef? Reference(JsonElement reference) =>
        AtUri.Read(reference.Text("uri")) is { } uri ? new(uri.ToString(), uri.Page, reference.Text("cid")) : null;
}
