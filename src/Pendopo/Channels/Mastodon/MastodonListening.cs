using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Fediverse.Html;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Mastodon;

/// <summary>
/// Reads what others said to the account, from its notifications: newest first, page by page, until the last look is overlapped; the first look goes back a
/// week. Asked, not pushed, so that a centre without a public address hears, too. With it come the counts of its own polls.
/// </summary>
internal sealed class MastodonListening(MastodonApi api, TimeProvider time)
{
    /// <summary>What arrives late stands further down, in the place of its own time.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(2), FirstLook = TimeSpan.FromDays(7);

    private const int MostPages = 50, MostThreads = 40;

    public async Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<MastodonKeys>(), MastodonWords.For(account));
        var since = Read(cursor) ?? account.Channel.CreatedAt - FirstLook;
        var (messages, newest, last, threads) = (new List<Incoming>(), since, "", 0);
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await api.Get(keys, $"/api/v1/notifications?types[]=mention&limit=80{(last.Length > 0 ? $"&max_id={Uri.EscapeDataString(last)}" : "")}", cancel);
            // What was not read to its end is read again: the cursor stays where it was.
            if (!answer.Ok || answer.Body.ValueKind != JsonValueKind.Array)
                return new([], null, answer.TokenLost ? words["TokenEnded"] : answer.Status == 403 ? words[answer.NotAllowed ? "NotAllowed" : "Suspended"] : null);
            var items = answer.Body.EnumerateArray().ToList();
            var overlapped = false;
            foreach (var notice in items)
            {
                var at = notice.Instant("created_at") ?? since;
                newest = at > newest ? at : newest;
                overlapped |= at < since - Overlap;
                if (at < since - Overlap || Read(keys, notice.Member("status"), at) is not { } message)
                    continue;
                // An answer to an answer: the thread says below which post of ours it stands.
                var isNew = at > since && message.InReplyTo is not null && threads++ < MostThreads;
                messages.Add(isNew ? message with { Root = await Root(keys, message.Remote.Id, cancel) } : message);
            }
            if (overlapped || items.Count == 0 || items[^1].Text("id") == last)
                break;
            last = items[^1].Text("id");
        }
        messages.Reverse();
        return new([.. messages.DistinctBy(message => message.Remote.Id)], newest.ToString("O", CultureInfo.InvariantCulture)) { Polls = await Polls(keys, cancel) };
    }

    private static DateTimeOffset? Read(string? cursor) =>
        DateTimeOffset.TryParseExact(cursor, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) ? instant : null;

    private static Incoming? Read(MastodonKeys keys, JsonElement status, DateTimeOffset at)
    {
        var author = status.Member("account");
        // What we say ourselves is no message to us.
        if (status.Text("id") is not { Length: > 0 } id || author.Text("id") is not { Length: > 0 } person || person == keys.Account)
            return null;
        var html = HtmlSanitizer.Clean(Markup(status), HtmlPolicy.Federated);
        var (parent, isPrivate) = (status.Text("in_reply_to_id"), status.Text("visibility") is "direct" or "private");
        return new(
            new(id, MastodonWriting.Address(status)), isPrivate ? IncomingKind.Private : parent.Length > 0 ? IncomingKind.Reply : IncomingKind.Mention, Person(keys, author),
            parent.Length > 0 ? parent : null, Root: null, HtmlText.From(html.Value), html.IsEmpty ? null : html.Value, status.Text("language") is { Length: > 0 } language ? language : null,
            status.Instant("created_at") is { } written && written < at ? written : at, status.Instant("edited_at"));
    }

    internal static RemotePerson Person(MastodonKeys keys, JsonElement author)
    {
        var name = author.Text("acct");
        // Somebody of the same server is told without it.
        var handle = name.Contains('@', StringComparison.Ordinal) ? name : $"{name}@{new Uri(keys.Server).Host}";
        return new(author.Text("url") is { Length: > 0 } page ? page : $"{keys.Server} {author.Text("id")}", "@" + handle, author.Text("display_name"), author.Text("url") is { Length: > 0 } url ? url : null,
            author.Member("bot").ValueKind == JsonValueKind.True);
    }

    // A warning stands first, and files are links below the words.
    private static string Markup(JsonElement status)
    {
        var parts = new List<string>();
        if (status.Text("spoiler_text") is { Length: > 0 } warning)
            parts.Add($"<p><strong>{Encoded(warning)}</strong></p>");
        parts.Add(status.Text("content"));
        parts.AddRange(status.Items("media_attachments").Where(file => file.Text("url").Length > 0).Select(file =>
            $"<p><a href=\"{Encoded(file.Text("url"))}\">{Encoded(file.Text("description") is { Length: > 0 } words ? words : file.Text("url"))}</a></p>"));
        return string.Concat(parts);
    }

    private static string Encoded(string text) => System.Net.WebUtility.HtmlEncode(text);

    private async Task<RemoteRef?> Root(MastodonKeys keys, string id, CancellationToken cancel)
    {
        var answer = await api.Get(keys, $"/api/v1/statuses/{Uri.EscapeDataString(id)}/context", cancel);
        return answer.Ok && answer.Body.Items("ancestors").FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && first.Text("id").Length > 0
            ? new(first.Text("id"), MastodonWriting.Address(first)) : null;
    }

    // A server counts for itself and names nobody; the instant of the look orders its counts.
    private async Task<IReadOnlyList<PollCount>> Polls(MastodonKeys keys, CancellationToken cancel)
    {
        var answer = await api.Get(keys, $"/api/v1/accounts/{Uri.EscapeDataString(keys.Account)}/statuses?limit=40&exclude_reblogs=true", cancel);
        if (!answer.Ok || answer.Body.ValueKind != JsonValueKind.Array)
            return [];
        return [.. answer.Body.EnumerateArray().Select(status => status.Member("poll")).Where(poll => poll.Text("id") is { Length: > 0 and <= 100 } && poll.Items("options").Any()).Select(poll => new PollCount(
            poll.Text("id"), time.Now().ToUnixTimeMilliseconds(), [.. poll.Items("options").Select(option => new OutgoingAnswer(option.Text("title"), option.Count("votes_count") ?? 0))],
            poll.Count("voters_count") ?? poll.Count("votes_count") ?? 0))];
    }
}
