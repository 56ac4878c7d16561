using Pendopo.Text.Models;

namespace Pendopo.Training;

/// <summary>SmSA rows (text TAB label), read where they stand; they are never copied into the repository.</summary>
internal static class SentimentRows
{
    public static IEnumerable<(string Text, int Label)> Read(string file) => File.ReadLines(file)
        .Select(line => line.Split('\t'))
        .Select(parts => (parts[0], Array.IndexOf(Labels.Sentiment, parts[1])));

    /// <summary>Samples with weights that make the three classes count the same.</summary>
    public static List<Sample> Samples(MessageReader reader, IReadOnlyList<(string Text, int Label)> rows, double balance)
    {
        var counts = new double[3];
        foreach (var (_, label) in rows)
        {
            counts[label]++;
        }

        return [.. rows.Select(row => Sample.Read(reader, row.Text, Targets(row.Label), (float)Math.Pow(rows.Count / (3 * counts[row.Label]), balance)))];
    }

    public static sbyte[] Targets(int label) => [(sbyte)(label == 0 ? 1 : 0), (sbyte)(label == 1 ? 1 : 0), (sbyte)(label == 2 ? 1 : 0)];
}
