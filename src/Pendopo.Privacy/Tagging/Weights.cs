using System.IO.Compression;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pendopo.Privacy.Tagging;

/// <summary>
/// The trained weights, made by training/Pendopo.Training from texts written for this project. A row is seven numbers, one a label, and the
/// upper half of the feature's hash: a feature that was never learned finds a row of another and leaves it alone.
/// </summary>
internal sealed class Weights
{
    /// <summary>Rows, as a power of two.</summary>
    public const int Bits = 17;

    private const int Seven = Labels.Columns - 1;

    // Eight bits a row: most features that a text asks for were never learned, and this says so within the processor's nearest memory.
    private const int KnownBits = Bits + 3;

    /// <summary>The weights that the library carries.</summary>
    public static readonly Weights Own = Read();

    private readonly ulong[] known = new ulong[1 << (KnownBits - 6)];

    private Weights(short[] rows, short[] steps) => (Rows, Steps) = (rows, steps);

    /// <summary>Seven weights and the feature's mark, row by row.</summary>
    public short[] Rows { get; }

    /// <summary>What it is worth that a label follows a label; the last row is for the beginning of a text.</summary>
    public short[] Steps { get; }

    /// <summary>Where a feature's row would stand.</summary>
    public static int Row(uint feature) => (int)(feature & ((1u << Bits) - 1));

    /// <summary>What tells it from others in the same row; never 0.</summary>
    public static short Mark(uint feature) => (short)((feature >> 16) | 1);

    /// <summary>Moves the features that may have been learned to the front and says how many they are.</summary>
    public int Known(Span<uint> features)
    {
        ref var bits = ref MemoryMarshal.GetArrayDataReference(known);
        var count = 0;
        // No branch: which features were learned is as good as random.
        for (var at = 0; at < features.Length; at++)
        {
            var feature = features[at];
            features[count] = feature;
            count += (int)(Unsafe.Add(ref bits, (int)((feature >> 6) & ((1u << (KnownBits - 6)) - 1))) >> (int)(feature & 63)) & 1;
        }
        return count;
    }

    /// <summary>Writes weights: the steps, then each feature with its seven numbers.</summary>
    public static void Write(Stream file, ReadOnlySpan<short> steps, IReadOnlyList<(uint Feature, short[] Numbers)> features)
    {
        using var packed = new DeflateStream(file, CompressionLevel.SmallestSize);
        using var writer = new BinaryWriter(packed);
        foreach (var step in steps)
            writer.Write(step);
        writer.Write(features.Count);
        foreach (var (feature, _) in features)
            writer.Write(feature);
        for (var label = 0; label < Seven; label++)
        {
            foreach (var (_, numbers) in features)
                writer.Write(numbers[label]);
        }
    }

    private static Weights Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Pendopo.Privacy.Tagging.weights.bin")!;
        using var reader = new BinaryReader(new DeflateStream(stream, CompressionMode.Decompress));
        var steps = Shorts(reader, Labels.Columns * Labels.Columns);
        var count = reader.ReadInt32();
        var features = MemoryMarshal.Cast<byte, uint>(reader.ReadBytes(count * sizeof(uint))).ToArray();
        var rows = new short[Labels.Columns << Bits];
        for (var label = 0; label < Seven; label++)
        {
            var numbers = Shorts(reader, count);
            for (var at = 0; at < count; at++)
                rows[(Row(features[at]) * Labels.Columns) + label] = numbers[at];
        }
        var weights = new Weights(rows, steps);
        foreach (var feature in features)
        {
            rows[(Row(feature) * Labels.Columns) + Seven] = Mark(feature);
            weights.known[(feature >> 6) & ((1u << (KnownBits - 6)) - 1)] |= 1UL << (int)(feature & 63);
        }
        return weights;
    }

    private static short[] Shorts(BinaryReader reader, int count) => MemoryMarshal.Cast<byte, short>(reader.ReadBytes(count * sizeof(short))).ToArray();
}
