namespace Pendopo.Privacy.Words;

/// <summary>Endings that Indonesian names have and words hardly do (Uhlenbeck 1969 on Javanese names; own observation).</summary>
internal static class NameEndings
{
    private const int Letters = 26;
    private const int Shortest = 6;
    private const int Longest = 16;

    private static readonly string[] All =
        ["wati", "yanti", "yanto", "tanto", "yono", "ningsih", "ningrum", "ningtyas", "diningrat", "nugroho", "wibowo", "prasetyo", "setyo", "udin", "uddin", "ullah", "rohman", "setiawan", "gunawan", "kurniawan", "kusumo", "wijaya", "wardani", "wardhani", "hartono", "susanto", "santoso", "sulistyo", "lestari", "rahayu", "utami", "utomo", "inah", "inem", "iyem", "artini", "arno", "arto", "anto", "iati", "jono", "hono", "wono", "arsih", "iastuti", "nengsih", "wardoyo", "suryo", "hadi", "riyanto", "triatmojo", "mojo", "kulsum", "widodo", "pratiwi", "saputra", "saputri", "nurjanah", "khotimah", "hartati", "suryani", "yulianti", "wulandari", "puspita", "anggraini", "handayani", "mulyani", "maryani", "suherman", "hermawan", "darmawan", "irawan", "kusuma"];

    // By the last two letters: nearly every word is answered by one look.
    private static readonly string[]?[] ByEnd = Fill();

    /// <summary>Whether a word of six to sixteen letters ends like a name, and is more than the ending.</summary>
    public static bool Has(ReadOnlySpan<char> word)
    {
        if (word.Length is < Shortest or > Longest || Slot(word) is not (>= 0 and var slot) || ByEnd[slot] is not { } endings)
            return false;
        foreach (var ending in endings)
        {
            if (word.Length > ending.Length && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static int Slot(ReadOnlySpan<char> word)
    {
        var (one, two) = (word[^2] | 0x20, word[^1] | 0x20);
        return one is >= 'a' and <= 'z' && two is >= 'a' and <= 'z' ? ((one - 'a') * Letters) + two - 'a' : -1;
    }

    private static string[]?[] Fill()
    {
        var slots = new string[]?[Letters * Letters];
        foreach (var group in All.GroupBy(ending => Slot(ending)))
            slots[group.Key] = [.. group];
        return slots;
    }
}
