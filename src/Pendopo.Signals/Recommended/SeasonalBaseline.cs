using MathNet.Numerics.LinearAlgebra;

namespace Pendopo.Signals.Recommended;

/// <summary>What is expected of a judged point.</summary>
/// <param name="Mean">Expected count, above 0.</param>
/// <param name="MeanBefore">Expected count of the point before.</param>
/// <param name="LogError">Standard error of the log mean.</param>
/// <param name="Phi">Dispersion, 1 or more.</param>
/// <param name="PairPhi">Dispersion of the sum of the two points: larger when neighbouring points move together.</param>
/// <param name="Trend">Slope of the log mean a point, NaN when none was kept.</param>
/// <param name="Seasonal">True when the model was allowed a season: two years of history or more.</param>
internal readonly record struct SeasonalExpectation(double Mean, double MeanBefore, double LogError, double Phi, double PairPhi, double Trend, bool Seasonal);

/// <summary>Fits level, day of the week, yearly waves and trend to the history of one point after another; what the data do not support is left out.</summary>
/// <remarks>Sources: harmonics after Serfling, Public Health Rep 78 (1963) 494-506; quasi-Poisson after Farrington et al., JRSS A 159 (1996) 547-563.</remarks>
internal sealed class SeasonalBaseline
{
    private const double YearsForSeason = 2;
    private const double YearsForTrend = 3;
    // F limits of 5 % for two and for one coefficient with many degrees of freedom.
    private const double PairLimit = 3.0;
    private const double SingleLimit = 3.84;
    private const double CasesForEachColumn = 5;

    private readonly CountSeries _series;
    private readonly int _history;
    private readonly int _excluded;
    private readonly Waves _waves;
    private readonly RobustPoissonFit _fit;
    private readonly double[] _counts;
    private readonly int[] _positions;
    private int _n;
    private double _cases;

    public SeasonalBaseline(CountSeries series, RecommendedSettings settings)
    {
        _series = series;
        _history = settings.HistoryYears * series.Frequency;
        _excluded = settings.RecentExcludedFor(series.Cadence);
        _waves = new Waves(series);
        var most = Math.Max(1, Math.Min(series.Length, _history));
        _fit = new RobustPoissonFit(most, 2 + WaveModel.WeekdayColumns + 2 * Waves.MostYearly);
        _counts = new double[most];
        _positions = new int[most];
    }

    /// <summary>The expectation at the 0-based position; null with fewer than <paramref name="fewest"/> past counts or when no model fits.</summary>
    public SeasonalExpectation? At(int position, int fewest)
    {
        Gather(position);
        if (_n < fewest)
            return null;
        // No case at all: half a case in the whole history, so that a single first case is not yet an outbreak.
        if (_cases == 0)
            return new(Smallest, Smallest, 0, 1, 1, double.NaN, Years(position) >= YearsForSeason);
        var model = Largest(position);
        if (!Fit(position, model))
        {
            model = default;
            if (!Fit(position, model))
                return null;
        }
        var kept = Simplify(model);
        return kept == model || Fit(position, kept) ? Expect(position, kept) : null;
    }

    private double Smallest => 0.5 / _n;

    private double Years(int position) => (double)(position - _positions[0]) / _series.Frequency;

    private void Gather(int position)
    {
        var first = Math.Max(0, position - _history);
        var excluded = Math.Min(_excluded, (position - first) / 4);
        (_n, _cases) = (0, 0);
        for (var i = first; i < position - excluded; i++)
        {
            if (double.IsNaN(_series.Counts[i]))
                continue;
            _cases += _counts[_n] = _series.Counts[i];
            _positions[_n++] = i;
        }
    }

    private WaveModel Largest(int position)
    {
        var years = Years(position);
        var model = new WaveModel(
            _series.Cadence == Cadence.Daily && _n >= 8 * 7,
            years >= YearsForSeason ? Waves.MostYearly : 0,
            years >= YearsForTrend);
        return _cases >= CasesForEachColumn * model.Rank ? model : default;
    }

    private bool Fit(int position, WaveModel model)
    {
        _fit.Regression.Column(0)[.._n].Fill(1);
        for (var j = 1; j < model.TimeColumn; j++)
        {
            var column = _fit.Regression.Column(j);
            var wave = _waves.Column(model, j);
            for (var i = 0; i < _n; i++)
                column[i] = wave[_positions[i]];
        }
        if (model.Trend)
        {
            var time = _fit.Regression.Column(model.TimeColumn);
            for (var i = 0; i < _n; i++)
                time[i] = (double)(_positions[i] - position) / _series.Frequency;
        }
        return _fit.Fit(_counts.AsSpan(0, _n), model.Rank);
    }

    private WaveModel Simplify(WaveModel model)
    {
        var waves = model.Waves;
        while (waves > 0 && PairStatistic(model.FirstWaveColumn + 2 * (waves - 1)) < 2 * PairLimit * _fit.Phi)
            waves--;
        var (b, v) = (_fit.Regression.Coefficients, _fit.Regression.Inverse);
        var time = model.TimeColumn;
        return model with { Waves = waves, Trend = model.Trend && b[time] * b[time] >= SingleLimit * _fit.Phi * v[time, time] };
    }

    // Wald statistic b' V^-1 b of the two coefficients of one wave.
    private double PairStatistic(int column)
    {
        var (a, b, v) = (_fit.Regression.Coefficients[column], _fit.Regression.Coefficients[column + 1], _fit.Regression.Inverse);
        var (aa, ab, bb) = (v[column, column], v[column, column + 1], v[column + 1, column + 1]);
        return (a * a * bb - 2 * a * b * ab + b * b * aa) / (aa * bb - ab * ab);
    }

    private SeasonalExpectation Expect(int position, WaveModel model)
    {
        var row = Row(position, 0, model);
        var b = _fit.Regression.Coefficients;
        var pair = _fit.Phi * (1 + _fit.NeighbourCorrelation(_counts.AsSpan(0, _n)));
        var before = position > 0 ? Math.Exp(Row(position - 1, 1, model).DotProduct(b)) : double.NaN;
        return new(
            Math.Max(Smallest, Math.Exp(row.DotProduct(b))), Math.Max(Smallest, before), Math.Sqrt(_fit.Phi * _fit.Regression.Variance(row)),
            _fit.Phi, pair, model.Trend ? b[model.TimeColumn] / _series.Frequency : double.NaN, Years(position) >= YearsForSeason);
    }

    private Vector<double> Row(int position, int lag, WaveModel model)
    {
        var row = Vector<double>.Build.Dense(model.Rank);
        row[0] = 1;
        for (var j = 1; j < model.TimeColumn; j++)
            row[j] = _waves.Column(model, j)[position];
        if (model.Trend)
            row[model.TimeColumn] = -(double)lag / _series.Frequency;
        return row;
    }
}
