using Pendopo.Signals;
using Pendopo.Signals.CumulativeSums;
using Pendopo.Signals.Ears;
using Pendopo.Signals.Farrington;
using static Pendopo.Evaluation.Signals.RTables;

namespace Pendopo.Evaluation.Signals;

/// <summary>Runs the R-compatible modes for every configuration of a table and notes each difference; returns the rows compared.</summary>
internal static class RComparison
{
    public static int Ears(CountSeries series, string table, string name, List<string> differences)
    {
        var rows = File.Exists(table) ? Rows(table) : [];
        foreach (var group in rows.GroupBy(r => (Rule: r["method"], Sigma: r["minSigma"])))
        {
            var settings = new EarsSettings { Rule = Enum.Parse<EarsRule>(group.Key.Rule), MinimumSigma = Number(group.Key.Sigma), RCompatible = true };
            var points = EarsDetector.Detect(series, settings);
            foreach (var row in group)
            {
                var point = points[(int)Number(row["t"]) - 1];
                if (!Same(point.Upper, Number(row["upper"])) || point.Alarm != Flag(row["alarm"]))
                    differences.Add($"{name} {group.Key} t={row["t"]}: {point.Upper} {point.Alarm}, R {row["upper"]} {row["alarm"]}");
            }
        }
        return rows.Count;
    }

    public static int Farrington(CountSeries series, string table, string name, List<string> differences)
    {
        var rows = File.Exists(table) ? Rows(table) : [];
        foreach (var group in rows.GroupBy(r => (Config: r["config"], By: r["refpoints"], B: r["b"], W: r["w"])))
        {
            var settings = FarringtonConfigurations.Of(group.Key.Config, series.Cadence) with
            {
                Years = (int)Number(group.Key.B), HalfWidth = (int)Number(group.Key.W), RCompatible = true,
                Reference = group.Key.By == "dates" ? FarringtonReference.Dates : FarringtonReference.Index,
            };
            var points = FarringtonDetector.Detect(series, settings);
            foreach (var row in group)
            {
                var upper = Number(row["upper"]);
                // A season without any case gives muan bounds of 1e9 and more, where the last digits are noise in both programs.
                if (group.Key.Config == "muan" && upper >= 1e9)
                    continue;
                Compare(points[(int)Number(row["t"]) - 1], row, $"{name} {group.Key}", differences);
            }
        }
        return rows.Count;
    }

    public static int Cusum(CountSeries series, string table, string name, List<string> differences)
    {
        var rows = File.Exists(table) ? Rows(table) : [];
        foreach (var group in rows.GroupBy(r => r["trans"]))
        {
            var settings = new CusumSettings { Transformation = Enum.Parse<CusumTransformation>(group.Key, ignoreCase: true), Reset = false };
            var points = CusumDetector.Detect(series, settings).ToDictionary(p => p.T);
            foreach (var row in group)
            {
                var point = points[(int)Number(row["t"])];
                if (!Same(point.Upper, Number(row["upper"])) || !Same(point.Score, Number(row["cusum"])) || !Same(point.Expected, Number(row["m"])) || point.Alarm != Flag(row["alarm"]))
                    differences.Add($"{name} {group.Key} t={row["t"]}: {point.Upper} {point.Score} {point.Alarm}, R {row["upper"]} {row["cusum"]} {row["alarm"]}");
            }
        }
        return rows.Count;
    }

    private static void Compare(DetectionPoint point, Dictionary<string, string> row, string name, List<string> differences)
    {
        var upper = Number(row["upper"]);
        var same = Same(point.Upper, upper) && Same(point.Expected, Number(row["expected"])) && point.Alarm == Flag(row["alarm"])
            && Same(point.Phi, Number(row["phi"])) && Same(point.TrendCoefficient, Number(row["trend_coef"])) && Same(point.PValue, Number(row["pvalue"]));
        if (!same)
            differences.Add($"{name} t={row["t"]}: {point.Upper:R} {point.Expected:R} {point.Phi:R} {point.TrendCoefficient:R} {point.PValue:R} {point.Alarm}, R {row["upper"]} {row["expected"]} {row["phi"]} {row["trend_coef"]} {row["pvalue"]} {row["alarm"]}");
    }
}
