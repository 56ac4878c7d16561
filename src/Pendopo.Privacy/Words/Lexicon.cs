using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;

namespace Pendopo.Privacy.Words;

/// <summary>The words that the rules know, read once from the lists beside this file.</summary>
internal static class Lexicon
{
    private const int LongestWord = 24;

    private static readonly FrozenDictionary<string, WordFacts> Words = Read();
    private static readonly FrozenDictionary<string, WordFacts>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What is known of a word, without regard to case; nothing for an unknown one.</summary>
    public static WordFacts Find(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestWord)
            return default;
        Span<char> lower = stackalloc char[LongestWord];
        var length = word.ToLowerInvariant(lower);
        return Lookup.TryGetValue(lower[..length], out var facts) ? facts : default;
    }

    private static FrozenDictionary<string, WordFacts> Read()
    {
        var words = new Dictionary<string, WordFacts>(StringComparer.Ordinal);
        foreach (var list in new[] { "cues.txt", "names.txt" })
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Pendopo.Privacy.Words." + list)!;
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
                Take(words, line);
        }
        return words.ToFrozenDictionary(StringComparer.Ordinal);
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
