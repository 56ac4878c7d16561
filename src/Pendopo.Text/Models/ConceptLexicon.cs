using Pendopo.Text.Normalising;
using Pendopo.Text.Stemming;
using Pendopo.Text.Words;

namespace Pendopo.Text.Models;

/// <summary>
/// Words and phrases by what they mean (a medicine, a relative, "right now"). It lets a model that saw one medicine understand another.
/// The longest phrase wins, so that "mati lampu" (a power cut) does not count as "mati" (to die).
/// </summary>
internal sealed class ConceptLexicon
{
    private const int LongestPhrase = 5;
    private const uint Seed = 31;
    private const uint StemSeed = 37;

    private readonly Dictionary<uint, byte[]> phrases = [];
    private readonly HashSet<uint> beginnings = [];
    private readonly List<string> names = [];

    private ConceptLexicon()
    {
    }

    public static ConceptLexicon Instance { get; } = Read();

    public IReadOnlyList<string> Names => names;

    /// <summary>Hash of a plain word for look-up.</summary>
    public static uint Key(ReadOnlySpan<char> word) => Hashing.Word(word, Seed);

    /// <summary>Hash of the stem of a plain word for look-up, or 0 when the word is too short to have affixes.</summary>
    public static uint StemKey(ReadOnlySpan<char> word)
    {
        if (word.Length is < 6 or > 32)
        {
            return 0;
        }

        Span<char> letters = stackalloc char[32];
        word.CopyTo(letters);
        var start = IndonesianStemmer.Stem(letters[..word.Length], out var end);
        return end - start == word.Length ? 0 : Hashing.Word(letters[start..end], StemSeed);
    }

    public int IdOf(string name) => names.IndexOf(name);

    /// <summary>The concepts of the longest phrase that begins at the first key.</summary>
    /// <returns>How many keys the phrase has; 0 when none begins here.</returns>
    public int Longest(ReadOnlySpan<uint> keys, out byte[] concepts)
    {
        concepts = [];
        var length = 0;
        var hash = 0u;
        for (var i = 0; i < Math.Min(keys.Length, LongestPhrase); i++)
        {
            hash = i == 0 ? keys[0] : Hashing.Pair(hash, keys[i]);
            if (phrases.TryGetValue(hash, out var found))
            {
                concepts = found;
                length = i + 1;
            }

            if (!beginnings.Contains(hash))
            {
                break;
            }
        }

        return length;
    }

    /// <summary>The concepts of a stem, when no phrase begins at the word itself.</summary>
    public bool TryStem(uint stemKey, out byte[] concepts)
    {
        concepts = [];
        return stemKey != 0 && phrases.TryGetValue(stemKey, out concepts!);
    }

    /// <summary>The terms of a concept in one language, as the resource lists them.</summary>
    public static IEnumerable<(string Concept, Language Language, string[] Terms)> Entries()
    {
        foreach (var line in WordLists.Lines("concepts.txt"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var head = line[..colon].Split('.');
            yield return (head[0], LanguageCodes.Parse(head[1]), line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private static ConceptLexicon Read()
    {
        var lexicon = new ConceptLexicon();
        foreach (var (concept, language, terms) in Entries())
        {
            var id = lexicon.IdOf(concept);
            if (id < 0)
            {
                id = lexicon.names.Count;
                lexicon.names.Add(concept);
            }

            foreach (var term in terms)
            {
                lexicon.Add(term, (byte)id, language);
            }
        }

        return lexicon;
    }

    private void Add(string term, byte concept, Language language)
    {
        var plain = TextNormaliser.Normalise(term).Text;
        var words = Tokens.Of(plain).Where(token => token.Kind is TokenKind.Word or TokenKind.Number).Select(token => plain.Substring(token.Start, token.Length)).ToArray();
        if (words.Length is 0 or > LongestPhrase)
        {
            return;
        }

        var hash = 0u;
        for (var i = 0; i < words.Length; i++)
        {
            var key = Key(words[i]);
            hash = i == 0 ? key : Hashing.Pair(hash, key);
            if (i < words.Length - 1)
            {
                beginnings.Add(hash);
            }
        }

        Put(hash, concept);
        if (words.Length == 1 && language == Language.Indonesian && words[0].Length >= 4)
        {
            Put(Hashing.Word(IndonesianStemmer.Stem(words[0]), StemSeed), concept);
        }
    }

    private void Put(uint hash, byte concept)
    {
        if (!phrases.TryGetValue(hash, out var known))
        {
            phrases[hash] = [concept];
        }
        else if (!known.Contains(concept))
        {
            phrases[hash] = [.. known, concept];
        }
    }
}
