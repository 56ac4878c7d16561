using Pendopo.Text.Models;

namespace Pendopo.Training;

/// <summary>How a model is trained.</summary>
/// <param name="Bits">Buckets as a power of two.</param>
/// <param name="Outputs">Columns.</param>
/// <param name="Softmax">How many of the first columns are one choice; the others are answered yes or no, each for itself.</param>
/// <param name="Groups">Total weight of words, letters and concepts.</param>
internal sealed record Recipe(int Bits, int Outputs, int Softmax, float[] Groups, int Epochs, float Rate, float Decay, float WordDropout, float LetterDropout, int Seeds);

/// <summary>
/// Logistic regression over hashed features with AdaGrad (Duchi, Hazan, Singer 2011); weights of all epochs after the first and of all seeds
/// are averaged. Groups of features are dropped at random while training, so that no single one is leant on.
/// </summary>
internal sealed class Trainer(Recipe recipe, IReadOnlyList<Sample> samples)
{
    private readonly int stride = HashedModel.Stride(recipe.Outputs);
    private readonly uint mask = (1u << recipe.Bits) - 1;
    private readonly byte[] rarity = Rarities(samples, recipe.Bits);

    /// <summary>Trains and writes the model.</summary>
    public void Run(BinaryWriter writer)
    {
        var sum = new float[stride << recipe.Bits];
        var biasSum = new float[stride];
        for (var seed = 0; seed < recipe.Seeds; seed++)
        {
            var (weights, biases) = Fit(seed);
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += weights[i] / recipe.Seeds;
            }

            for (var i = 0; i < stride; i++)
            {
                biasSum[i] += biases[i] / recipe.Seeds;
            }
        }

        var (small, scales) = Quantise(sum);
        HashedModel.Write(writer, recipe.Bits, recipe.Outputs, recipe.Groups, scales, biasSum, rarity, small);
    }

    private (float[] Weights, float[] Biases) Fit(int seed)
    {
        var weights = new float[stride << recipe.Bits];
        var squares = new float[stride << recipe.Bits];
        var biases = new float[stride];
        var biasSquares = new float[stride];
        var random = new Random(7919 + seed);
        var order = Enumerable.Range(0, samples.Count).ToArray();
        var values = new float[4096];
        var scores = new float[stride];
        for (var epoch = 0; epoch < recipe.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var index in order)
            {
                var sample = samples[index];
                if (sample.Hashes.Length > values.Length)
                {
                    values = new float[sample.Hashes.Length * 2];
                }

                Values(sample, values, random);
                Predict(sample, values, weights, biases, scores);
                Step(sample, values, scores, weights, squares);
                for (var k = 0; k < recipe.Outputs; k++)
                {
                    biasSquares[k] += scores[k] * scores[k];
                    biases[k] -= recipe.Rate * 0.3f * scores[k] / (MathF.Sqrt(biasSquares[k]) + 1e-4f);
                }
            }
        }

        return (weights, biases);
    }

    private void Values(Sample sample, float[] values, Random random)
    {
        Group(sample, 0, sample.WordsEnd, recipe.Groups[0], recipe.WordDropout, values, random);
        Group(sample, sample.WordsEnd, sample.LettersEnd, recipe.Groups[1], recipe.LetterDropout, values, random);
        Group(sample, sample.LettersEnd, sample.Hashes.Length, recipe.Groups[2], recipe.WordDropout * 0.5f, values, random);
    }

    private void Group(Sample sample, int from, int to, float weight, float dropout, float[] values, Random random)
    {
        var sum = 0f;
        var whole = dropout > 0 && random.NextSingle() < dropout * 0.3f;
        for (var i = from; i < to; i++)
        {
            var value = (float)rarity[sample.Hashes[i] & mask];
            sum += value * value;
            values[i] = whole || (dropout > 0 && random.NextSingle() < dropout) ? 0 : value;
        }

        var norm = sum == 0 ? 0 : weight / MathF.Sqrt(sum);
        for (var i = from; i < to; i++)
        {
            values[i] *= norm;
        }
    }

    // Leaves the gradient of each output in scores.
    private void Predict(Sample sample, float[] values, float[] weights, float[] biases, float[] scores)
    {
        biases.CopyTo(scores, 0);
        for (var i = 0; i < sample.Hashes.Length; i++)
        {
            if (values[i] == 0)
            {
                continue;
            }

            var row = (int)(sample.Hashes[i] & mask) * stride;
            for (var k = 0; k < recipe.Outputs; k++)
            {
                scores[k] += weights[row + k] * values[i];
            }
        }

        var targets = sample.Targets;
        Choice.Softmax(scores.AsSpan(0, recipe.Softmax));
        for (var k = 0; k < recipe.Outputs; k++)
        {
            var probability = k < recipe.Softmax ? scores[k] : 1 / (1 + MathF.Exp(-scores[k]));
            scores[k] = targets[k] < 0 ? 0 : (probability - targets[k]) * sample.Weight;
        }
    }

    private void Step(Sample sample, float[] values, float[] gradients, float[] weights, float[] squares)
    {
        for (var i = 0; i < sample.Hashes.Length; i++)
        {
            var value = values[i];
            if (value == 0)
            {
                continue;
            }

            var row = (int)(sample.Hashes[i] & mask) * stride;
            for (var k = 0; k < recipe.Outputs; k++)
            {
                if (gradients[k] is > -1e-4f and < 1e-4f)
                {
                    continue;
                }

                var gradient = (gradients[k] * value) + (recipe.Decay * weights[row + k]);
                squares[row + k] += gradient * gradient;
                weights[row + k] -= recipe.Rate * gradient / (MathF.Sqrt(squares[row + k]) + 1e-4f);
            }
        }
    }

    private (sbyte[] Small, float[] Scales) Quantise(float[] weights)
    {
        var scales = new float[stride];
        var small = new sbyte[weights.Length];
        for (var k = 0; k < recipe.Outputs; k++)
        {
            var largest = 1e-6f;
            for (var i = k; i < weights.Length; i += stride)
            {
                largest = Math.Max(largest, Math.Abs(weights[i]));
            }

            scales[k] = largest / 127;
            for (var i = k; i < weights.Length; i += stride)
            {
                small[i] = (sbyte)MathF.Round(weights[i] / scales[k]);
            }
        }

        return (small, scales);
    }

    // ln(N / df), scaled to a byte; a feature never seen has weight 0 and its rarity keeps the length honest.
    private static byte[] Rarities(IReadOnlyList<Sample> samples, int bits)
    {
        var seen = new int[1 << bits];
        var last = new int[1 << bits];
        for (var i = 0; i < samples.Count; i++)
        {
            foreach (var hash in samples[i].Hashes)
            {
                var bucket = hash & ((1u << bits) - 1);
                if (last[bucket] != i + 1)
                {
                    last[bucket] = i + 1;
                    seen[bucket]++;
                }
            }
        }

        return [.. seen.Select(count => (byte)Math.Clamp(18 * (1 + Math.Log((1.0 + samples.Count) / (1 + count))), 1, 255))];
    }
}
