using System.Globalization;
using System.Text;
using Pendopo.Channels.Contracts;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Disclosure;
using Pendopo.Publishing.Kinds;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Publications;

/// <summary>The words for a channel that has none of its own: as much as it holds, and always the way to the whole.</summary>
internal static class ChannelText
{
    /// <summary>Title, summary and address, shortened at a word to the channel's bounds; the whole text where there is no bound.</summary>
    public static string Of(PostWords words, ChannelLimits limits, string url)
    {
        if (limits is { Graphemes: null, Bytes: null })
            return string.Join("\n\n", new[] { DisclosureLines.Of(words), words.Title, DetailLines.Of(words), ArticleMarkup.Plain(words.Text), url }.Where(part => part.Length > 0));
        var text = words.Summary.Length > 0 ? words.Summary : ArticleMarkup.Plain(words.Text);
        // When and where comes first: it is what must not be cut off.
        var told = DetailLines.Of(words) is { Length: > 0 } lines ? $"{lines}\n\n{text}" : text;
        var tail = $"\n\n{WayTo(words)}{url}";
        // What is disclosed comes before all: nobody reads on without it.
        var head = DisclosureLines.Before(words.Title.Length > 0 ? words.Title + "\n\n" + told : told, words);
        return Shorten(head, limits, (limits.Graphemes ?? int.MaxValue) - limits.Length(tail), (limits.Bytes ?? int.MaxValue) - Encoding.UTF8.GetByteCount(tail)) + tail;
    }

    // A network without polls leads to the one on the site.
    private static string WayTo(PostWords words) => !words.HasPoll ? "" : words.Language.StartsWith("en", StringComparison.Ordinal) ? "Choose here: " : "Pilih di sini: ";

    private static string Shorten(string text, ChannelLimits limits, int graphemes, int bytes)
    {
        if (limits.Length(text) <= graphemes && Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;
        var kept = new StringBuilder();
        var (count, size, wordEnd) = (limits.Length("…"), Encoding.UTF8.GetByteCount("…"), 0);
        foreach (var grapheme in Graphemes(text))
        {
            count += limits.Weight is null ? 1 : limits.Length(grapheme);
            size += Encoding.UTF8.GetByteCount(grapheme);
            if (count > graphemes || size > bytes)
                break;
            if (string.IsNullOrWhiteSpace(grapheme))
                wordEnd = kept.Length;
            kept.Append(grapheme);
        }
        // One word longer than the channel is cut where it must be.
        var cut = wordEnd > 0 ? wordEnd : kept.Length;
        var shortened = kept.ToString(0, cut).TrimEnd(Ends);
        // A network may count a whole, such as an address, as more than its letters: then words are left out until it fits.
        while (limits.Weight is not null && shortened.Length > 0 && limits.Length(shortened + "…") > graphemes)
            shortened = shortened[..Math.Max(shortened.LastIndexOfAny([' ', '\n']), 0)].TrimEnd(Ends);
        return shortened + "…";
    }

    private static readonly char[] Ends = [' ', '\n', ',', ';', ':', '.'];

    private static IEnumerable<string> Graphemes(string text)
    {
        var reader = StringInfo.GetTextElementEnumerator(text);
        while (reader.MoveNext())
            yield return reader.GetTextElement();
    }
}
