using System.Runtime.CompilerServices;

namespace Pendopo.Text.Models;

/// <summary>Groups of features; each group is brought to the same total weight, so that a long word does not drown a telling one.</summary>
internal enum FeatureGroup
{
    Words,
    Letters,
    Concepts,
}

/// <summary>The hashed features of one message, kept between messages so that reading needs no allocation.</summary>
internal sealed class FeatureList
{
    private uint[] hashes = new uint[1024];
    private int[] places = new int[1024];

    public int Count { get; private set; }

    public int WordsEnd { get; private set; }

    public int LettersEnd { get; private set; }

    public ReadOnlySpan<uint> Hashes => hashes.AsSpan(0, Count);

    public ReadOnlySpan<uint> Group(FeatureGroup group) => group switch
    {
        FeatureGroup.Words => hashes.AsSpan(0, WordsEnd),
        FeatureGroup.Letters => hashes.AsSpan(WordsEnd, LettersEnd - WordsEnd),
        _ => hashes.AsSpan(LettersEnd, Count - LettersEnd),
    };

    /// <summary>Where in the list of words the feature at a place came from (first word), for reasons.</summary>
    public int PlaceOf(int feature) => places[feature];

    public void Clear()
    {
        Count = 0;
        WordsEnd = 0;
        LettersEnd = 0;
    }

    public void EndWords() => WordsEnd = Count;

    public void EndLetters() => LettersEnd = Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint hash, int place)
    {
        if (Count == hashes.Length)
        {
            Array.Resize(ref hashes, Count * 2);
            Array.Resize(ref places, Count * 2);
        }

        hashes[Count] = hash;
        places[Count++] = place;
    }
}
