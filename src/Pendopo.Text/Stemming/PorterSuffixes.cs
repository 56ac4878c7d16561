namespace Pendopo.Text.Stemming;

/// <summary>Steps 2 to 5 of Porter2: tables of suffixes, the longest that fits decides.</summary>
internal static class PorterSuffixes
{
    // Longest first, as the algorithm wants the longest suffix before it looks at regions.
    private static readonly (string Suffix, string With)[] Second =
    [
        ("ational", "ate"), ("fulness", "ful"), ("iveness", "ive"), ("ization", "ize"), ("ousness", "ous"), ("biliti", "ble"), ("lessli", "less"),
        ("tional", "tion"), ("alism", "al"), ("aliti", "al"), ("ation", "ate"), ("entli", "ent"), ("fulli", "ful"), ("iviti", "ive"),
        ("ousli", "ous"), ("abli", "able"), ("alli", "al"), ("anci", "ance"), ("ator", "ate"), ("enci", "ence"), ("izer", "ize"), ("bli", "ble"),
        ("ogi", "og"), ("li", ""),
    ];

    private static readonly (string Suffix, string With)[] Third =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("ative", ""), ("icate", "ic"), ("iciti", "ic"), ("ical", "ic"), ("ness", ""), ("ful", ""),
    ];

    private static readonly string[] Fourth =
    [
        "ement", "able", "ance", "ence", "ible", "ment", "ant", "ate", "ent", "ion", "ism", "iti", "ive", "ize", "ous", "al", "er", "ic",
    ];

    public static void Step2(ref PorterWord word)
    {
        foreach (var (suffix, with) in Second)
        {
            if (!word.Ends(suffix))
            {
                continue;
            }

            var allowed = suffix switch
            {
                "ogi" => Before(word.Text, suffix) == 'l',
                "li" => "cdeghkmnrt".Contains(Before(word.Text, suffix), StringComparison.Ordinal),
                _ => true,
            };
            if (allowed && word.InR1(suffix.Length))
            {
                word.Replace(suffix.Length, with);
            }

            return;
        }
    }

    public static void Step3(ref PorterWord word)
    {
        foreach (var (suffix, with) in Third)
        {
            if (!word.Ends(suffix))
            {
                continue;
            }

            if (word.InR1(suffix.Length) && (!string.Equals(suffix, "ative", StringComparison.Ordinal) || word.InR2(suffix.Length)))
            {
                word.Replace(suffix.Length, with);
            }

            return;
        }
    }

    public static void Step4(ref PorterWord word)
    {
        foreach (var suffix in Fourth)
        {
            if (!word.Ends(suffix))
            {
                continue;
            }

            if (word.InR2(suffix.Length) && (!string.Equals(suffix, "ion", StringComparison.Ordinal) || Before(word.Text, suffix) is 's' or 't'))
            {
                word.Cut(suffix.Length);
            }

            return;
        }
    }

    public static void Step5(ref PorterWord word)
    {
        if (word.Ends("e"))
        {
            if (word.InR2(1) || (word.InR1(1) && !word.ShortSyllable(1)))
            {
                word.Cut(1);
            }
        }
        else if (word.Ends("ll") && word.InR2(1))
        {
            word.Cut(1);
        }
    }

    private static char Before(ReadOnlySpan<char> word, string suffix) =>
        word.Length > suffix.Length ? word[word.Length - suffix.Length - 1] : '\0';
}
