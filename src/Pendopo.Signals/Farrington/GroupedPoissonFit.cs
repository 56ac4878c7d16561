using Pendopo.Signals.Numbers;

namespace Pendopo.Signals.Farrington;

/// <summary>
/// Quasi-Poisson regression with log link on a seasonal level and, if wanted, time, by iteratively reweighted least squares.
/// </summary>
/// <remarks>
/// Source: McCullagh and Nelder, Generalized Linear Models (1989), 2.5; start values, stopping rule and the weights kept for the standard
/// errors are those of R's <c>glm.fit</c>. Each weighted least-squares step has the closed form of the analysis of covariance: levels
/// are eliminated by their weighted means, which leaves one equation for the slope, so a step costs one pass over the points.
/// </remarks>
internal sealed class GroupedPoissonFit
{
    private const int MostSteps = 25;
    private const double Tolerance = 1e-8;
    // Log of R's smallest fitted mean, 2.2e-16 (linkinv of the log link).
    private const double SmallestLog = -36.04365338911715;

    private readonly double[] _eta;
    private readonly double[] _working;
    private readonly double[] _mu;
    private readonly double[] _weight;
    private readonly LevelSums[] _sums;

    public GroupedPoissonFit(int mostPoints, int levels)
    {
        _eta = new double[mostPoints];
        _working = new double[mostPoints];
        _mu = new double[mostPoints];
        _weight = new double[mostPoints];
        _sums = new LevelSums[levels + 1];
    }

    /// <summary>Change of the log mean a unit of time; 0 without time, NaN when the times do not vary within any level.</summary>
    public double Slope { get; private set; }

    /// <summary>Sum of weighted squared deviations of time within levels: the slope's information.</summary>
    public double TimeInformation { get; private set; }

    /// <summary>Coefficients fitted.</summary>
    public int Rank { get; private set; }

    public ReadOnlySpan<double> Mu => _mu;

    /// <summary>Working weights of the last step, prior weight times the mean before it.</summary>
    public ReadOnlySpan<double> Weights => _weight;

    /// <summary>Fits; false when it does not settle in 25 steps.</summary>
    public bool Fit(Baseline data, ReadOnlySpan<double> prior, bool withTime)
    {
        var deviance = Start(data, prior);
        for (var step = 0; step < MostSteps; step++)
        {
            Accumulate(data, prior, withTime);
            var next = Update(data, prior);
            if (!double.IsFinite(next))
                return false;
            if (Math.Abs(next - deviance) / (Math.Abs(next) + 0.1) < Tolerance)
                return true;
            deviance = next;
        }
        return false;
    }

    /// <summary>Linear predictor without offset at a level and time; NaN when the level had no counts.</summary>
    public double Predict(int level, double time) => _sums[level].Weight > 0 ? _sums[level].MeanValue + Slope * (time - _sums[level].MeanTime) : double.NaN;

    /// <summary>Variance of that predictor for dispersion 1: x'(X'WX)^-1 x.</summary>
    public double Variance(int level, double time)
    {
        var distance = time - _sums[level].MeanTime;
        return 1 / _sums[level].Weight + (TimeInformation > 0 ? distance * distance / TimeInformation : 0);
    }

    private double Start(Baseline data, ReadOnlySpan<double> prior)
    {
        var counts = data.Counts;
        for (var i = 0; i < counts.Length; i++)
            _mu[i] = counts[i] + 0.1;
        data.StartLogs.CopyTo(_eta);
        return Deviance(data, prior);
    }

    private void Accumulate(Baseline data, ReadOnlySpan<double> prior, bool withTime)
    {
        SetWorkingValues(data, prior);
        var times = data.Times;
        var levels = data.Levels;
        var origin = times[0];
        Array.Clear(_sums);
        // Points are in order of time, so those of one level come in runs: one run is summed in registers.
        for (var i = 0; i < levels.Length;)
        {
            var level = levels[i];
            var run = default(LevelSums);
            for (; i < levels.Length && levels[i] == level; i++)
                run.Add(_weight[i], _working[i], times[i] - origin);
            _sums[level].Add(run);
        }
        SetSlope(origin, times[^1] - origin, withTime);
    }

    private void SetWorkingValues(Baseline data, ReadOnlySpan<double> prior)
    {
        var counts = data.Counts;
        var offsets = data.Offsets;
        for (var i = 0; i < counts.Length; i++)
        {
            var mu = _mu[i];
            _weight[i] = prior[i] * mu;
            _working[i] = _eta[i] - offsets[i] + (counts[i] - mu) / mu;
        }
    }

    private void SetSlope(double origin, double span, bool withTime)
    {
        double information = 0, moment = 0;
        Rank = 0;
        foreach (ref var sum in _sums.AsSpan())
        {
            if (!sum.Finish(origin))
                continue;
            Rank++;
            information += sum.TimeSpread;
            moment += sum.TimeMoment;
        }
        var varies = withTime && information > 1e-10 * (1 + span);
        TimeInformation = varies ? information : 0;
        Slope = varies ? moment / information : withTime ? double.NaN : 0;
        Rank += varies ? 1 : 0;
    }

    private double Update(Baseline data, ReadOnlySpan<double> prior)
    {
        if (double.IsNaN(Slope))
            return double.NaN;
        var times = data.Times;
        var offsets = data.Offsets;
        var levels = data.Levels;
        for (var i = 0; i < times.Length; i++)
        {
            ref var level = ref _sums[levels[i]];
            _eta[i] = level.MeanValue + Slope * (times[i] - level.MeanTime) + offsets[i];
        }
        Vectors.Exp(_eta.AsSpan(0, times.Length), SmallestLog, _mu);
        return Deviance(data, prior);
    }

    // 2 sum of prior (y ln(y/mu) - (y - mu)); the logarithm of a count of 0 is stored as 0 and multiplied by 0.
    private double Deviance(Baseline data, ReadOnlySpan<double> prior)
    {
        var counts = data.Counts;
        var logs = data.CountLogs;
        double half = 0;
        for (var i = 0; i < counts.Length; i++)
            half += prior[i] * (counts[i] * (logs[i] - _eta[i]) - (counts[i] - _mu[i]));
        return 2 * half;
    }
}
