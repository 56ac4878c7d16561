namespace Pendopo.Text.Stemming;

/// <summary>
/// The Snowball stemmer for English, known as Porter2 (M. F. Porter, "The English (Porter2) stemming algorithm", 2001; as of Snowball 2.2).
/// Equal to the dictionary <c>english_stem</c> of PostgreSQL 15.
/// </summary>
public static class EnglishStemmer
{
    private const int Longest = 64;

    /// <summary>The stem of one word. The word is lower-cased first; words of one or two letters stay; null throws.</summary>
    public static string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        Span<char> buffer = word.Length < Longest ? stackalloc char[Longest] : new char[word.Length + 1];
        var length = word.AsSpan().ToLowerInvariant(buffer);
        length = Stem(buffer, length, out var start);
        return new string(buffer.Slice(start, length));
    }

    /// <summary>Stems a lower-case word where it stands. The buffer needs one free place after the word; letters may be rewritten.</summary>
    /// <param name="buffer">The word from its first place on.</param>
    /// <param name="length">Letters of the word.</param>
    /// <param name="start">Where the stem starts (a leading apostrophe is dropped).</param>
    /// <returns>The length of the stem.</returns>
    public static int Stem(Span<char> buffer, int length, out int start)
    {
        start = 0;
        if (Exception(buffer[..length]) is { } fixedStem)
        {
            fixedStem.CopyTo(buffer);
            return fixedStem.Length;
        }

        if (length < 3)
        {
            return length;
        }

        start = buffer[0] == '\'' ? 1 : 0;
        var word = new PorterWord(buffer[start..], length - start);
        word.MarkRegions();
        word.Step1a();
        if (!Invariant(word.Text))
        {
            word.Step1b();
            word.Step1c();
            PorterSuffixes.Step2(ref word);
            PorterSuffixes.Step3(ref word);
            PorterSuffixes.Step4(ref word);
            PorterSuffixes.Step5(ref word);
        }

        word.Finish();
        return word.Length;
    }

    private static bool Invariant(ReadOnlySpan<char> word) => word is
        "inning" or "outing" or "canning" or "herring" or "earring" or "proceed" or "exceed" or "succeed";

    private static string? Exception(ReadOnlySpan<char> word) => word switch
    {
        "skis" => "ski",
        "skies" => "sky",
        "dying" => "die",
        "lying" => "lie",
        "tying" => "tie",
        "idly" => "idl",
        "gently" => "gentl",
        "ugly" => "ugli",
        "early" => "earli",
        "only" => "onli",
        "singly" => "singl",
        "sky" => "sky",
        "news" => "news",
        "howe" => "howe",
        "atlas" => "atlas",
        "cosmos" => "cosmos",
        "bias" => "bias",
        "andes" => "andes",
        _ => null,
    };
}
