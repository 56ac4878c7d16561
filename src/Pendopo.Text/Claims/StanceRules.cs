namespace Pendopo.Text.Claims;

/// <summary>
/// Reads the stance by its signs: questions, refusals, jokes, a negator before a word of the claim, a warning against what the claim praises,
/// an all-clear for what the claim fears.
/// </summary>
internal static class StanceRules
{
    private const int Scope = 3;

    private static readonly HashSet<string> Refusals = Set(
        "hoaks hoax mitos bohong ngawur ngarang sesat keliru faktanya padahal justru myth false fake nonsense untrue debunked misinformation rubbish wrong actually logika menyesatkan omong ngaco halu fitnah dusta superstition salah bogus lie lies");

    private static readonly HashSet<string> Negators = Set(
        "tidak bukan jangan tanpa ora teu belum mustahil no not never dont doesnt isnt wont cant cannot didnt arent nothing percuma neither nor nobody stop gausah mboten dudu lain sanes");

    private static readonly HashSet<string> Openers = Set(
        "apakah apa benarkah bener benar beneran betul bolehkah gimana bagaimana kenapa mengapa masa emang emangnya memang really is does do can are should why true piye leres berapa kapan perlukah amankah bisakah adakah pripun tanya nanya boleh bisa perlu amankah will did");

    private static readonly HashSet<string> Tags = Set("kah tidak ya right yes bukan nggak gak ga ora teu gaes kan");

    private static readonly HashSet<string> Jokes = Set("haha wkwk lol lmao kocak ngakak canda bercanda becanda kidding joke xixi hihi rofl puisi lirik meme eaaa");

    private static readonly HashSet<string> Fearful = Set(
        "bahaya berbahaya merusak rusak mandul memandulkan autisme autisme keguguran menggugurkan beracun racun ketagihan kebutaan mati sumbing bisul kista rematik melemahkan lemah melukai kanker demam menular menyerang memicu kekurangan chip pelacak kering menyebabkan membuat menurunkan besar");

    private static readonly HashSet<string> AllClear = Set("aman gapapa safe fine harmless boleh terbukti sehat tenang kok");

    private static readonly HashSet<string> Warnings = Set("jangan bahaya awas percuma dont never avoid stop bukan hindari tetap ganti");

    private static readonly HashSet<string> Avoids = Set("dihindari hindari avoid jangan dilarang");

    private static readonly HashSet<string> Purposes = Set("biar supaya agar so");

    private static readonly HashSet<string> Sayings = Set("bilang percaya sebar sebarkan share panik termakan believe say saying spread spreading termakan nyebar telan mau");

    public static Stance Read(string text, string plain, string claim)
    {
        var words = ClaimText.WordsOf(plain);
        if (words.Any(Jokes.Contains) || text.Contains("😂", StringComparison.Ordinal) || text.Contains("🤣", StringComparison.Ordinal))
        {
            return Stance.None;
        }

        if (IsQuestion(plain, words))
        {
            return Stance.Asks;
        }

        return words.Any(Refusals.Contains) || Disagrees(words, ClaimText.WordsOf(claim)) ? Stance.Denies : Stance.Asserts;
    }

    private static bool Disagrees(string[] words, string[] claim)
    {
        var keys = KeysOf(claim);
        if (RefusesTheSaying(words))
        {
            return true;
        }

        var negated = Negates(words, keys);
        if (claim.Any(Negators.Contains) && !claim.Contains("tanpa"))
        {
            return !negated && !words.Any(Negators.Contains) && words.Any(AllClear.Contains);
        }

        if (claim.Any(Fearful.Contains) && !claim.Contains("bebas"))
        {
            return negated || (words.Any(word => AllClear.Contains(word) && !claim.Contains(word)) && !words.Contains("jangan"));
        }

        return negated || (Warns(words, keys) && !claim.Any(Avoids.Contains));
    }

    // A negator before a word that the claim has too: "kopi bukan obat kejang". "Biar tidak kejang" is a purpose, no denial.
    private static bool Negates(string[] words, HashSet<uint> claim)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (Negators.Contains(words[i]) && words[i] is not ("jangan" or "stop") && !(i > 0 && Purposes.Contains(words[i - 1])) && Near(words, i, claim))
            {
                return true;
            }
        }

        return false;
    }

    // "Jangan percaya ...", "stop bilang ...": whatever the claim is, it is refused.
    private static bool RefusesTheSaying(string[] words) =>
        Enumerable.Range(0, Math.Max(0, words.Length - 1)).Any(i => words[i] is "jangan" or "stop" or "dont" && Sayings.Contains(words[i + 1]));

    private static bool Warns(string[] words, HashSet<uint> claim) =>
        Enumerable.Range(0, words.Length).Any(i => Warnings.Contains(words[i]) && Near(words, i, claim));

    private static bool Near(string[] words, int at, HashSet<uint> claim) =>
        KeysOf(words[(at + 1)..Math.Min(words.Length, at + 1 + Scope)]).Overlaps(claim);

    private static HashSet<uint> KeysOf(string[] words)
    {
        var keys = new List<uint>();
        Synonyms.Instance.Keys(words, keys);
        return [.. keys];
    }

    // A question sign, a question word in front, or a tag at the end that is no statement.
    private static bool IsQuestion(string plain, string[] words)
    {
        var sign = plain.IndexOf('?', StringComparison.Ordinal);
        if (sign >= 0)
        {
            // "anemia? teh manis!": a question that the writer answers is a statement.
            var rest = ClaimText.WordsOf(plain[(sign + 1)..]);
            return rest.Length < 2 || words.Length - rest.Length > 3;
        }

        return words.Length > 1 && (Openers.Contains(words[0]) || Tags.Contains(words[^1]) || words.Contains("apakah") || words.Contains("benarkah"));
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
