using System.Text.Json;
using Pendopo.Signals;
using Pendopo.Signals.CumulativeSums;
using Pendopo.Signals.Ears;
using Pendopo.Signals.Farrington;
using Pendopo.Signals.Recommended;

namespace Pendopo.Commands.Scanning;

/// <summary>The methods of `signals scan` and how a settings file becomes their settings.</summary>
internal static class ScanMethods
{
    public static string[] Names { get; } = ["ears-c1", "ears-c2", "ears-c3", "farrington-flexible", "cusum", "recommended"];

    /// <summary>True when the method's lines end with phi, trend and pvalue.</summary>
    public static bool HasModel(string method) => method == "farrington-flexible";

    /// <exception cref="ArgumentException">A setting is out of bounds.</exception>
    /// <exception cref="FormatException">A setting has no known value.</exception>
    public static IReadOnlyList<DetectionPoint> Detect(CountSeries series, string method, ScanParameters given, bool compatible)
    {
        var range = Range(series, given, method == "cusum" ? CusumDetector.DefaultStart(series) : 1);
        return method switch
        {
            "ears-c1" => EarsDetector.Detect(series, Ears(given, EarsRule.C1, compatible), range),
            "ears-c2" => EarsDetector.Detect(series, Ears(given, EarsRule.C2, compatible), range),
            "ears-c3" => EarsDetector.Detect(series, Ears(given, EarsRule.C3, compatible), range),
            "farrington-flexible" => FarringtonDetector.Detect(series, Farrington(given, compatible), range),
            "cusum" => CusumDetector.Detect(series, Cusum(given, compatible), range),
            _ => RecommendedDetector.Detect(series, Recommended(given), range),
        };
    }

    private static MonitoredRange Range(CountSeries series, ScanParameters given, int from)
    {
        var range = new MonitoredRange(given.From ?? from, given.To ?? series.Length);
        return range.From >= 1 && range.To <= series.Length
            ? range : throw new ArgumentException($"from and to must lie within 1 and {series.Length}.", nameof(given));
    }

    private static EarsSettings Ears(ScanParameters given, EarsRule rule, bool compatible) => new()
    {
        Rule = rule, Baseline = given.Baseline ?? 7, MinimumSigma = given.MinSigma ?? 0, Alpha = given.Alpha, RCompatible = compatible,
    };

    private static FarringtonSettings Farrington(ScanParameters given, bool compatible)
    {
        if (given.Limit54 is { Length: not 2 })
            throw new FormatException("limit54 is a pair: cases and points.");
        var usual = new FarringtonSettings();
        return new()
        {
            Years = given.B ?? usual.Years, HalfWidth = given.W ?? usual.HalfWidth, Levels = given.NoPeriods ?? usual.Levels,
            Reweight = given.Reweight ?? usual.Reweight, WeightsThreshold = given.WeightsThreshold ?? usual.WeightsThreshold,
            Trend = given.Trend ?? usual.Trend, TrendThreshold = given.PThresholdTrend ?? usual.TrendThreshold,
            PastExcluded = given.PastWeeksNotIncluded, Threshold = Threshold(given.ThresholdMethod), Power = Power(given.Powertrans),
            Alpha = given.Alpha ?? usual.Alpha, RecentCases = given.Limit54?[0] ?? usual.RecentCases,
            RecentPoints = (int)(given.Limit54?[1] ?? usual.RecentPoints), PopulationOffset = given.PopulationOffset ?? false,
            Reference = Reference(given.ReferenceBy), RCompatible = compatible,
        };
    }

    private static FarringtonThreshold Threshold(string? name) => name switch
    {
        null or "delta" => FarringtonThreshold.Delta,
        "nbPlugin" => FarringtonThreshold.NegativeBinomialPlugin,
        "muan" => FarringtonThreshold.MeanUpperLimit,
        _ => throw Unknown("thresholdMethod", name, "delta, nbPlugin or muan"),
    };

    private static FarringtonPower Power(string? name) => name switch
    {
        null or "2/3" => FarringtonPower.TwoThirds,
        "1/2" => FarringtonPower.Half,
        "none" => FarringtonPower.None,
        _ => throw Unknown("powertrans", name, "2/3, 1/2 or none"),
    };

    private static FarringtonReference Reference(string? name) => name switch
    {
        null or "index" => FarringtonReference.Index,
        "dates" => FarringtonReference.Dates,
        _ => throw Unknown("referenceBy", name, "index or dates"),
    };

    private static CusumSettings Cusum(ScanParameters given, bool compatible)
    {
        var usual = new CusumSettings();
        return new()
        {
            Reference = given.K ?? usual.Reference, Limit = given.H ?? usual.Limit, Reset = given.Reset ?? !compatible,
            Mean = given.M is { ValueKind: JsonValueKind.Number } mean ? mean.GetDouble() : null,
            MeanFrom = given.M switch
            {
                null or { ValueKind: JsonValueKind.Number or JsonValueKind.Null } => CusumMean.History,
                { ValueKind: JsonValueKind.String } text when text.GetString() == "glm" => CusumMean.Seasonal,
                { } other => throw Unknown("m", other.ToString(), "a number, null or \"glm\""),
            },
            Transformation = given.Trans switch
            {
                null or "standard" => CusumTransformation.Standard,
                "rossi" => CusumTransformation.Rossi,
                "anscombe" => CusumTransformation.Anscombe,
                _ => throw Unknown("trans", given.Trans, "standard, rossi or anscombe"),
            },
        };
    }

    private static RecommendedSettings Recommended(ScanParameters given)
    {
        var usual = new RecommendedSettings();
        return new()
        {
            FalseAlarmRate = given.Alpha ?? usual.FalseAlarmRate, HistoryYears = given.B ?? usual.HistoryYears, RecentExcluded = given.PastWeeksNotIncluded,
        };
    }

    private static FormatException Unknown(string setting, string value, string known) => new($"{setting} is {value}; known: {known}.");
}
