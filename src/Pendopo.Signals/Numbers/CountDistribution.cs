namespace Pendopo.Signals.Numbers;

/// <summary>
/// A count with a mean and a dispersion: negative binomial with size mean/(phi-1) and probability 1/phi when phi is above 1, else Poisson.
/// Sums of independent such counts with one phi are such a count again.
/// </summary>
internal readonly record struct CountDistribution(double Mean, double Phi)
{
    // R's quantile functions take a probability as reached when it is this near (qDiscrete_search.h, fuzz of 64 epsilon).
    private const double Fuzz = 64 * 2.220446049250313e-16;

    // Beyond this a quantile to the last unit has no meaning (it is a season without cases), and the approximation is good to 1e-6.
    private const double LargestExactMean = 1e9;

    private double Size => Mean / (Phi - 1);

    private double Failure => (Phi - 1) / Phi;

    /// <summary>P(Y &gt;= y); 1 for y at or below 0.</summary>
    public double UpperTail(double y)
    {
        y = Math.Ceiling(y);
        if (y <= 0)
            return 1;
        if (Mean <= 0)
            return 0;
        return Phi > 1 ? Tails.Beta(y, Size, Failure, 1 / Phi) : Tails.GammaLower(y, Mean);
    }

    /// <summary>P(Y = y) for whole y &gt;= 0.</summary>
    public double Probability(double y)
    {
        if (Mean <= 0)
            return y == 0 ? 1 : 0;
        if (y == 0)
            return Phi > 1 ? Math.Exp(-Size * Math.Log(Phi)) : Math.Exp(-Mean);
        return Phi > 1 ? Saddle.BetaFactor(y, Size, Failure) : Saddle.PoissonFactor(y, Mean);
    }

    /// <summary>The smallest x with P(Y &lt;= x) &gt;= 1 - alpha; NaN for a mean that is not finite.</summary>
    public double UpperQuantile(double alpha)
    {
        if (!double.IsFinite(Mean))
            return double.NaN;
        if (Mean <= 0)
            return 0;
        // Exceeded(x) = P(Y > x) falls in x; find where it first is at most alpha. Start from the normal approximation with its skewness term.
        var deviation = Math.Sqrt(Mean * Phi);
        var z = Normal.UpperQuantile(alpha);
        var x = Math.Max(0, Math.Floor(Mean + deviation * (z + (2 * Phi - 1) / deviation * (z * z - 1) / 6)));
        if (Mean > LargestExactMean)
            return x;
        return Search(x, alpha + Fuzz, Math.Max(1, Math.Floor(deviation * 0.01)));
    }

    private double Search(double x, double limit, double step)
    {
        if (UpperTail(x + 1) <= limit)
        {
            while (x > 0 && UpperTail(Math.Max(0, x - step) + 1) <= limit)
                x = Math.Max(0, x - step);
            return step == 1 ? x : Search(Math.Max(0, x - step), limit, Math.Max(1, Math.Floor(step / 10)));
        }
        do
            x += step;
        while (UpperTail(x + 1) > limit);
        return step == 1 ? x : Search(x, limit, Math.Max(1, Math.Floor(step / 10)));
    }
}
