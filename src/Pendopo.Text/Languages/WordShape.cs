namespace Pendopo.Text.Languages;

/// <summary>What the letters of an unknown word say: affixes and letter groups that one language has and the other lacks.</summary>
internal static class WordShape
{
    private static readonly string[] EnglishEndings =
        ["tion", "tions", "ing", "ness", "ment", "ments", "ght", "ed", "ly", "ies", "ous", "ful", "less", "ship", "ism", "ists", "able", "ible", "ance", "ence", "ck", "ss", "ee", "ay", "ow", "er's", "'s", "n't", "'ve", "'re", "'ll"];

    private static readonly string[] EnglishGroups = ["th", "ph", "wh", "sh", "ght", "ck", "oo", "ee", "ea", "ou", "wr", "kn", "qu", "x"];

    private static readonly string[] IndonesianStarts =
        ["meng", "meny", "mem", "men", "peng", "peny", "pem", "pen", "ber", "ter", "per", "di", "ke", "se", "ng", "ny"];

    private static readonly string[] IndonesianEndings =
        ["kan", "nya", "kah", "lah", "ku", "mu", "an", "ak", "ang", "ung", "ing", "uk", "ik", "ut", "at", "ah", "uh", "ih", "ai", "au", "a", "i", "u"];

    /// <summary>0 to 1.</summary>
    public static float English(ReadOnlySpan<char> word)
    {
        var hits = AnyEnd(word, EnglishEndings) ? 0.4f : 0;
        foreach (var group in EnglishGroups)
        {
            hits += word.Contains(group, StringComparison.Ordinal) ? 0.2f : 0;
        }

        return Math.Min(0.6f, hits);
    }

    /// <summary>0 to 1.</summary>
    public static float Indonesian(ReadOnlySpan<char> word)
    {
        var hits = 0f;
        foreach (var start in IndonesianStarts)
        {
            if (word.Length > start.Length + 3 && word.StartsWith(start))
            {
                hits = 0.25f;
                break;
            }
        }

        return Math.Min(0.6f, hits + (AnyEnd(word, IndonesianEndings) ? 0.3f : 0));
    }

    private static bool AnyEnd(ReadOnlySpan<char> word, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (word.Length > ending.Length + 1 && word.EndsWith(ending))
            {
                return true;
            }
        }

        return false;
    }
}
