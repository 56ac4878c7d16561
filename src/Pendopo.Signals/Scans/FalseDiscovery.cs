namespace Pendopo.Signals.Scans;

/// <summary>Control of the share of false alarms among all alarms when many series are judged at once.</summary>
/// <remarks>Source: Benjamini and Hochberg, JRSS B 57 (1995) 289-300.</remarks>
public static class FalseDiscovery
{
    /// <summary>
    /// Adjusted p values (q values) in the order given: an alarm at q &lt;= 0.1 belongs to a set of which at most about one in ten is false.
    /// NaN stays NaN and does not count as a test. Empty in, empty out.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside 0..1.</exception>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var order = new List<int>(pValues.Length);
        var adjusted = new double[pValues.Length];
        for (var i = 0; i < pValues.Length; i++)
        {
            adjusted[i] = double.NaN;
            if (double.IsNaN(pValues[i]))
                continue;
            if (pValues[i] is < 0 or > 1)
                throw new ArgumentOutOfRangeException(nameof(pValues), pValues[i], "A p value lies between 0 and 1.");
            order.Add(i);
        }
        var keys = new double[order.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = pValues[order[i]];
        var ranked = order.ToArray();
        Array.Sort(keys, ranked);
        var smallest = 1.0;
        for (var rank = ranked.Length; rank >= 1; rank--)
        {
            smallest = Math.Min(smallest, keys[rank - 1] * ranked.Length / rank);
            adjusted[ranked[rank - 1]] = smallest;
        }
        return adjusted;
    }
}
