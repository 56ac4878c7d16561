namespace Pendopo.Text.Models;

/// <summary>32-bit hashes of words and letter groups; stable across machines and versions, because trained weights hang on them.</summary>
internal static class Hashing
{
    private const uint Prime = 0x01000193;

    // FNV-1a over UTF-16 units (Fowler, Noll, Vo), with the finisher of MurmurHash3 so that the low bits are usable as a bucket.
    public static uint Word(ReadOnlySpan<char> word, uint seed)
    {
        var hash = 0x811C9DC5u ^ seed;
        foreach (var c in word)
        {
            hash = (hash ^ c) * Prime;
        }

        return Mix(hash);
    }

    public static uint Pair(uint first, uint second) => Mix((first * 0x9E3779B1u) ^ (second + 0x7F4A7C15u));

    public static uint Mix(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85EBCA6Bu;
        hash ^= hash >> 13;
        hash *= 0xC2B2AE35u;
        return hash ^ (hash >> 16);
    }
}
