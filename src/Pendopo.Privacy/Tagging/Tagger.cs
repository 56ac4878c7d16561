using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pendopo.Privacy.Reading;

namespace Pendopo.Privacy.Tagging;

/// <summary>
/// Labels every token by trained weights: a linear model over features, the best sequence found by Viterbi (Collins, "Discriminative training
/// methods for hidden Markov models", EMNLP 2002). One pass, a fixed number of looks a token.
/// </summary>
internal sealed class Tagger(Weights weights)
{
    private const int Block = 128;
    private const short Never = -12_000;

    private readonly Sums sums = new(weights);

    /// <summary>The label of each token.</summary>
    public void Read(Page page, Sentences sentences, Span<Label> labels)
    {
        var back = ArrayPool<Vector64<byte>>.Shared.Rent(Math.Max(1, page.Count));
        var best = Forward(page, sentences, back);
        for (var token = page.Count - 1; token >= 0; token--)
        {
            labels[token] = (Label)best;
            best = back[token][best];
        }
        ArrayPool<Vector64<byte>>.Shared.Return(back);
    }

    /// <summary>The atoms of some tokens of a page, with <see cref="Features.Reach"/> more on both sides.</summary>
    public static void Fill(Page page, int first, Span<Atom> atoms, bool withMarks)
    {
        for (var at = 0; at < atoms.Length; at++)
        {
            var token = first + at - Features.Reach;
            atoms[at] = (uint)token < (uint)page.Count ? Atom.Of(page, token, withMarks) : Atom.Outside;
        }
    }

    /// <summary>1: another identifier stands in the sentence; 2: it is the first token of the sentence; 4: the sentence is a headline.</summary>
    public static uint Flags(Sentences sentences, int token) =>
        (sentences.HasIdentifier(token) ? 1u : 0) | (sentences.IsFirst(token) ? 2u : 0) | (sentences.IsHeadline(token) ? 4u : 0);

    private int Forward(Page page, Sentences sentences, Vector64<byte>[] back)
    {
        ref var steps = ref MemoryMarshal.GetArrayDataReference(weights.Steps);
        var atoms = ArrayPool<Atom>.Shared.Rent(Block + (2 * Features.Reach));
        var around = ArrayPool<Sums.Neighbour>.Shared.Rent(Block + (2 * Features.Reach));
        Span<uint> features = stackalloc uint[Features.Most];
        // The row behind the labels says what a text begins with.
        var score = Vector128.LoadUnsafe(ref steps, Labels.Count * Labels.Columns);
        for (var token = 0; token < page.Count; token++)
        {
            if (token % Block == 0)
                Fill(page, token, atoms.AsSpan(0, Math.Min(Block, page.Count - token) + (2 * Features.Reach)), around);
            (score, back[token]) = token == 0 ? (score, Vector64<byte>.Zero) : Step(score, ref steps);
            if (!sentences.IsOpen(token) || (page.Marks[token] is var mark and not 0 && Atom.IsHard(mark)))
            {
                score = Vector128.Create(0, Never, Never, Never, Never, Never, Never, Never);
                continue;
            }
            score += sums.Of(atoms.AsSpan(token % Block, Features.Places), around.AsSpan(token % Block, Features.Places), sentences.In(token), Flags(sentences, token), features);
            // Only the distance between labels counts: kept small, the numbers never overflow.
            score -= Vector128.Create(score[0]);
        }
        ArrayPool<Atom>.Shared.Return(atoms);
        ArrayPool<Sums.Neighbour>.Shared.Return(around);
        return Highest(score);
    }

    private void Fill(Page page, int first, Span<Atom> atoms, Sums.Neighbour[] around)
    {
        Fill(page, first, atoms, withMarks: true);
        for (var at = 0; at < atoms.Length; at++)
            around[at] = sums.Of(atoms[at]);
    }

    private static (Vector128<short> Score, Vector64<byte> From) Step(Vector128<short> score, ref short steps)
    {
        var best = Vector128.Create(score[0]) + Vector128.LoadUnsafe(ref steps);
        var from = Vector128<short>.Zero;
        for (var label = 1; label < Labels.Count; label++)
        {
            var reached = Vector128.Create(score[label]) + Vector128.LoadUnsafe(ref steps, (nuint)(label * Labels.Columns));
            var better = Vector128.GreaterThan(reached, best);
            best = Vector128.ConditionalSelect(better, reached, best);
            from = Vector128.ConditionalSelect(better, Vector128.Create((short)label), from);
        }
        return (best, Vector128.Narrow(from.AsUInt16(), from.AsUInt16()).GetLower());
    }

    private static int Highest(Vector128<short> score)
    {
        var best = 0;
        for (var label = 1; label < Labels.Count; label++)
            best = score[label] > score[best] ? label : best;
        return best;
    }
}
