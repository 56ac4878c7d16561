using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Pendopo.Privacy.Words;

/// <summary>The words that the rules know, read once from the lists beside this file.</summary>
internal static class Lexicon
{
    private const int LongestWord = 24;

    // Open addressing, at most half full, by a hash of 64 bits and without the words themselves: half of it finds the place, the other half is
    // compared. Of the few ten thousand words no two have the same one, which filling checks, and that another word hits one of them is less
    // likely than a fault of the memory. Eight bytes an entry, so that the table stays near the processor; what is known of words repeats.
    private static readonly List<WordFacts> Kinds = [];
    private static readonly Entry[] Table = Fill(Read());
    private static readonly WordFacts[] Facts = [.. Kinds];

    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211; // FNV-1a

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(uint Mark, ushort Kind, ushort Id);

    /// <summary>What is known of a word, without regard to case; nothing for an unknown one.</summary>
    public static WordFacts Find(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestWord)
            return default;
        var hash = Offset;
        foreach (var letter in word)
            hash = (hash ^ (letter < 0x80 ? letter is >= 'A' and <= 'Z' ? (char)(letter | 0x20) : letter : char.ToLowerInvariant(letter))) * Prime;
        var (table, mark) = (Table, Mark(hash));
        for (var slot = Slot(hash, table.Length); table[slot].Mark != 0; slot = (slot + 1) & (table.Length - 1))
        {
            if (table[slot].Mark == mark)
                return Facts[table[slot].Kind] with { Id = table[slot].Id };
        }
        return default;
    }

    private static int Slot(ulong hash, int length) => (int)((hash ^ (hash >> 17)) & (uint)(length - 1));

    // Never 0: that is an empty entry.
    private static uint Mark(ulong hash) => (uint)(hash >> 32) | 1;

    private static Entry[] Fill(Dictionary<string, WordFacts> words)
    {
        var table = new Entry[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)words.Count * 2)];
        var kinds = new Dictionary<WordFacts, int>();
        foreach (var (word, facts) in words)
        {
            var hash = word.Aggregate(Offset, (sum, letter) => (sum ^ letter) * Prime);
            var slot = Slot(hash, table.Length);
            for (; table[slot].Mark != 0; slot = (slot + 1) & (table.Length - 1))
            {
                if (table[slot].Mark == Mark(hash))
                    throw new InvalidDataException($"Two words have one hash: {word}");
            }
            var kind = facts with { Sort = WordSort.Of(facts.Cues) };
            if (kinds.TryAdd(kind, kinds.Count))
                Kinds.Add(kind);
            table[slot] = new Entry(Mark(hash), (ushort)kinds[kind], Id(word));
        }
        return table;
    }

    private static ushort Id(string word) => (ushort)(((word.Aggregate(2166136261u, (sum, letter) => (sum ^ letter) * 16777619u) * 0x9E3779B1u) >> 16) | 1);

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
