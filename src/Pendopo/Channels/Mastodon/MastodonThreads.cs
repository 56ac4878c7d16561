using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Fediverse.Html;

namespace Pendopo.Channels.Mastodon;

/// <summary>What of a post stands on the server.</summary>
/// <param name="Posts">The post and its parts, as far as they are there, in their order.</param>
/// <param name="Trouble">The answer that kept us from looking; null when the look was whole.</param>
internal sealed record MastodonFound(IReadOnlyList<JsonElement> Posts, MastodonAnswer? Trouble)
{
    public static readonly MastodonFound Nothing = new([], null);
}

/// <summary>Looks for what the account wrote, by its words: whether a call without an answer took effect, only the server knows.</summary>
internal sealed class MastodonThreads(MastodonApi api)
{
    private const int MostPages = 5;

    // The clocks of two computers differ by so much.
    private static readonly TimeSpan Clocks = TimeSpan.FromMinutes(10);

    /// <summary>The post and its parts as far as they stand there.</summary>
    public async Task<MastodonFound> Find(MastodonKeys keys, OutgoingPost post, CancellationToken cancel)
    {
        var (own, trouble) = await Own(keys, post.IntendedAt, cancel);
        if (trouble is not null)
            return new([], trouble);
        var found = new List<JsonElement>();
        foreach (var text in post.Parts.Prepend(post.Text))
        {
            var above = found.Count == 0 ? "" : found[^1].Text("id");
            if (await Same(keys, own.Where(one => one.Text("in_reply_to_id") == above), text, cancel) is not { ValueKind: JsonValueKind.Object } next)
                break;
            found.Add(next);
        }
        return new(found, null);
    }

    /// <summary>An answer of the account below something, by its words.</summary>
    public async Task<MastodonFound> Find(MastodonKeys keys, string above, string text, DateTimeOffset since, CancellationToken cancel)
    {
        var (own, trouble) = await Own(keys, since, cancel);
        var same = await Same(keys, own.Where(one => one.Text("in_reply_to_id") == above), text, cancel);
        return trouble is not null ? new([], trouble) : new(same.ValueKind == JsonValueKind.Object ? [same] : [], null);
    }

    /// <summary>The account's own answers to itself below a post, one below the other.</summary>
    public async Task<(IReadOnlyList<string> Parts, MastodonAnswer? Trouble)> Chain(MastodonKeys keys, string root, CancellationToken cancel)
    {
        var answer = await api.Get(keys, $"/api/v1/statuses/{Uri.EscapeDataString(root)}/context", cancel);
        if (!answer.Ok)
            return ([], answer.Status == 404 ? null : answer);
        var (parts, above) = (new List<string>(), root);
        foreach (var one in answer.Body.Items("descendants").Where(one => one.Member("account").Text("id") == keys.Account))
        {
            if (one.Text("in_reply_to_id") == above && parts.Count < ChannelLimits.MostParts)
                parts.Add(above = one.Text("id"));
        }
        return (parts, null);
    }

    private async Task<(IReadOnlyList<JsonElement> Own, MastodonAnswer? Trouble)> Own(MastodonKeys keys, DateTimeOffset since, CancellationToken cancel)
    {
        var (own, last) = (new List<JsonElement>(), "");
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await api.Get(keys, $"/api/v1/accounts/{Uri.EscapeDataString(keys.Account)}/statuses?limit=40&exclude_reblogs=true{(last.Length > 0 ? $"&max_id={Uri.EscapeDataString(last)}" : "")}", cancel);
            if (!answer.Ok || answer.Body.ValueKind != JsonValueKind.Array)
                return (own, answer);
            var items = answer.Body.EnumerateArray().ToList();
            own.AddRange(items.Where(one => one.Instant("created_at") >= since - Clocks));
            // The next page is older still.
            if (items.Count == 0 || items[^1].Instant("created_at") is not { } oldest || oldest < since - Clocks || items[^1].Text("id") == last)
                break;
            last = items[^1].Text("id");
        }
        // Oldest first: of two that are the same the first is the one.
        own.Reverse();
        return (own, null);
    }

    private async Task<JsonElement> Same(MastodonKeys keys, IEnumerable<JsonElement> candidates, string text, CancellationToken cancel)
    {
        var all = candidates.ToList();
        var wanted = Bare(text);
        if (all.FirstOrDefault(one => Bare(HtmlText.From(one.Text("content"))) == wanted) is { ValueKind: JsonValueKind.Object } shown)
            return shown;
        // Names of people and addresses are shown otherwise than they were written; their source is as it was.
        foreach (var one in text.Contains('@', StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal) ? all : [])
        {
            var source = await api.Get(keys, $"/api/v1/statuses/{Uri.EscapeDataString(one.Text("id"))}/source", cancel);
            if (source.Ok && Bare(source.Body.Text("text")) == wanted)
                return one;
        }
        return default;
    }

    private static string Bare(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && char.GetUnicodeCategory(letter) != UnicodeCategory.Format));
}
