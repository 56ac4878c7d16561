using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pendopo.Text.Models;

/// <summary>
/// A linear model over hashed features: one row of small integers a bucket, one column an output. The value of a feature is its rarity
/// (inverse document frequency) brought to unit length within its group.
/// </summary>
internal sealed class HashedModel
{
    private const int Lane = 8;
    private readonly sbyte[] weights;
    private readonly byte[] rarity;
    private readonly float[] scales;
    private readonly float[] biases;
    private readonly uint mask;
    private readonly int stride;

    private HashedModel(int bits, int outputs, float[] groups, float[] scales, float[] biases, byte[] rarity, sbyte[] weights)
    {
        mask = (1u << bits) - 1;
        Outputs = outputs;
        stride = Stride(outputs);
        Groups = groups;
        this.scales = scales;
        this.biases = biases;
        this.rarity = rarity;
        this.weights = weights;
    }

    public int Outputs { get; }

    /// <summary>The total weight of each group of features.</summary>
    public float[] Groups { get; }

    public static int Stride(int outputs) => (outputs + Lane - 1) / Lane * Lane;

    public static HashedModel Read(BinaryReader reader)
    {
        var bits = reader.ReadInt32();
        var outputs = reader.ReadInt32();
        var model = new HashedModel(bits, outputs, Floats(reader, 3), Floats(reader, Stride(outputs)), Floats(reader, Stride(outputs)), new byte[1 << bits], new sbyte[Stride(outputs) << bits]);
        reader.BaseStream.ReadExactly(model.rarity);
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(model.weights.AsSpan()));
        return model;
    }

    public static void Write(BinaryWriter writer, int bits, int outputs, float[] groups, float[] scales, float[] biases, byte[] rarity, sbyte[] weights)
    {
        writer.Write(bits);
        writer.Write(outputs);
        foreach (var value in (float[])[.. groups, .. scales, .. biases])
        {
            writer.Write(value);
        }

        writer.Write(rarity);
        writer.Write(MemoryMarshal.AsBytes(weights.AsSpan()));
    }

    /// <summary>The raw score of every output; <paramref name="scores"/> holds at least <see cref="Stride"/> places.</summary>
    public void Score(FeatureList features, Span<float> scores)
    {
        scores[..stride].Clear();
        for (var group = FeatureGroup.Words; group <= FeatureGroup.Concepts; group++)
        {
            var hashes = features.Group(group);
            var norm = Norm(hashes) * Groups[(int)group];
            for (var lane = 0; lane < stride; lane += Lane)
            {
                AddLane(hashes, norm, lane, ref MemoryMarshal.GetReference(scores));
            }
        }

        for (var i = 0; i < stride; i++)
        {
            scores[i] = (scores[i] * scales[i]) + biases[i];
        }
    }

    /// <summary>Adds what each feature gives one output to the word the feature came from.</summary>
    public void AddParts(FeatureList features, int output, Span<float> words)
    {
        var hashes = features.Hashes;
        var end = 0;
        for (var group = FeatureGroup.Words; group <= FeatureGroup.Concepts; group++)
        {
            var of = features.Group(group);
            var norm = Norm(of) * Groups[(int)group] * scales[output];
            var start = end;
            end += of.Length;
            for (var i = start; i < end; i++)
            {
                var bucket = (int)(hashes[i] & mask);
                words[features.PlaceOf(i)] += weights[(bucket * stride) + output] * rarity[bucket] * norm;
            }
        }
    }

    /// <summary>One over the length of a group of features, 0 for an empty one.</summary>
    public float Norm(ReadOnlySpan<uint> hashes)
    {
        var sum = 0;
        foreach (var hash in hashes)
        {
            int value = rarity[(int)(hash & mask)];
            sum += value * value;
        }

        return sum == 0 ? 0 : 1 / MathF.Sqrt(sum);
    }

    // Eight outputs at a time, so that their sums stay in a register over all features. Each output still adds its features in their order.
    private void AddLane(ReadOnlySpan<uint> hashes, float norm, int lane, ref float scores)
    {
        ref var first = ref Unsafe.As<sbyte, byte>(ref MemoryMarshal.GetArrayDataReference(weights));
        ref var rare = ref MemoryMarshal.GetArrayDataReference(rarity);
        var sum = Vector256.LoadUnsafe(ref scores, (nuint)lane);
        foreach (var hash in hashes)
        {
            var bucket = (int)(hash & mask);
            // Bytes are widened in 128-bit registers: 64-bit vectors are emulated on x64 and cost many times as much.
            var eight = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref first, (bucket * stride) + lane))).AsSByte();
            var (low, high) = Vector128.Widen(Vector128.WidenLower(eight));
            sum += Vector256.ConvertToSingle(Vector256.Create(low, high)) * (Unsafe.Add(ref rare, bucket) * norm);
        }

        sum.StoreUnsafe(ref scores, (nuint)lane);
    }

    private static float[] Floats(BinaryReader reader, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = reader.ReadSingle();
        }

        return values;
    }
}
