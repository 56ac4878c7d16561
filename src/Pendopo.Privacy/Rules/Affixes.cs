using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Indonesian words made of a known one: "Pemulangan", "Diobati". Prefixes and suffixes as in Sneddon, "Indonesian Reference Grammar", 2010, chapter 1.</summary>
internal static class Affixes
{
    private const int ShortestRoot = 4;

    private static readonly string[] Prefixes = ["", "di", "ke", "se", "ber", "ter", "per", "pe", "me", "mem", "men", "meng", "meny", "pem", "pen", "peng", "peny", "nge", "ng"];

    private static readonly string[] Suffixes = ["", "an", "kan", "i", "nya", "lah", "kah", "annya", "kannya", "in", "s", "ed", "ing"];

    /// <summary>Whether a word of the language is left when a prefix, a suffix or both are taken off.</summary>
    public static bool IsDerived(ReadOnlySpan<char> word)
    {
        foreach (var prefix in Prefixes)
        {
            if (!word.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var rest = word[prefix.Length..];
            foreach (var suffix in Suffixes)
            {
                if (suffix.Length + prefix.Length > 0 && rest.Length - suffix.Length >= ShortestRoot && rest.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && IsWord(rest[..^suffix.Length]))
                    return true;
            }
        }
        return false;
    }

    private static bool IsWord(ReadOnlySpan<char> root) =>
        Lexicon.Find(root).Cues is var cues && cues != Cue.None && (cues & (Cue.GivenName | Cue.Surname | Cue.DoubtfulName)) == Cue.None;
}
