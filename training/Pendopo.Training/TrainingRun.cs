using System.IO.Compression;
using Pendopo.Text.Models;

namespace Pendopo.Training;

/// <summary>The whole training: rows, triage model, sentiment model, calibration, one deflated file.</summary>
internal sealed class TrainingRun(string rowsFolder, string sentimentFile, TextWriter log)
{
    private const int Folds = 6;

    private static readonly Recipe Triage = new(16, Labels.Outputs, 4, [1f, 0.8f, 1.3f], 6, 0.12f, 0, 0.15f, 0.15f, 2);
    private static readonly Recipe Feeling = new(18, 3, 3, [1f, 1f, 1f], 8, 0.1f, 0, 0.1f, 0.1f, 3);

    private readonly MessageReader reader = new();

    public void Write(string file)
    {
        var rows = TrainingRows.Read(rowsFolder, new Random(42));
        var reviews = SentimentRows.Read(sentimentFile).ToList();
        log.WriteLine($"{rows.Count} rows grown from {rows.Max(row => row.Pattern) + 1} patterns, {reviews.Count} reviews");
        var triage = rows.Select(row => Sample.Read(reader, row.Text, row.Targets, Weight(row))).Concat(Reviews(reviews)).ToList();
        var feelings = Feelings(rows, reviews);

        using var plain = new MemoryStream();
        using var writer = new BinaryWriter(plain);
        var triageModel = Train(Triage, triage, writer);
        var feelingModel = Train(Feeling, feelings, writer);
        log.WriteLine($"fit on its own rows: triage {triageModel.Outputs} outputs, sentiment {feelingModel.Outputs} outputs");
        Calibrate(writer, rows, triage, feelings);
        using var output = File.Create(file);
        using var deflate = new DeflateStream(output, CompressionLevel.SmallestSize);
        deflate.Write(plain.ToArray());
        deflate.Flush();
        log.WriteLine($"{plain.Length / 1024.0 / 1024.0:F1} MB of weights, {output.Length / 1024.0 / 1024.0:F1} MB as stored");
    }

    // A crisis missed costs more than a false alarm.
    private static float Weight(TrainingRow row) => row.Targets[Labels.Crisis] == 1 ? 1.6f : row.Targets[3] == 1 || row.Targets[2] == 1 ? 1.2f : 1;

    // Reviews of restaurants and politics are real language that is no emergency; their topics are not known.
    private IEnumerable<Sample> Reviews(List<(string Text, int Label)> reviews)
    {
        var targets = Enumerable.Repeat((sbyte)-1, Labels.Outputs).ToArray();
        targets[Labels.Crisis] = 0;
        targets[Labels.Adverse] = 0;
        foreach (var (text, _) in reviews.Where((_, i) => i % 3 == 0))
        {
            yield return Sample.Read(reader, text.Length > 160 ? text[..160] : text, targets, 0.5f);
        }
    }

    private List<Sample> Feelings(List<TrainingRow> rows, List<(string Text, int Label)> reviews)
    {
        var samples = SentimentRows.Samples(reader, reviews, 1);
        samples.AddRange(rows.Where((_, i) => i % 4 == 0).Select(row => Sample.Read(reader, row.Text, SentimentRows.Targets(row.Sentiment), 0.4f)));
        return samples;
    }

    private static HashedModel Train(Recipe recipe, List<Sample> samples, BinaryWriter writer)
    {
        var start = writer.BaseStream.Position;
        new Trainer(recipe, samples).Run(writer);
        writer.Flush();
        var end = writer.BaseStream.Position;
        writer.BaseStream.Position = start;
        var model = HashedModel.Read(new BinaryReader(writer.BaseStream));
        writer.BaseStream.Position = end;
        return model;
    }

    // Trains once more without one sixth of the patterns (and of the reviews) and fits slopes on the part left out.
    private void Calibrate(BinaryWriter writer, List<TrainingRow> rows, List<Sample> triage, List<Sample> feelings)
    {
        var heldOut = new HashSet<int>(rows.Select(row => row.Pattern).Distinct().Where(pattern => pattern % Folds == 2));
        var kept = triage.Where((_, i) => i >= rows.Count || !heldOut.Contains(rows[i].Pattern)).ToList();
        var model = Train(Triage with { Seeds = 1 }, kept, new BinaryWriter(new MemoryStream()));
        var scored = rows.Where(row => heldOut.Contains(row.Pattern)).Select(row => (Scores: Score(model, row.Text), row.Targets)).ToList();
        var temperature = Calibration.Temperature([.. scored.Select(row => (row.Scores, Array.IndexOf(row.Targets, (sbyte)1, 0, 4)))], 4);
        var pairs = Enumerable.Repeat((temperature, 0f), 4).ToList();
        for (var output = 4; output < Labels.Outputs; output++)
        {
            pairs.Add(Calibration.Platt([.. scored.Select(row => (row.Scores[output], row.Targets[output] == 1))]));
        }

        log.WriteLine($"patterns left out: urgency right {scored.Average(row => Array.IndexOf(row.Targets, (sbyte)1, 0, 4) == Best(row.Scores) ? 1.0 : 0):F3}, crisis AUC {Auc(scored, Labels.Crisis):F3}, temperature {temperature:F2}");
        pairs.AddRange(Enumerable.Repeat((FeelingTemperature(feelings), 0f), 3));
        foreach (var (slope, shift) in pairs)
        {
            writer.Write(slope);
            writer.Write(shift);
        }

        writer.Flush();
    }

    private static float FeelingTemperature(List<Sample> feelings)
    {
        var model = Train(Feeling with { Seeds = 1 }, [.. feelings.Where((_, i) => i % 8 != 3)], new BinaryWriter(new MemoryStream()));
        return Calibration.Temperature([.. feelings.Where((_, i) => i % 8 == 3).Select(sample => (SampleScore.Of(model, sample), Array.IndexOf(sample.Targets, (sbyte)1)))], 3);
    }

    private static int Best(float[] scores) => Array.IndexOf(scores, scores.Take(4).Max(), 0, 4);

    private static double Auc(List<(float[] Scores, sbyte[] Targets)> rows, int output)
    {
        var yes = rows.Where(row => row.Targets[output] == 1).Select(row => row.Scores[output]).ToList();
        var no = rows.Where(row => row.Targets[output] == 0).Select(row => row.Scores[output]).ToList();
        return yes.Count == 0 ? double.NaN : yes.Average(a => no.Average(b => a > b ? 1.0 : a == b ? 0.5 : 0));
    }

    private float[] Score(HashedModel model, string text)
    {
        reader.Read(text);
        var scores = new float[HashedModel.Stride(model.Outputs)];
        model.Score(reader.Features, scores);
        return scores;
    }
}
