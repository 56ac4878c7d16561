using Pendopo.Signals.Numbers;

namespace Pendopo.Signals.Recommended;

/// <summary>Quasi-Poisson fit in which improbable past counts, the earlier outbreaks, weigh less.</summary>
/// <remarks>
/// The idea and the limit 2.58 are Noufaily's (Stat Med 2013). Two changes: a count is improbable by its negative binomial tail and not by
/// its Anscombe residual alone, which calls ordinary counts of sparse series outliers and so makes the dispersion too small; and the weight
/// falls as (limit/z)^2, without a step at the limit.
/// </remarks>
internal sealed class RobustPoissonFit(int mostPoints, int mostColumns)
{
    private const double OutlierLimit = 2.58;
    private const int Reweightings = 4;

    private readonly double[] _prior = new double[mostPoints];

    public PoissonRegression Regression { get; } = new(mostPoints, mostColumns);

    /// <summary>Dispersion, 1 or more: weighted Pearson statistic over the degrees of freedom.</summary>
    public double Phi { get; private set; } = 1;

    /// <summary>Fits the filled columns; false when no fit settles.</summary>
    public bool Fit(ReadOnlySpan<double> counts, int rank)
    {
        var prior = _prior.AsSpan(0, counts.Length);
        prior.Fill(1);
        if (!Regression.Fit(counts, prior, rank))
            return false;
        SetPhi(counts, rank);
        for (var i = 0; i < Reweightings; i++)
        {
            if (!Reweight(counts))
                return true;
            if (!Regression.Refit(counts, prior, rank))
                return false;
            SetPhi(counts, rank);
        }
        return true;
    }

    /// <summary>Correlation of neighbouring residuals, 0 where it is not positive beyond chance.</summary>
    public double NeighbourCorrelation(ReadOnlySpan<double> counts)
    {
        double product = 0, squares = 0, before = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var mu = Regression.Mu[i];
            var residual = Math.Sqrt(_prior[i] / mu) * (counts[i] - mu);
            product += before * residual;
            squares += residual * residual;
            before = residual;
        }
        var correlation = squares > 0 ? product / squares : 0;
        return correlation > 2 / Math.Sqrt(counts.Length) ? Math.Min(correlation, 0.95) : 0;
    }

    private void SetPhi(ReadOnlySpan<double> counts, int rank)
    {
        var mu = Regression.Mu;
        double sum = 0;
        for (var i = 0; i < counts.Length; i++)
            sum += _prior[i] * (counts[i] - mu[i]) * (counts[i] - mu[i]) / mu[i];
        Phi = Math.Max(1, sum / Math.Max(1, counts.Length - rank));
    }

    // False when no count is improbable, so that nothing changes.
    private bool Reweight(ReadOnlySpan<double> counts)
    {
        double sum = 0;
        for (var i = 0; i < counts.Length; i++)
            sum += _prior[i] = Weight(counts[i], Regression.Mu[i]);
        if (sum == counts.Length)
            return false;
        foreach (ref var weight in _prior.AsSpan(0, counts.Length))
            weight *= counts.Length / sum;
        return true;
    }

    private double Weight(double y, double mu)
    {
        if (y <= mu)
            return 1;
        var ratio = Math.Cbrt(y / mu);
        if (1.5 * Math.Sqrt(mu / Phi) * (ratio * ratio - 1) <= OutlierLimit)
            return 1;
        var z = Normal.UpperQuantile(Math.Max(new CountDistribution(mu, Phi).UpperTail(y), 1e-300));
        return z > OutlierLimit ? OutlierLimit / z * (OutlierLimit / z) : 1;
    }
}
