using Pendopo.Privacy.Tagging;

namespace Pendopo.Training.Privacy;

/// <summary>
/// Averaged structured perceptron (Collins 2002) with a margin: while learning, every wrong label is worth a little more than it is, so that
/// the right one must win clearly. Averages are kept with one extra sum (Daumé, 2006).
/// </summary>
internal sealed class Perceptron
{
    private const float Margin = 1.0f;

    private const float MissedMargin = 1.0f;
    private const double Blindfolded = 0.5;
    private const double BlindfoldedWhenKnown = 0.7;
    private const double Dropout = 0.12;
    private const float Largest = 600;

    // What one order of the texts teaches by chance another does not, so the mean of several misses less that is new.
    private const int Rounds = 5;
    private const int Seed = 20_251;

    private readonly FeatureTable table;
    private readonly float[] weights;
    private readonly float[] sums;
    private readonly float[] average;
    private Random random = new();
    private float steps = 1;

    public Perceptron(IReadOnlyList<Lesson> lessons)
    {
        table = new FeatureTable(lessons);
        weights = new float[(table.Count + Labels.Columns) * Labels.Columns];
        sums = new float[weights.Length];
        average = new float[weights.Length];
    }

    /// <summary>Learns and writes what was learned.</summary>
    public void Learn(IReadOnlyList<Lesson> lessons, int epochs, Stream file, TextWriter log)
    {
        var tables = lessons.Select(lesson => (Rows: table.Of(lesson.Rows), Blind: table.Of(lesson.Blind))).ToArray();
        var order = Enumerable.Range(0, lessons.Count).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            (random, steps) = (new Random(Seed + round), 1);
            Array.Clear(weights);
            Array.Clear(sums);
            for (var epoch = 0; epoch < epochs; epoch++)
            {
                random.Shuffle(order);
                var wrong = 0;
                foreach (var index in order)
                    wrong += Take(lessons[index], random.NextDouble() < (lessons[index].IsKnown ? BlindfoldedWhenKnown : Blindfolded) ? tables[index].Blind : tables[index].Rows) ? 1 : 0;
                log.WriteLine($"round {round + 1}, epoch {epoch + 1}: {wrong} of {lessons.Count} texts not yet right with margin");
            }
            for (var at = 0; at < average.Length; at++)
                average[at] += weights[at] - (sums[at] / steps);
        }
        Write(file, log);
    }

    private bool Take(Lesson lesson, int[][] all)
    {
        var rows = Array.ConvertAll(all, list => Array.FindAll(list, _ => random.NextDouble() >= Dropout));
        var guess = Viterbi(rows, lesson);
        steps++;
        if (guess.AsSpan().SequenceEqual(lesson.Labels))
            return false;
        for (var token = 0; token < rows.Length; token++)
        {
            var (right, wrong) = ((int)lesson.Labels[token], (int)guess[token]);
            if (right != wrong)
            {
                foreach (var row in rows[token])
                {
                    Change((row * Labels.Columns) + right, 1);
                    Change((row * Labels.Columns) + wrong, -1);
                }
            }
            Change(Follows(token == 0 ? Labels.Count : (int)lesson.Labels[token - 1], right), 1);
            Change(Follows(token == 0 ? Labels.Count : (int)guess[token - 1], wrong), -1);
        }
        return true;
    }

    private int Follows(int before, int label) => ((table.Count + before) * Labels.Columns) + label;

    private void Change(int at, float by)
    {
        weights[at] += by;
        sums[at] += by * steps;
    }

    private Label[] Viterbi(int[][] rows, Lesson lesson)
    {
        var back = new int[rows.Length, Labels.Count];
        var score = new float[Labels.Count];
        var next = new float[Labels.Count];
        for (var token = 0; token < rows.Length; token++)
        {
            for (var label = 0; label < Labels.Count; label++)
            {
                var (best, from) = (float.NegativeInfinity, 0);
                for (var before = 0; before < Labels.Count; before++)
                {
                    var reached = (token == 0 ? 0 : score[before]) + weights[Follows(token == 0 ? Labels.Count : before, label)];
                    if (reached > best)
                        (best, from) = (reached, before);
                }
                back[token, label] = from;
                next[label] = best + Emission(rows[token], label) + Cost(lesson.Labels[token], (Label)label) - (lesson.Fixed[token] && label != 0 ? 1e6f : 0);
            }
            (score, next) = (next, score);
        }
        return Trace(score, back, rows.Length);
    }

    private static Label[] Trace(float[] score, int[,] back, int length)
    {
        var labels = new Label[length];
        var best = Array.IndexOf(score, score.Max());
        for (var token = length - 1; token >= 0; token--)
        {
            labels[token] = (Label)best;
            best = back[token, best];
        }
        return labels;
    }

    private static float Cost(Label right, Label label) => right == label ? 0 : right != Label.None && label == Label.None ? MissedMargin * 8 : Margin * 8;

    private float Emission(int[] rows, int label)
    {
        var sum = 0f;
        foreach (var row in rows)
            sum += weights[(row * Labels.Columns) + label];
        return sum;
    }

    private void Write(Stream file, TextWriter log)
    {
        // Fine enough for the many small ones, and a token's whole sum stays within 16 bits.
        var scale = Largest / average.Max(Math.Abs);
        var small = Array.ConvertAll(average, weight => (short)MathF.Round(weight * scale));
        var kept = table.All.Select(pair => (pair.Feature, Numbers: small[(pair.Number * Labels.Columns)..((pair.Number + 1) * Labels.Columns)]))
            .Where(pair => pair.Numbers.Any(number => number != 0))
            .OrderBy(pair => pair.Feature).ToList();
        Weights.Write(file, small.AsSpan(table.Count * Labels.Columns), kept);
        log.WriteLine($"{table.Count} features, {kept.Count} kept");
    }
}
