namespace Pendopo.Safety.Guard;

/// <summary>Words in which people say that they do not want to live. Rather too many than too few: all that follows is a line that offers help.</summary>
internal static class DespairWords
{
    // Our own list of both languages, not taken from a published scale; a clinician of the centre should read it.
    private static readonly string[] Phrases =
    [
        "bunuh diri", "ingin mati", "pengen mati", "pingin mati", "pgn mati", "mau mati aja", "mau mati saja", "lebih baik mati", "mending mati", "mengakhiri hidup", "akhiri hidup", "akhiri semuanya",
        "tidak ingin hidup", "tidak mau hidup", "gak mau hidup", "ga mau hidup", "nggak mau hidup", "capek hidup", "cape hidup", "lelah hidup", "menyakiti diri", "melukai diri", "nyakitin diri", "silet tangan",
        "want to die", "wanna die", "kill myself", "end my life", "end it all", "better off dead", "no reason to live", "dont want to live", "don't want to live", "tired of living", "hurt myself", "cut myself", "suicide", "suicidal",
    ];

    public static bool Stand(string text)
    {
        var plain = string.Join(' ', text.Replace('\u2019', '\'').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Array.Exists(Phrases, phrase => plain.Contains(phrase, StringComparison.OrdinalIgnoreCase));
    }
}
