using System.Numerics;
using Pendopo.Text.Models;
using Pendopo.Text.Normalising;
using Pendopo.Text.Words;

namespace Pendopo.Text.Similarity;

/// <summary>
/// A 64-bit fingerprint that stays nearly the same when a text changes a little (M. Charikar, "Similarity estimation techniques from rounding
/// algorithms", 2002): finds messages copied and passed on. Texts of fewer than about eight words are too short for it.
/// </summary>
public static class SimHash
{
    /// <summary>Fingerprints this near or nearer are taken as the same text (G. Manku, A. Jain, A. Das Sarma, "Detecting near-duplicates for web crawling", 2007).</summary>
    public const int SameWithin = 3;

    /// <summary>The fingerprint of a text: plain words and neighbouring words. Null, empty and wordless texts give 0.</summary>
    public static ulong Of(string? text)
    {
        var plain = TextNormaliser.Normalise(text).Text;
        Span<int> bits = stackalloc int[64];
        bits.Clear();
        var previous = 0u;
        foreach (var token in new Tokens(plain))
        {
            if (token.Kind is not (TokenKind.Word or TokenKind.Number))
            {
                continue;
            }

            var word = Hashing.Word(plain.AsSpan(token.Start, token.Length), 401);
            Vote(word, bits);
            if (previous != 0)
            {
                Vote(Hashing.Pair(previous, word), bits);
            }

            previous = word;
        }

        return previous == 0 ? 0 : Sign(bits);
    }

    /// <summary>How many bits differ, 0 to 64.</summary>
    public static int Distance(ulong first, ulong second) => BitOperations.PopCount(first ^ second);

    /// <summary>
    /// The four blocks of 16 bits of a fingerprint, each with its number in front: two fingerprints at a distance of at most three share
    /// at least one block (pigeonhole), so an index on blocks finds all candidates.
    /// </summary>
    public static IReadOnlyList<int> Blocks(ulong fingerprint) =>
        [.. Enumerable.Range(0, 4).Select(block => (block << 16) | (int)((fingerprint >> (16 * block)) & 0xFFFF))];

    private static void Vote(uint hash, Span<int> bits)
    {
        var wide = ((ulong)Hashing.Mix(hash ^ 0x9E3779B9u) << 32) | Hashing.Mix(hash + 0x7F4A7C15u);
        for (var i = 0; i < 64; i++)
        {
            bits[i] += ((wide >> i) & 1) == 1 ? 1 : -1;
        }
    }

    private static ulong Sign(ReadOnlySpan<int> bits)
    {
        var fingerprint = 0ul;
        for (var i = 0; i < 64; i++)
        {
            fingerprint |= bits[i] > 0 ? 1ul << i : 0;
        }

        return fingerprint;
    }
}
