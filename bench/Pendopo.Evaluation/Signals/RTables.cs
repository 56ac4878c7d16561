using System.Globalization;
using Pendopo.Signals;

namespace Pendopo.Evaluation.Signals;

/// <summary>Reads series and the tables R made for them; NA and NaN become NaN.</summary>
internal static class RTables
{
    public static CountSeries Series(string path, Cadence cadence)
    {
        var rows = Rows(path);
        var dated = rows.TrueForAll(r => r["date"].Length > 0);
        return new(
            rows.ConvertAll(r => Number(r["count"])), cadence,
            dated ? rows.ConvertAll(r => DateOnly.Parse(r["date"], CultureInfo.InvariantCulture)) : null);
    }

    public static List<Dictionary<string, string>> Rows(string path)
    {
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',').Zip(names).ToDictionary(p => p.Second, p => p.First, StringComparer.Ordinal))];
    }

    public static double Number(string text) => text switch
    {
        "" or "NA" or "NaN" => double.NaN,
        "Inf" => double.PositiveInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    public static bool? Flag(string text) => text switch { "1" or "TRUE" => true, "0" or "FALSE" => false, _ => null };

    /// <summary>Equal to 1e-9 relative (absolute below 1), or both missing.</summary>
    public static bool Same(double ours, double theirs) =>
        double.IsNaN(theirs) ? double.IsNaN(ours) : ours == theirs || Math.Abs(ours - theirs) <= 1e-9 * Math.Max(Math.Abs(theirs), 1e-3);
}
