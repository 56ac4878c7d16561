using MathNet.Numerics;

namespace Pendopo.Signals.Numbers;

/// <summary>
/// The two terms of the saddle-point form of the binomial and Poisson probabilities, which keeps every digit where differences of
/// log-gamma values lose them. Source: C. Loader, Fast and accurate computation of binomial probabilities (2000).
/// </summary>
internal static class Saddle
{
    private const double HalfLogTwoPi = 0.918938533204672741780329736406;

    /// <summary>Error of Stirling's formula: ln(n!) - (n + 1/2) ln n + n - ln(sqrt(2 pi)), for n &gt; 0.</summary>
    public static double StirlingError(double n)
    {
        if (n <= 15)
            return SpecialFunctions.GammaLn(n + 1) - (n + 0.5) * Math.Log(n) + n - HalfLogTwoPi;
        var square = n * n;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square) / n;
    }

    /// <summary>Deviance x ln(x/m) + m - x, by its series where x is near m.</summary>
    public static double Deviance(double x, double m)
    {
        if (Math.Abs(x - m) >= 0.1 * (x + m))
            return x * Math.Log(x / m) + m - x;
        var v = (x - m) / (x + m);
        var sum = (x - m) * v;
        var term = 2 * x * v;
        for (var j = 1; j < 1000; j++)
        {
            term *= v * v;
            var next = sum + term / (2 * j + 1);
            if (next == sum)
                return next;
            sum = next;
        }
        return sum;
    }

    /// <summary>x^a (1-x)^b / (a B(a, b)) for a, b &gt; 0 and 0 &lt; x &lt; 1: the factor before the continued fraction of the beta integral.</summary>
    public static double BetaFactor(double a, double b, double x)
    {
        // a B(a,b) = a! (b-1)! / (a+b-1)! = (a! b! / (a+b)!) (a+b)/b: a binomial probability times b/(a+b).
        var n = a + b;
        var log = StirlingError(n) - StirlingError(a) - StirlingError(b) - Deviance(a, n * x) - Deviance(b, n * (1 - x));
        return Math.Exp(log) * Math.Sqrt(n / (2 * Math.PI * a * b)) * (b / n);
    }

    /// <summary>m^a e^-m / Gamma(a + 1) for a, m &gt; 0.</summary>
    public static double PoissonFactor(double a, double m) =>
        Math.Exp(-StirlingError(a) - Deviance(a, m)) / Math.Sqrt(2 * Math.PI * a);
}
