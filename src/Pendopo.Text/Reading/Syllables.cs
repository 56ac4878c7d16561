namespace Pendopo.Text.Reading;

/// <summary>Counts syllables by vowel groups.</summary>
internal static class Syllables
{
    /// <summary>Syllables of a lower-case word, at least 1. Indonesian: each vowel but ai, au, oi at the end; English: vowel groups without a silent e.</summary>
    public static int Count(ReadOnlySpan<char> word, Language language) =>
        Math.Max(1, language == Language.English ? English(word) : Indonesian(word));

    private static int Indonesian(ReadOnlySpan<char> word)
    {
        var count = 0;
        foreach (var c in word)
        {
            count += c is 'a' or 'e' or 'i' or 'o' or 'u' ? 1 : 0;
        }

        return word.EndsWith("ai") || word.EndsWith("au") || word.EndsWith("oi") ? count - 1 : count;
    }

    private static int English(ReadOnlySpan<char> word)
    {
        var count = 0;
        var inGroup = false;
        foreach (var c in word)
        {
            var vowel = c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
            count += vowel && !inGroup ? 1 : 0;
            inGroup = vowel;
        }

        var silent = word.Length > 3 && word[^1] == 'e' && word[^2] != 'l' && word[^2] is not ('a' or 'e' or 'i' or 'o' or 'u' or 'y');
        return silent || (word.EndsWith("ed") && word.Length > 4 && word[^3] is not ('t' or 'd')) ? count - 1 : count;
    }
}
