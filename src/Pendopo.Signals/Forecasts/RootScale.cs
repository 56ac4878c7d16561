using Pendopo.Signals.Numbers;

namespace Pendopo.Signals.Forecasts;

/// <summary>
/// Forecasts on the square-root scale, where the variance of counts is nearly constant, brought back to counts. For X normal with mean m
/// and variance v, the mean of X squared is m^2 + v.
/// </summary>
internal static class RootScale
{
    public static ForecastPoint Point(int step, double mean, double variance, double coverage)
    {
        var half = Normal.UpperQuantile((1 - coverage) / 2) * Math.Sqrt(variance);
        return new(step, Math.Max(0, mean) * Math.Max(0, mean) + variance, Square(mean - half), Square(mean + half));
    }

    private static double Square(double root) => root <= 0 ? 0 : root * root;
}
