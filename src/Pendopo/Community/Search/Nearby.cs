namespace Pendopo.Community.Search;

/// <summary>What somebody may have meant who mistyped a word.</summary>
internal static class Nearby
{
    /// <summary>Shorter words have too many neighbours.</summary>
    public const int Shortest = 4;

    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>Every text that is one slip away from the word: a letter too many, too few, another one, or two that changed places (Damerau 1964). The word itself is not among them.</summary>
    public static IReadOnlySet<string> Of(string word)
    {
        var near = new HashSet<string>(StringComparer.Ordinal);
        if (word.Length is < Shortest or > SaidTerm.TermLength - 1)
            return near;
        for (var at = 0; at <= word.Length; at++)
        {
            var (before, after) = (word[..at], word[at..]);
            foreach (var letter in Letters)
            {
                near.Add(before + letter + after);
                if (after.Length > 0)
                    near.Add(before + letter + after[1..]);
            }
            if (after.Length > 0)
                near.Add(before + after[1..]);
            if (after.Length > 1)
                near.Add(before + after[1] + after[0] + after[2..]);
        }
        near.Remove(word);
        return near;
    }
}
