using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Pendopo.Text.Words;

namespace Pendopo.Text.Languages;

/// <summary>What a text is written in.</summary>
/// <param name="Language">The language with the most evidence.</param>
/// <param name="Confidence">Share of the evidence that speaks for it, 0 to 1; 0 when there is none.</param>
/// <param name="Second">The next language when the text mixes two (at least a quarter of the evidence), else <see cref="Language.Unknown"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LanguageGuess(Language Language, double Confidence, Language Second)
{
    /// <summary>True when two languages are mixed.</summary>
    public bool IsMixed => Second != Language.Unknown;
}

/// <summary>
/// Tells Indonesian, English, Javanese and Sundanese apart in short messages: each word that is frequent in a language is evidence for it,
/// less so when several languages share it; other words speak through their affixes and letter pairs.
/// </summary>
public static class LanguageIdentifier
{
    private const int Count = 5;

    private static readonly FrozenDictionary<string, float[]> Evidence = Build();

    private static readonly FrozenDictionary<string, float[]>.AlternateLookup<ReadOnlySpan<char>> Lookup = Evidence.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The language of a text; null, empty or wordless text is <see cref="Language.Unknown"/>. Linear in its length.</summary>
    public static LanguageGuess Identify(string? text) => Identify(text.AsSpan());

    /// <inheritdoc cref="Identify(string?)"/>
    public static LanguageGuess Identify(ReadOnlySpan<char> text)
    {
        Span<float> score = stackalloc float[Count];
        score.Clear();
        Span<char> lower = stackalloc char[32];
        foreach (var token in new Tokens(text))
        {
            if (token.Kind is TokenKind.Word && token.Length <= lower.Length)
            {
                var length = text.Slice(token.Start, token.Length).ToLowerInvariant(lower);
                Weigh(lower[..length], score);
            }
        }

        return Decide(score);
    }

    private static void Weigh(ReadOnlySpan<char> word, Span<float> score)
    {
        if (Lookup.TryGetValue(word, out var evidence) || Known(word, out evidence))
        {
            for (var i = 1; i < Count; i++)
            {
                score[i] += evidence[i];
            }

            return;
        }

        score[(int)Language.Indonesian] += WordShape.Indonesian(word);
        score[(int)Language.English] += WordShape.English(word);
    }

    // batuknya, minumlah, sakit2: the same word with an ending that Indonesian and its neighbours hang on.
    private static bool Known(ReadOnlySpan<char> word, out float[] evidence)
    {
        foreach (var ending in (ReadOnlySpan<string>)["nya", "kah", "lah", "pun", "ku", "mu", "2", "ny", "an", "kan", "in"])
        {
            if (word.Length >= ending.Length + 3 && word.EndsWith(ending) && Lookup.TryGetValue(word[..^ending.Length], out evidence!)
                && evidence[(int)Language.English] == 0)
            {
                return true;
            }
        }

        evidence = [];
        return false;
    }

    private static LanguageGuess Decide(ReadOnlySpan<float> score)
    {
        float total = 0;
        int best = 0, second = 0;
        for (var i = 1; i < Count; i++)
        {
            total += score[i];
            if (score[i] > (best == 0 ? 0 : score[best]))
            {
                second = best;
                best = i;
            }
            else if (score[i] > (second == 0 ? 0 : score[second]))
            {
                second = i;
            }
        }

        if (best == 0)
        {
            return default;
        }

        var mixed = second != 0 && score[second] >= total / 4 && score[second] >= 1;
        return new LanguageGuess((Language)best, score[best] / total, mixed ? (Language)second : Language.Unknown);
    }

    private static FrozenDictionary<string, float[]> Build()
    {
        var all = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var (language, words) in WordLists.ByLanguage)
        {
            foreach (var word in words)
            {
                if (!all.TryGetValue(word, out var evidence))
                {
                    all[word] = evidence = new float[Count];
                }

                evidence[(int)language] = 1;
            }
        }

        foreach (var evidence in all.Values)
        {
            var shared = evidence.Sum();
            for (var i = 1; i < Count; i++)
            {
                evidence[i] /= shared;
            }
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
