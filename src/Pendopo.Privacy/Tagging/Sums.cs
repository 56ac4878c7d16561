using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>
/// The weights of a token's features, summed: the same number as one look a feature. What a word gives to each of its places, and a sort of
/// word to each cue, is summed once and remembered, because few words make most of a text. Remembered sums never change, so threads share them.
/// </summary>
internal sealed class Sums
{
    private const int WordBits = 15;
    private const int Sorts = 2_048;

    private readonly Weights weights;
    private readonly Neighbour?[] neighbours = new Neighbour?[1 << WordBits];
    private readonly Subject?[] subjects = new Subject?[Sorts];
    private readonly Vector128<short> unmarked;

    public Sums(Weights weights)
    {
        this.weights = weights;
        Span<uint> rows = stackalloc uint[Features.Most];
        unmarked = Sum(rows[..Features.Marks(0, 0, 0, rows)]);
    }

    /// <summary>What a word gives to the tokens around it.</summary>
    public Neighbour Of(in Atom atom)
    {
        var key = ((ulong)atom.Word << 32) | atom.Sort;
        ref var slot = ref neighbours[(int)((key * 0x9E3779B97F4A7C15UL) >> (64 - WordBits))];
        if (Volatile.Read(ref slot) is { } known && known.Key == key)
            return known;
        var made = new Neighbour(key, this, atom);
        Volatile.Write(ref slot, made);
        return made;
    }

    /// <summary>The sum for the token in the middle.</summary>
    /// <param name="atoms">As for <see cref="Features.Of"/>.</param>
    /// <param name="around">What <see cref="Of(in Atom)"/> says of each of them.</param>
    /// <param name="sentence">The cues of its sentence.</param>
    /// <param name="flags">As for <see cref="Features.Of"/>.</param>
    /// <param name="rows">Room for <see cref="Features.Most"/>.</param>
    public Vector128<short> Of(ReadOnlySpan<Atom> atoms, ReadOnlySpan<Neighbour> around, Cue sentence, uint flags, Span<uint> rows)
    {
        var sum = Vector128<short>.Zero;
        for (var at = 0; at < Features.Places; at++)
            sum += around[at].At(at);
        var (left, here, right) = (atoms[Features.Reach - 1].Mark, atoms[Features.Reach].Mark, atoms[Features.Reach + 1].Mark);
        sum += (left | here | right) == 0 ? unmarked : Sum(rows[..Features.Marks(left, here, right, rows)]);
        sum += Subjects(atoms[Features.Reach].Sort).Of((ulong)(sentence & Features.About), flags);
        rows = rows[..Features.Between(atoms, rows)];
        return sum + Sum(rows[..weights.Known(rows)]);
    }

    /// <summary>The weights of some features, one look each.</summary>
    public Vector128<short> Sum(ReadOnlySpan<uint> features)
    {
        ref var rows = ref MemoryMarshal.GetArrayDataReference(weights.Rows);
        var sum = Vector128<short>.Zero;
        foreach (var feature in features)
        {
            // No branch: whether the row is this feature's is hard to guess, and a wrong guess costs more than the sum.
            ref var row = ref Unsafe.Add(ref rows, Weights.Row(feature) * Labels.Columns);
            var differs = (uint)(ushort)(Unsafe.Add(ref row, Labels.Columns - 1) ^ Weights.Mark(feature));
            sum += Vector128.LoadUnsafe(ref row) & Vector128.Create((short)((int)(differs - 1) >> 31));
        }
        return sum;
    }

    private Subject Subjects(uint sort)
    {
        if (sort >= Sorts)
            return new Subject(this, sort);
        ref var slot = ref subjects[sort];
        if (Volatile.Read(ref slot) is { } known)
            return known;
        var made = new Subject(this, sort);
        Volatile.Write(ref slot, made);
        return made;
    }

    /// <summary>What one word gives to each of the places around it.</summary>
    internal sealed class Neighbour
    {
        private readonly short[] sums = new short[Features.Places * Labels.Columns];

        public Neighbour(ulong key, Sums all, in Atom atom)
        {
            Key = key;
            for (var at = 0; at < Features.Places; at++)
                all.Sum([Features.Word(at, atom.Word), Features.Sort(at, atom.Sort)]).CopyTo(sums, at * Labels.Columns);
        }

        public ulong Key { get; }

        public Vector128<short> At(int place) => Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(sums), (nuint)(place * Labels.Columns));
    }

    /// <summary>What a sort of word gives in a sentence of some flags and cues.</summary>
    private sealed class Subject
    {
        private const int EveryFlag = 8;

        private readonly Vector128<short>[] sums = new Vector128<short>[EveryFlag + BitOperations.PopCount((ulong)Features.About)];

        public Subject(Sums all, uint sort)
        {
            for (var flags = 0u; flags < EveryFlag; flags++)
                sums[flags] = all.Sum([Features.Flags(flags, sort)]);
            var at = EveryFlag;
            for (var left = (ulong)Features.About; left != 0; left &= left - 1)
                sums[at++] = all.Sum([Features.Told(BitOperations.TrailingZeroCount(left), sort)]);
        }

        public Vector128<short> Of(ulong about, uint flags)
        {
            var sum = sums[flags];
            for (; about != 0; about &= about - 1)
                sum += sums[EveryFlag + BitOperations.PopCount((ulong)Features.About & ((about & (0 - about)) - 1))];
            return sum;
        }
    }
}
