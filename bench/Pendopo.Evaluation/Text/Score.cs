namespace Pendopo.Evaluation.Text;

/// <summary>Counts of a yes-or-no question.</summary>
internal sealed record Score(int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
{
    public double Recall => TruePositives / (double)Math.Max(1, TruePositives + FalseNegatives);

    public double Precision => TruePositives / (double)Math.Max(1, TruePositives + FalsePositives);

    public double FalseAlarms => FalsePositives / (double)Math.Max(1, FalsePositives + TrueNegatives);

    public double F1 => 2.0 * TruePositives / Math.Max(1, (2 * TruePositives) + FalsePositives + FalseNegatives);

    public string Counts => $"{TruePositives} of {TruePositives + FalseNegatives} found, {FalsePositives} of {FalsePositives + TrueNegatives} false";

    public static Score Of<T>(IEnumerable<T> rows, Func<T, bool> truth, Func<T, bool> said)
    {
        var counts = new int[4];
        foreach (var row in rows)
        {
            counts[(truth(row) ? 0 : 2) + (said(row) ? 0 : 1)]++;
        }

        return new Score(counts[0], counts[2], counts[1], counts[3]);
    }

    /// <summary>Mean F1 over the classes.</summary>
    public static double MacroF1<T, TClass>(IReadOnlyList<T> rows, Func<T, TClass> truth, Func<T, TClass> said)
        where TClass : notnull =>
        rows.Select(truth).Distinct().Average(label => Of(rows, row => truth(row).Equals(label), row => said(row).Equals(label)).F1);
}
