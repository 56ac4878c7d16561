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
        return Shorten(head, (limits.Graphemes ?? int.MaxValue) - Fit.Graphemes(tail), (limits.Bytes ?? int.MaxValue) - Encoding.UTF8.GetByteCount(tail)) + tail;
    }

    // A network without polls leads to the one on the site.
    private static string WayTo(PostWords words) => !words.HasPoll ? "" : words.Language.StartsWith("en", StringComparison.Ordinal) ? "Choose here: " : "Pilih di sini: ";

    private static string Shorten(string text, int graphemes, int bytes)
    {
        if (Fit.Graphemes(text) <= graphemes && Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;
        var kept = new StringBuilder();
        var (count, size, wordEnd) = (1, Encoding.UTF8.GetByteCount("…"), 0);
        foreach (var grapheme in Graphemes(text))
        {
            count++;
            size += Encoding.UTF8.GetByteCount(grapheme);
            if (count > graphemes || size > bytes)
                break;
            if (string.IsNullOrWhiteSpace(grapheme))
                wordEnd = kept.Length;
            kept.Append(grapheme);
        }
        // One word longer than the channel is cut where it must be.
        var cut = wordEnd > 0 ? wordEnd : kept.Length;
        return kept.ToString(0, cut).TrimEnd(' ', '\n', ',', ';', ':', '.') + "…";
    }

    private static IEnumerable<string> Graphemes(string text)
    {
        var reader = StringInfo.GetTextElementEnumerator(text);
        while (reader.MoveNext())
            yield return reader.GetTextElement();
    }
}
