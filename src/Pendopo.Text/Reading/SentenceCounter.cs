namespace Pendopo.Text.Reading;

/// <summary>Counts sentence ends without building a list: stops before a blank or the end, not inside numbers.</summary>
internal static class SentenceCounter
{
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        var open = false;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = text[i] is '\n' || (text[i] is '.' or '!' or '?' or ';' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])));
            count += ends && open ? 1 : 0;
            open = !ends && (open || char.IsLetterOrDigit(text[i]));
        }

        return open ? count + 1 : count;
    }
}
