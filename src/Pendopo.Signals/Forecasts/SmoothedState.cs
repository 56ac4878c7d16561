namespace Pendopo.Signals.Forecasts;

/// <summary>Level, slope and season after smoothing a whole series, and the squared errors made on the way.</summary>
internal sealed class SmoothedState
{
    private readonly double[] _season;
    private readonly int _warmUp;
    private double _level;
    private double _slope;
    private int _next;

    public SmoothedState(double[] values, int season)
    {
        _season = new double[season];
        // Start: the mean of the first years (at most two) as level, the mean deviation of each season from it.
        _warmUp = Math.Min(values.Length, Math.Max(2 * season, 4));
        var start = values[.._warmUp].Where(v => !double.IsNaN(v)).DefaultIfEmpty(0).ToArray();
        _level = start.Average();
        for (var s = 0; s < season && season > 1; s++)
        {
            var same = Enumerable.Range(0, _warmUp).Where(i => i % season == s && !double.IsNaN(values[i])).Select(i => values[i] - _level);
            _season[s] = same.DefaultIfEmpty(0).Average();
        }
    }

    public required double LevelWeight { get; init; }
    public required double TrendWeight { get; init; }
    public required double SeasonWeight { get; init; }
    public double Squares { get; private set; }
    public int Errors { get; private set; }

    public void Run(double[] values, double damping)
    {
        for (var i = 0; i < values.Length; i++)
        {
            ref var season = ref _season[i % _season.Length];
            var expected = _level + damping * _slope + season;
            // A missing count moves nothing but time.
            var error = double.IsNaN(values[i]) ? 0 : values[i] - expected;
            _level += damping * _slope + LevelWeight * error;
            _slope = damping * _slope + LevelWeight * TrendWeight * error;
            season += SeasonWeight * (1 - LevelWeight) * error;
            if (i < _warmUp || double.IsNaN(values[i]))
                continue;
            Squares += error * error;
            Errors++;
        }
        _next = values.Length;
        if (Errors == 0)
            (Squares, Errors) = (values.Where(v => !double.IsNaN(v)).Sum(v => (v - _level) * (v - _level)), values.Length);
    }

    public double Ahead(int step, double damped) => _level + damped * _slope + _season[(_next + step - 1) % _season.Length];
}
