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

    // A means, a time or a farewell beside despair makes it a plan. Our own list, too.
    private static readonly string[] Means =
    [
        "malam ini", "hari ini juga", "sekarang juga", "sebentar lagi", "obat tidur", "minum racun", "racun tikus", "racun serangga", "minum obat semua", "gantung diri", "tali sudah", "sudah siapkan", "silet", "lompat dari", "surat perpisahan", "selamat tinggal semua", "titip anak",
        "tonight", "right now", "pills", "overdose", "rope", "razor", "jump off", "goodbye note", "goodbye everyone", "bought poison",
    ];

    public static bool Stand(string text) => Has(Phrases, text);

    /// <summary>Whether a means, a time or a farewell is named; it says nothing by itself.</summary>
    public static bool NameMeans(string text) => Has(Means, text);

    private static bool Has(string[] phrases, string text)
    {
        var plain = string.Join(' ', text.Replace('\u2019', '\'').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Array.Exists(phrases, phrase => plain.Contains(phrase, StringComparison.OrdinalIgnoreCase));
    }
}
