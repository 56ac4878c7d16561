namespace Pendopo.Signals.Numbers;

/// <summary>
/// Regularised incomplete beta and gamma integrals by their continued fractions (modified Lentz), accurate in both tails and for large
/// parameters. Source: Abramowitz and Stegun 26.5.8, 6.5.31 and 6.5.29.
/// </summary>
internal static class Tails
{
    private const double Tiny = 1e-300;
    private const double Enough = 1e-16;
    private const int MostSteps = 1_000_000;

    /// <summary>I_x(a, b), given x and 1 - x so that neither loses digits.</summary>
    public static double Beta(double a, double b, double x, double oneMinusX)
    {
        if (x <= 0)
            return 0;
        if (oneMinusX <= 0)
            return 1;
        return x <= (a + 1) / (a + b + 2)
            ? Saddle.BetaFactor(a, b, x) * BetaFraction(a, b, x)
            : 1 - Saddle.BetaFactor(b, a, oneMinusX) * BetaFraction(b, a, oneMinusX);
    }

    /// <summary>Lower regularised gamma P(a, m): the probability of at least a events of a Poisson with mean m, for whole a.</summary>
    public static double GammaLower(double a, double m)
    {
        if (m <= 0)
            return 0;
        return m < a + 1 ? Saddle.PoissonFactor(a, m) * GammaSeries(a, m) : 1 - Saddle.PoissonFactor(a, m) * a * GammaFraction(a, m);
    }

    private static double BetaFraction(double a, double b, double x)
    {
        double c = 1, d = Bounded(1 - (a + b) * x / (a + 1));
        d = 1 / d;
        var h = d;
        for (var m = 1; m < MostSteps; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / Bounded(1 + even * d);
            c = Bounded(1 + even / c);
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / Bounded(1 + odd * d);
            c = Bounded(1 + odd / c);
            h *= d * c;
            if (Math.Abs(d * c - 1) < Enough)
                break;
        }
        return h;
    }

    private static double GammaSeries(double a, double m)
    {
        double sum = 1, term = 1;
        for (var i = 1; i < MostSteps && term > Enough * sum; i++)
        {
            term *= m / (a + i);
            sum += term;
        }
        return sum;
    }

    private static double GammaFraction(double a, double m)
    {
        var b = m + 1 - a;
        var c = 1 / Tiny;
        var d = 1 / b;
        var h = d;
        for (var i = 1; i < MostSteps; i++)
        {
            var an = -i * (i - a);
            b += 2;
            d = 1 / Bounded(an * d + b);
            c = Bounded(b + an / c);
            h *= d * c;
            if (Math.Abs(d * c - 1) < Enough)
                break;
        }
        return h;
    }

    private static double Bounded(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
