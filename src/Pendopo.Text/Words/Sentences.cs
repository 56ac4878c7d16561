using System.Buffers;

namespace Pendopo.Text.Words;

/// <summary>Cuts text into sentences for reading ease and summaries.</summary>
public static class Sentences
{
    private static readonly SearchValues<char> Signs = SearchValues.Create(" .!?\u2026\"')(-");

    // Titles and short forms after which a full stop ends nothing: Indonesian and English, as health texts use them.
    private static readonly HashSet<string> Short = new(StringComparer.OrdinalIgnoreCase)
    {
        "dr", "drg", "drs", "dra", "ny", "tn", "sdr", "bpk", "prof", "no", "tgl", "jl", "hlm", "dkk", "dll", "dsb", "dst", "tsb", "yth", "kec", "kab",
        "mr", "mrs", "ms", "st", "vs", "etc", "approx", "e.g", "i.e", "sp", "ir", "km", "rs", "rt", "rw", "hal", "al", "ed",
    };

    /// <summary>
    /// The sentences of a text as ranges in UTF-16 units, blanks trimmed, empty ones left out. A sentence ends at ". ! ? …" before a blank,
    /// at a line break, and at the end. A full stop inside a number (38.5), after a short form (dr.) or after a single letter ends none.
    /// </summary>
    public static List<Range> Split(string? text)
    {
        var ranges = new List<Range>();
        if (string.IsNullOrEmpty(text))
        {
            return ranges;
        }

        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (Ends(text, i))
            {
                Add(ranges, text, start, i + 1);
                start = i + 1;
            }
        }

        Add(ranges, text, start, text.Length);
        return ranges;
    }

    private static bool Ends(string text, int at)
    {
        var c = text[at];
        if (c is '\n' or '\r')
        {
            return true;
        }

        if (c is not ('.' or '!' or '?' or '\u2026'))
        {
            return false;
        }

        var next = at + 1;
        while (next < text.Length && text[next] is '"' or '\'' or ')' or '\u201D' or '\u2019')
        {
            next++;
        }

        return (next >= text.Length || char.IsWhiteSpace(text[next])) && (c != '.' || !AfterShortForm(text, at));
    }

    private static bool AfterShortForm(string text, int stop)
    {
        var start = stop;
        while (start > 0 && stop - start < 8 && (char.IsLetter(text[start - 1]) || text[start - 1] == '.'))
        {
            start--;
        }

        var word = text[start..stop];
        return (word.Length == 1 && char.IsUpper(word[0])) || Short.Contains(word);
    }

    private static void Add(List<Range> ranges, string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (text.AsSpan(start, end - start).ContainsAnyExcept(Signs))
        {
            ranges.Add(start..end);
        }
    }
}
