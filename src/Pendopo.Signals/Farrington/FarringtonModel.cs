using MathNet.Numerics.Distributions;

namespace Pendopo.Signals.Farrington;

/// <summary>The fitted expectation of one judged point.</summary>
/// <param name="LogMean">Linear predictor with offset.</param>
/// <param name="LogError">Its standard error.</param>
/// <param name="Phi">Dispersion, 1 or more.</param>
/// <param name="Trend">Slope when a trend was kept, else NaN.</param>
/// <param name="Largest">Largest count of the baseline.</param>
internal readonly record struct FarringtonFit(double LogMean, double LogError, double Phi, double Trend, double Largest)
{
    public double Mean => Math.Exp(LogMean);
}

/// <summary>Fits, reweights and decides about the trend for one point after another.</summary>
/// <remarks>
/// Source: Noufaily et al., An improved algorithm for outbreak detection in multiple surveillance systems, Stat Med 32 (2013) 1206-1222;
/// Farrington et al., JRSS A 159 (1996) 547-563 for the reweighting.
/// </remarks>
internal sealed class FarringtonModel
{
    private readonly FarringtonSettings _settings;
    private readonly Baseline _data;
    private readonly GroupedPoissonFit _fit;
    private readonly double[] _prior;
    private double _phi;
    private double _errorDispersion;
    private int _freedom;

    public FarringtonModel(CountSeries series, FarringtonSettings settings)
    {
        _settings = settings;
        _data = new Baseline(series, settings);
        _fit = new GroupedPoissonFit(series.Length, settings.Levels);
        _prior = new double[series.Length];
    }

    /// <summary>The expectation at the 0-based position; null when the history is too short or no fit settles.</summary>
    public FarringtonFit? At(int position)
    {
        if (!_data.Gather(position))
            return null;
        var withTime = _settings.Trend && FitAndReweight(withTime: true);
        if (withTime && KeepsTrend())
            return Result(_fit.Slope);
        return FitAndReweight(withTime: false) ? Result(double.NaN) : null;
    }

    private FarringtonFit? Result(double trend)
    {
        var logMean = _fit.Predict(_data.LevelNow, _data.TimeNow) + _data.OffsetNow;
        var error = Math.Sqrt(_errorDispersion * _fit.Variance(_data.LevelNow, _data.TimeNow));
        return double.IsNaN(logMean) || _freedom <= 0 ? null : new FarringtonFit(logMean, error, _phi, trend, _data.Largest);
    }

    private bool KeepsTrend()
    {
        if (_settings.Years < 3 || !(Math.Exp(_fit.Predict(_data.LevelNow, _data.TimeNow) + _data.OffsetNow) <= _data.Largest))
            return false;
        var t = Math.Abs(_fit.Slope) / Math.Sqrt(_errorDispersion / _fit.TimeInformation);
        return _settings.TrendThreshold >= 1 || 2 * StudentT.CDF(0, 1, _freedom, -t) < _settings.TrendThreshold;
    }

    private bool FitAndReweight(bool withTime)
    {
        var prior = _prior.AsSpan(0, _data.Count);
        prior.Fill(1);
        if (!_fit.Fit(_data, prior, withTime))
            return false;
        SetDispersion();
        if (!_settings.Reweight)
            return true;
        Reweight(prior);
        if (!_fit.Fit(_data, prior, withTime))
            return _settings.RCompatible && SetDispersion(prior);
        return _settings.RCompatible ? SetDispersion(prior) : SetDispersion();
    }

    // Pearson: sum of W ((y - mu)/mu)^2 over the degrees of freedom, not below Poisson's 1.
    private bool SetDispersion()
    {
        var raw = WeightedSquares(_fit.Weights) / SetFreedom();
        _phi = Math.Max(1, raw);
        _errorDispersion = _settings.RCompatible ? raw : _phi;
        return true;
    }

    // R overwrites the working weights by the reweighting ones before it asks for standard errors, which puts that dispersion on the
    // scale phi/mu: kept for comparison only.
    private bool SetDispersion(ReadOnlySpan<double> omega)
    {
        var freedom = SetFreedom();
        _phi = Math.Max(1, WeightedSquares(_fit.Weights) / freedom);
        _errorDispersion = WeightedSquares(omega) / freedom;
        return true;
    }

    private int SetFreedom() => _freedom = _data.Count - _fit.Rank;

    private double WeightedSquares(ReadOnlySpan<double> weights)
    {
        var counts = _data.Counts;
        var mu = _fit.Mu;
        double sum = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var residual = (counts[i] - mu[i]) / mu[i];
            sum += weights[i] * residual * residual;
        }
        return sum;
    }

    private void Reweight(Span<double> prior)
    {
        var counts = _data.Counts;
        var times = _data.Times;
        var levels = _data.Levels;
        var mu = _fit.Mu;
        var weights = _fit.Weights;
        double sum = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            prior[i] = counts[i] > mu[i] ? Weight(counts[i], mu[i], 1 - weights[i] * _fit.Variance(levels[i], times[i])) : 1;
            sum += prior[i];
        }
        var scale = counts.Length / sum;
        foreach (ref var weight in prior)
            weight *= scale;
    }

    // Anscombe residual 3/2 (y^(2/3) mu^(-1/6) - mu^(1/2)) / sqrt(phi (1 - leverage)), with mu^(-1/6) = mu^(1/2) / mu^(2/3). Only large
    // positive ones lose weight; a point that alone decides its level has no residual.
    private double Weight(double y, double mu, double free)
    {
        var ratio = Math.Cbrt(y / mu);
        var residual = 1.5 * Math.Sqrt(mu) * (ratio * ratio - 1) / Math.Sqrt(_phi * free);
        return free > 1e-14 && residual > _settings.WeightsThreshold ? 1 / (residual * residual) : 1;
    }
}
