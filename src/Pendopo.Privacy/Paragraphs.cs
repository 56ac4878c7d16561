namespace Pendopo.Privacy;

/// <summary>Blank lines part a text. Each paragraph is judged by itself, so that what stands in one changes no finding in another.</summary>
internal static class Paragraphs
{
    public static IEnumerable<(int Start, int Length)> Of(string text)
    {
        var start = 0;
        while (Gap(text, start) is { } gap)
        {
            yield return (start, gap.Start - start);
            start = gap.End;
        }
        yield return (start, text.Length - start);
    }

    /// <summary>The next blank line: a line break, blanks, a line break.</summary>
    public static (int Start, int End)? Gap(string text, int from)
    {
        for (var at = text.IndexOf('\n', from); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            var end = at + 1;
            while (end < text.Length && text[end] is ' ' or '\t' or '\r')
                end++;
            if (end < text.Length && text[end] == '\n')
                return (at, end + 1);
        }
        return null;
    }
}
