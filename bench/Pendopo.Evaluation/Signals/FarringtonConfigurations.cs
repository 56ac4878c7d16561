using Pendopo.Signals;
using Pendopo.Signals.Farrington;

namespace Pendopo.Evaluation.Signals;

/// <summary>The named configurations of the reference tables.</summary>
internal static class FarringtonConfigurations
{
    public static FarringtonSettings Of(string name, Cadence cadence)
    {
        var noufaily = FarringtonSettings.Noufaily with
        {
            Alpha = 0.05, Levels = cadence == Cadence.Monthly ? 4 : 10, PastExcluded = cadence == Cadence.Monthly ? 6 : 26,
        };
        return name switch
        {
            "default" => new(),
            "noufaily" => noufaily,
            "noufaily_a005" => noufaily with { Alpha = 0.005 },
            "muan" => noufaily with { Threshold = FarringtonThreshold.MeanUpperLimit },
            "delta_half" => new() { Power = FarringtonPower.Half },
            "delta_none_noreweight_notrend" => new() { Power = FarringtonPower.None, Reweight = false, Trend = false },
            _ => throw new ArgumentException($"Unknown configuration {name}.", nameof(name)),
        };
    }
}
