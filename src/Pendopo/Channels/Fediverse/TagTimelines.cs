using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Fediverse.Html;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Fediverse;

/// <summary>Reads what everybody may read under a tag, on servers that a person named and that offer it without an account
/// (Mastodon client API, GET /api/v1/timelines/tag/:hashtag). The fediverse has no place where all of it is searched, and none is made here.</summary>
internal sealed class TagTimelines(OutboundHttp http, DomainBlocks blocks, Addresses addresses, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Found> Search(Centre centre, WordSearch search, CancellationToken cancel)
    {
        if (!search.IsTag || search.Servers.Count == 0)
            return Found.Nothing;
        var found = new List<Incoming>();
        SearchFault? fault = null;
        DateTimeOffset? notBefore = null;
        foreach (var server in search.Servers)
        {
            var reply = await http.Send(OutboundRequest.Get($"{server}/api/v1/timelines/tag/{Uri.EscapeDataString(search.Words)}?limit=40", "fediverse.tag") with { Accept = "application/json", Deadline = Patience }, cancel);
            if (!reply.IsSuccess)
            {
                (fault, notBefore) = (reply.IsFault || reply.Status is 408 or 429 or >= 500 ? SearchFault.Later : fault ?? SearchFault.Refused, Later(notBefore, WaitOf(reply)));
                continue;
            }
            var list = LooseJson.Parse(reply.Body);
            foreach (var status in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [])
            {
                if (Read(status) is { } said && said.SentAt >= search.Since && !addresses.IsOwn(said.Author.Id) && !await blocks.Hold(said.Author.Id, centre.Id, cancel))
                    found.Add(said);
            }
        }
        return new([.. found.DistinctBy(said => said.Remote.Id).OrderBy(said => said.SentAt)], fault, notBefore);
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;

    // Retry-After in seconds, else X-RateLimit-Reset as an instant (Mastodon).
    private DateTimeOffset? WaitOf(OutboundReply reply)
    {
        if (reply.Status != 429)
            return null;
        if (reply.RetryAfter(time.GetUtcNow()) is { } wait)
            return time.GetUtcNow() + wait;
        return DateTimeOffset.TryParse(reply.Header("X-RateLimit-Reset"), System.Globalization.CultureInfo.InvariantCulture, out var reset) ? reset : null;
    }

    /// <summary>A status as something said; null for what is not for everybody, was passed on, or whose author asks not to be found or is stopped.</summary>
    private Incoming? Read(JsonElement status)
    {
        var account = status.Member("account");
        var author = account.Text("uri") is { Length: > 0 } uri ? uri : account.Text("url");
        if (status.Text("visibility") != "public" || status.Member("reblog").ValueKind == JsonValueKind.Object || status.Text("uri").Length == 0 || author.Length == 0 || Is(account, "noindex") || Is(account, "suspended") || Is(account, "limited"))
            return null;
        var html = HtmlSanitizer.Clean(status.Text("content"), HtmlPolicy.Federated);
        var warning = status.Text("spoiler_text");
        var text = warning.Length > 0 ? $"{warning}\n{HtmlText.From(html.Value)}" : HtmlText.From(html.Value);
        var host = Uri.TryCreate(author, UriKind.Absolute, out var address) ? address.Authority : "";
        return new(
            new(status.Text("uri"), status.Text("url") is { Length: > 0 } page ? page : status.Text("uri")), IncomingKind.Mention,
            new(author, $"@{account.Text("username")}@{host}", account.Text("display_name"), account.Text("url") is { Length: > 0 } profile ? profile : null, Is(account, "bot")),
            InReplyTo: null, Root: null, text, Html: null, status.Text("language") is { Length: > 0 } language ? language : null, status.Instant("created_at") ?? time.GetUtcNow(), status.Instant("edited_at"));
    }

    private static bool Is(JsonElement element, string name) => element.Member(name).ValueKind == JsonValueKind.True;
}
