using System.CommandLine;

namespace Pendopo.Evaluation.Signals;

/// <summary>The figures of Pendopo.Signals.</summary>
internal static class SignalsEvaluation
{
    public static Command Create() => new("signals", "Measures the detectors and the forecasts");
}
