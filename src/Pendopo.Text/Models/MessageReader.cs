using Pendopo.Text.Normalising;
using Pendopo.Text.Words;

namespace Pendopo.Text.Models;

/// <summary>
/// Reads a message into features: words, neighbouring words, stems, letter groups, concepts and their order. One reader serves one thread;
/// its buffers are used again. Linear in the length of the message: concept pairs are taken within a window.
/// </summary>
internal sealed class MessageReader
{
    // Beyond this many words a message is read as its beginning: the models know messages, not books.
    private const int MostWords = 400;
    private const int ConceptWindow = 14;
    private const uint Bos = 1;

    private readonly MappedBuffer folded = new(512);
    private readonly MappedBuffer plain = new(512);
    private readonly FeatureList features = new();
    private readonly List<Token> words = new(64);
    private readonly List<uint> keys = new(64);
    private readonly List<(byte Concept, int Place)> concepts = new(64);
    private readonly byte negation = (byte)ConceptLexicon.Instance.IdOf("neg");

    public FeatureList Features => features;

    public ReadOnlySpan<char> Plain => plain.Text;

    public IReadOnlyList<Token> Words => words;

    public IReadOnlyList<(byte Concept, int Place)> Concepts => concepts;

    public void Read(ReadOnlySpan<char> text)
    {
        TextNormaliser.Normalise(text, folded, plain);
        features.Clear();
        words.Clear();
        keys.Clear();
        concepts.Clear();
        ReadWords();
        features.EndWords();
        ReadLetters();
        features.EndLetters();
        FindConcepts();
        ReadConcepts();
    }

    private void ReadWords()
    {
        uint previous = Bos, beforeThat = Bos + 1;
        foreach (var token in new Tokens(Plain))
        {
            var text = Plain.Slice(token.Start, token.Length);
            if (words.Count == MostWords)
            {
                break;
            }

            if (token.Kind == TokenKind.Sign && text is not ("?" or "!" or "\""))
            {
                continue;
            }

            var place = words.Count;
            words.Add(token);
            keys.Add(token.Kind == TokenKind.Sign ? 0 : ConceptLexicon.Key(text));
            var hash = Shapes.Hash(token.Kind, text);
            features.Add(hash, place);
            features.Add(Hashing.Pair(previous, hash), place);
            features.Add(Hashing.Pair(beforeThat, hash) ^ 77, place);
            var stem = token.Kind == TokenKind.Word ? ConceptLexicon.StemKey(text) : 0;
            features.Add(stem == 0 ? hash ^ 55 : stem, place);
            beforeThat = previous;
            previous = hash;
        }

        features.Add(Hashing.Pair(previous, Bos + 2), Math.Max(0, words.Count - 1));
    }

    // Groups of 3 to 6 letters across words; a blank stands for every gap.
    private void ReadLetters()
    {
        for (var place = 0; place < words.Count; place++)
        {
            var token = words[place];
            if (token.Kind is TokenKind.Address or TokenKind.Number)
            {
                continue;
            }

            var from = Math.Max(0, token.Start - 1);
            for (var i = from; i < token.End; i++)
            {
                Groups(i, place);
            }
        }
    }

    private void Groups(int start, int place)
    {
        var text = Plain;
        var hash = 0x811C9DC5u;
        for (var i = 0; i < 6; i++)
        {
            var at = start + i;
            var c = at < text.Length ? text[at] : ' ';
            hash = (hash ^ (char.IsLetterOrDigit(c) ? c : ' ')) * 0x01000193;
            if (i >= 2)
            {
                features.Add(Hashing.Mix(hash + (uint)(i * 0x51ED27)), place);
            }

            if (at >= text.Length)
            {
                break;
            }
        }
    }

    private void FindConcepts()
    {
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(keys);
        for (var place = 0; place < words.Count;)
        {
            var token = words[place];
            var length = ConceptLexicon.Instance.Longest(all[place..], out var found);
            if (length > 0)
            {
                AddAll(found, place);
            }
            else if (token.Kind == TokenKind.Word && ConceptLexicon.Instance.TryStem(ConceptLexicon.StemKey(Plain.Slice(token.Start, token.Length)), out var stemmed))
            {
                AddAll(stemmed, place);
            }

            var shape = Shapes.Concept(token.Kind, Plain.Slice(token.Start, token.Length));
            if (shape != 0)
            {
                concepts.Add((shape, place));
            }

            place += Math.Max(1, length);
        }
    }

    private void AddAll(byte[] found, int place)
    {
        foreach (var concept in found)
        {
            concepts.Add((concept, place));
        }
    }

    private void ReadConcepts()
    {
        for (var i = 0; i < concepts.Count; i++)
        {
            var (concept, place) = concepts[i];
            var hash = Hashing.Mix(0xC0DE0000u + concept);
            features.Add(hash, place);
            for (var j = Math.Max(0, i - ConceptWindow); j < i; j++)
            {
                var (earlier, at) = concepts[j];
                if (at == place)
                {
                    continue;
                }

                features.Add(Hashing.Pair(Hashing.Mix(0xC0DE0000u + earlier), hash), place);
                if (earlier == negation && place - at <= 2)
                {
                    features.Add(hash ^ 0xABCDu, place);
                }
            }
        }

        features.Add(Hashing.Mix(0xBEEF0000u + (uint)Math.Min(12, words.Count)), 0);
        features.Add(Hashing.Mix(0xFACE0000u + (uint)Math.Min(8, concepts.Count)), 0);
    }
}
