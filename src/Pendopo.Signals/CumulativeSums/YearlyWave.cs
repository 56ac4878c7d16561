using Pendopo.Signals.Numbers;

namespace Pendopo.Signals.CumulativeSums;

/// <summary>The seasonal in-control mean of <see cref="CusumMean.Seasonal"/>: Poisson regression on one yearly sine and cosine.</summary>
internal static class YearlyWave
{
    /// <summary>Fits the first <paramref name="length"/> counts; the mean is NaN where the fit does not settle.</summary>
    public static Func<int, double> Fit(CountSeries series, int length)
    {
        var regression = new PoissonRegression(length, 3);
        var counts = new double[length];
        var n = 0;
        for (var t = 1; t <= length; t++)
        {
            if (double.IsNaN(series.At(t)))
                continue;
            counts[n] = series.At(t);
            (regression.Column(0)[n], regression.Column(1)[n], regression.Column(2)[n]) = (1, Math.Cos(Angle(series, t)), Math.Sin(Angle(series, t)));
            n++;
        }
        var prior = new double[n];
        prior.AsSpan().Fill(1);
        if (!regression.Fit(counts.AsSpan(0, n), prior, 3))
            return _ => double.NaN;
        var b = regression.Coefficients;
        return t => Math.Exp(b[0] + b[1] * Math.Cos(Angle(series, t)) + b[2] * Math.Sin(Angle(series, t)));
    }

    private static double Angle(CountSeries series, int t) => 2 * Math.PI / series.Frequency * t;
}
