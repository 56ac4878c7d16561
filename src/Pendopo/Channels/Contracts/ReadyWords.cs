using System.Globalization;
using System.Text.RegularExpressions;

namespace Pendopo.Channels.Contracts;

/// <summary>Words that a network has looked over beforehand, so that they may be said where free words may not.</summary>
/// <param name="Name">The network's name of them.</param>
/// <param name="Text">The words; `{{1}}`, `{{2}}` … stand for what is filled in.</param>
/// <param name="Language">BCP 47 tag.</param>
public sealed partial record ReadyWords(string Name, string Text, string Language)
{
    /// <summary>How many values are filled in; -1 when the blanks are not numbered 1, 2, 3 …</summary>
    public int Blanks
    {
        get
        {
            var numbers = Blank().Matches(Text).Select(found => int.Parse(found.Groups["number"].Value, CultureInfo.InvariantCulture)).Distinct().Order().ToList();
            return numbers.SequenceEqual(Enumerable.Range(1, numbers.Count)) ? numbers.Count : -1;
        }
    }

    /// <summary>The values with which these words say exactly that text; null when they cannot say it. A value is one line and not empty.</summary>
    public IReadOnlyList<string>? ValuesFor(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (said, words, values) = (Plain(text), Plain(Text), new SortedDictionary<int, string>());
        var fixedParts = Gap().Split(words);
        var numbers = Blank().Matches(words).Select(found => int.Parse(found.Groups["number"].Value, CultureInfo.InvariantCulture)).ToList();
        // The fixed words between the blanks are looked for one behind the other, the last at the end.
        if (numbers.Count == 0)
            return said == words ? [] : null;
        if (!said.StartsWith(fixedParts[0], StringComparison.Ordinal) || !said.EndsWith(fixedParts[^1], StringComparison.Ordinal))
            return null;
        var at = fixedParts[0].Length;
        for (var blank = 0; blank < numbers.Count; blank++)
        {
            var next = fixedParts[blank + 1];
            var last = blank == numbers.Count - 1;
            var end = last ? said.Length - next.Length : next.Length == 0 ? -1 : said.IndexOf(next, Math.Min(at + 1, said.Length), StringComparison.Ordinal);
            if (end <= at || said[at..end].Contains('\n', StringComparison.Ordinal) || string.IsNullOrWhiteSpace(said[at..end]))
                return null;
            if (!values.TryAdd(numbers[blank], said[at..end]) && values[numbers[blank]] != said[at..end])
                return null;
            at = end + next.Length;
        }
        return [.. values.Values];
    }

    /// <summary>The words with these values in their blanks.</summary>
    public string Filled(IReadOnlyList<string> values) => Blank().Replace(Text, found => values[int.Parse(found.Groups["number"].Value, CultureInfo.InvariantCulture) - 1]);

    private static string Plain(string text) => text.Trim().ReplaceLineEndings("\n");

    [GeneratedRegex(@"\{\{(?<number>[1-9])\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Blank();

    [GeneratedRegex(@"\{\{[1-9]\}\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Gap();
}
