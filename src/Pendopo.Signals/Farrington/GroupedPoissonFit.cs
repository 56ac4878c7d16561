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
    // R's smallest fitted mean (linkinv of the log link).
    private const double SmallestMean = 2.220446049250313e-16;

    private readonly double[] _eta;
    private readonly double[] _startLog;
    private readonly double[] _countLog;
    private readonly double[] _mu;
    private readonly double[] _weight;
    private readonly LevelSums[] _sums;

    public GroupedPoissonFit(int mostPoints, int levels)
    {
        _eta = new double[mostPoints];
        _startLog = new double[mostPoints];
        _countLog = new double[mostPoints];
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

    /// <summary>The logs of the counts do not change between the fits of one baseline.</summary>
    public void Prepare(Baseline data)
    {
        var counts = data.Counts;
        for (var i = 0; i < counts.Length; i++)
        {
            _startLog[i] = Math.Log(counts[i] + 0.1);
            _countLog[i] = counts[i] > 0 ? Math.Log(counts[i]) : 0;
        }
    }

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
        double half = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            _mu[i] = counts[i] + 0.1;
            _eta[i] = _startLog[i];
            half += prior[i] * HalfDeviance(counts[i], _countLog[i], _mu[i], _eta[i]);
        }
        return 2 * half;
    }

    private void Accumulate(Baseline data, ReadOnlySpan<double> prior, bool withTime)
    {
        Array.Clear(_sums);
        var counts = data.Counts;
        var times = data.Times;
        var offsets = data.Offsets;
        var levels = data.Levels;
        var origin = times[0];
        for (var i = 0; i < counts.Length; i++)
        {
            var mu = _mu[i];
            var w = prior[i] * mu;
            _weight[i] = w;
            var z = _eta[i] - offsets[i] + (counts[i] - mu) / mu;
            _sums[levels[i]].Add(w, z, times[i] - origin);
        }
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
        var varies = withTime && information > 1e-10 * (1 + times[^1] - origin);
        TimeInformation = varies ? information : 0;
        Slope = varies ? moment / information : withTime ? double.NaN : 0;
        Rank += varies ? 1 : 0;
    }

    private double Update(Baseline data, ReadOnlySpan<double> prior)
    {
        if (double.IsNaN(Slope))
            return double.NaN;
        var counts = data.Counts;
        var times = data.Times;
        var offsets = data.Offsets;
        var levels = data.Levels;
        double half = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            ref var level = ref _sums[levels[i]];
            var eta = level.MeanValue + Slope * (times[i] - level.MeanTime) + offsets[i];
            var mu = Math.Max(Math.Exp(eta), SmallestMean);
            _eta[i] = eta;
            _mu[i] = mu;
            half += prior[i] * HalfDeviance(counts[i], _countLog[i], mu, eta);
        }
        return 2 * half;
    }

    // y ln(y/mu) - (y - mu), with ln mu already known; the logarithm of a count of 0 is stored as 0 and multiplied by 0.
    private static double HalfDeviance(double y, double logY, double mu, double eta) => y == 0 ? mu : y * (logY - eta) - (y - mu);
}
