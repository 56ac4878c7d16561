using System.Globalization;
using System.Reflection;

namespace Pendopo.Privacy.Words;

/// <summary>The words that the rules know, read once from the lists beside this file.</summary>
internal static class Lexicon
{
    private const int LongestWord = 24;

    // Open addressing, at most a quarter full: a text is looked up word by word, and this is half of the time of a general dictionary.
    private static readonly Entry[] Table = Fill(Read());

    private readonly record struct Entry(string? Word, uint Hash, WordFacts Facts);

    /// <summary>What is known of a word, without regard to case; nothing for an unknown one.</summary>
    public static WordFacts Find(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestWord)
            return default;
        Span<char> lower = stackalloc char[LongestWord];
        var hash = 2166136261u; // FNV-1a
        for (var at = 0; at < word.Length; at++)
        {
            var letter = word[at] < 0x80 ? word[at] is >= 'A' and <= 'Z' ? (char)(word[at] | 0x20) : word[at] : char.ToLowerInvariant(word[at]);
            lower[at] = letter;
            hash = (hash ^ letter) * 16777619u;
        }
        for (var slot = Slot(hash, Table.Length); Table[slot].Word is { } known; slot = (slot + 1) & (Table.Length - 1))
        {
            if (Table[slot].Hash == hash && known.AsSpan().SequenceEqual(lower[..word.Length]))
                return Table[slot].Facts;
        }
        return default;
    }

    private static int Slot(uint hash, int length) => (int)((hash ^ (hash >> 15)) & (uint)(length - 1));

    private static Entry[] Fill(Dictionary<string, WordFacts> words)
    {
        var table = new Entry[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)words.Count * 4)];
        foreach (var (word, facts) in words)
        {
            var hash = word.Aggregate(2166136261u, (sum, letter) => (sum ^ letter) * 16777619u);
            var slot = Slot(hash, table.Length);
            while (table[slot].Word is not null)
                slot = (slot + 1) & (table.Length - 1);
            table[slot] = new Entry(word, hash, facts);
        }
        return table;
    }

    private static Dictionary<string, WordFacts> Read()
    {
        var words = new Dictionary<string, WordFacts>(StringComparer.Ordinal);
        foreach (var list in new[] { "cues.txt", "names.txt", "words.txt" })
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Pendopo.Privacy.Words." + list)!;
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
                Take(words, line);
        }
        return words;
    }

    // "Cue: word word=3 word"; "#" begins a remark. A word may stand under several cues.
    private static void Take(Dictionary<string, WordFacts> words, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || line[0] == '#')
            return;
        var cue = Enum.Parse<Cue>(line[..colon]);
        foreach (var entry in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (word, value) = entry.IndexOf('=', StringComparison.Ordinal) is var sign and > 0
                ? (entry[..sign], sbyte.Parse(entry[(sign + 1)..], CultureInfo.InvariantCulture))
                : (entry, (sbyte)-1);
            var known = words.GetValueOrDefault(word, new WordFacts(Cue.None, -1));
            words[word] = new WordFacts(known.Cues | cue, value >= 0 ? value : known.Value);
        }
    }
}
