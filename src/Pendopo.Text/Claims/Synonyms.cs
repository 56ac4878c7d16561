using Pendopo.Text.Models;
using Pendopo.Text.Normalising;
using Pendopo.Text.Stemming;
using Pendopo.Text.Words;

namespace Pendopo.Text.Claims;

/// <summary>Words of both languages that mean the same in messages about health; each group has one key, the longest phrase wins.</summary>
internal sealed class Synonyms
{
    private const int LongestPhrase = 5;
    private const uint Seed = 211;
    private const uint StemSeed = 223;
    private const uint GroupSeed = 0x5EED0000;

    private readonly Dictionary<uint, uint> keys = [];
    private readonly HashSet<uint> beginnings = [];
    private readonly HashSet<uint> outcomes = [];

    private Synonyms()
    {
        var group = 0u;
        foreach (var line in WordLists.Lines("synonyms.txt"))
        {
            group++;
            var key = Hashing.Mix(GroupSeed + group);
            if (line[0] == '!')
            {
                outcomes.Add(key);
            }

            foreach (var term in line.TrimStart('!', ' ').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                Add(term, key);
            }
        }
    }

    public static Synonyms Instance { get; } = new();

    /// <summary>True for a key that says what happens (causes, cures, spreads) rather than what it is about.</summary>
    public bool IsOutcome(uint key) => outcomes.Contains(key);

    /// <summary>The key of each word or phrase of a plain text: its group, or its stem; stop words have none.</summary>
    /// <param name="words">Plain words.</param>
    /// <param name="output">Takes every key.</param>
    /// <param name="groups">Takes the keys of groups alone, or is null.</param>
    public void Keys(string[] words, List<uint> output, List<uint>? groups = null)
    {
        for (var at = 0; at < words.Length;)
        {
            var length = Longest(words.AsSpan(at), out var key);
            if (length > 0)
            {
                output.Add(key);
                groups?.Add(key);
            }
            else if (!StopWords.Contains(words[at], Language.English) && !StopWords.Contains(words[at], Language.Indonesian))
            {
                output.Add(Stemmed(words[at]));
            }

            at += Math.Max(1, length);
        }
    }

    private uint Stemmed(string word)
    {
        var stem = Hashing.Word(IndonesianStemmer.Stem(word), StemSeed);
        return keys.TryGetValue(stem, out var group) || keys.TryGetValue(Hashing.Word(EnglishStemmer.Stem(word), StemSeed), out group) ? group : stem;
    }

    private int Longest(ReadOnlySpan<string> words, out uint key)
    {
        key = 0;
        var length = 0;
        var hash = 0u;
        for (var i = 0; i < Math.Min(words.Length, LongestPhrase); i++)
        {
            var word = Hashing.Word(words[i], Seed);
            hash = i == 0 ? word : Hashing.Pair(hash, word);
            if (keys.TryGetValue(hash, out var found))
            {
                key = found;
                length = i + 1;
            }

            if (!beginnings.Contains(hash))
            {
                break;
            }
        }

        return length;
    }

    private void Add(string term, uint group)
    {
        var words = ClaimText.WordsOf(TextNormaliser.Normalise(term).Text);
        var hash = 0u;
        for (var i = 0; i < words.Length; i++)
        {
            var word = Hashing.Word(words[i], Seed);
            hash = i == 0 ? word : Hashing.Pair(hash, word);
            if (i < words.Length - 1)
            {
                beginnings.Add(hash);
            }
        }

        keys.TryAdd(hash, group);
        if (words.Length == 1 && words[0].Length > 3)
        {
            keys.TryAdd(Hashing.Word(IndonesianStemmer.Stem(words[0]), StemSeed), group);
            keys.TryAdd(Hashing.Word(EnglishStemmer.Stem(words[0]), StemSeed), group);
        }
    }
}
