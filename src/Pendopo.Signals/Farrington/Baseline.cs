namespace Pendopo.Signals.Farrington;

/// <summary>
/// The past counts a point is compared with: count, time, seasonal level and offset of each, oldest first, and the judged point's own.
/// One object serves many points so that scanning allocates nothing a point.
/// </summary>
internal sealed class Baseline
{
    private readonly CountSeries _series;
    private readonly FarringtonSettings _settings;
    private readonly int[] _references;
    private readonly int[] _levelOf;
    private readonly double[] _counts;
    private readonly double[] _times;
    private readonly double[] _offsets;
    private readonly int[] _levels;
    private readonly double[] _startLogs;
    private readonly double[] _countLogs;
    private readonly double[] _allStartLogs;
    private readonly double[] _allCountLogs;

    public Baseline(CountSeries series, FarringtonSettings settings)
    {
        _series = series;
        _settings = settings;
        _references = new int[settings.Years + 1];
        _levelOf = new int[series.Length];
        _counts = new double[series.Length];
        _times = new double[series.Length];
        _offsets = new double[series.Length];
        _levels = new int[series.Length];
        _startLogs = new double[series.Length];
        _countLogs = new double[series.Length];
        // Every point serves in the baselines of years of later points: its logarithms are taken once.
        _allStartLogs = Array.ConvertAll(series.Counts.ToArray(), y => Math.Log(y + 0.1));
        _allCountLogs = Array.ConvertAll(series.Counts.ToArray(), y => y > 0 ? Math.Log(y) : 0);
    }

    public int Count { get; private set; }
    public double TimeNow { get; private set; }
    public double OffsetNow { get; private set; }
    public double Largest { get; private set; }
    public int LevelNow => _settings.Levels;
    public ReadOnlySpan<double> Counts => _counts.AsSpan(0, Count);

    /// <summary>Logs of the counts + 0.1, where a fit starts.</summary>
    public ReadOnlySpan<double> StartLogs => _startLogs.AsSpan(0, Count);

    /// <summary>Logs of the counts, 0 for a count of 0.</summary>
    public ReadOnlySpan<double> CountLogs => _countLogs.AsSpan(0, Count);

    public ReadOnlySpan<double> Times => _times.AsSpan(0, Count);
    public ReadOnlySpan<double> Offsets => _offsets.AsSpan(0, Count);
    public ReadOnlySpan<int> Levels => _levels.AsSpan(0, Count);

    /// <summary>Gathers the baseline of the 0-based <paramref name="position"/>; false when the history is too short.</summary>
    public bool Gather(int position)
    {
        if (!ReferencePoints.TryFind(_series, _settings, position, _references) || position < _settings.HalfWidth)
            return false;
        var first = _references[^1] - _settings.HalfWidth;
        Array.Clear(_levelOf, first, position - first + 1);
        MarkWindows(position);
        var last = position - _settings.EffectivePastExcluded - 1;
        Count = 0;
        Largest = double.NegativeInfinity;
        int firstUsed = -1, firstCounted = -1;
        for (var i = first; i <= last; i++)
        {
            if (_levelOf[i] == 0)
                continue;
            firstUsed = firstUsed < 0 ? i : firstUsed;
            if (double.IsNaN(_series.Counts[i]))
                continue;
            firstCounted = firstCounted < 0 ? i : firstCounted;
            Add(i, firstUsed);
        }
        TimeNow = Time(position, Math.Max(firstCounted, 0));
        OffsetNow = Offset(position);
        return Count > 0;
    }

    private void MarkWindows(int position)
    {
        var (w, top) = (_settings.HalfWidth, _settings.Levels);
        _levelOf.AsSpan(position - w, w + 1).Fill(top);
        for (var year = 1; year < _references.Length; year++)
        {
            var reference = _references[year];
            for (var i = reference - w; i <= Math.Min(reference + w, position); i++)
                _levelOf[i] = top;
            if (top > 1)
                MarkGap(reference + w + 1, _references[year - 1] - 2 * w - 1 - reference);
        }
    }

    // Levels 1..P-1 share the points between two windows in order of time; the first ones take what is left over.
    private void MarkGap(int start, int length)
    {
        var parts = _settings.Levels - 1;
        var (share, rest) = Math.DivRem(length, parts);
        for (var level = 1; level <= parts; level++)
        {
            var size = share + (level <= rest ? 1 : 0);
            _levelOf.AsSpan(start, size).Fill(level);
            // R writes the descending range start..start-1 for an empty level, so it takes two points from its neighbours.
            if (size == 0 && _settings.RCompatible)
                _levelOf.AsSpan(start - 1, 2).Fill(level);
            start += size;
        }
    }

    private void Add(int position, int firstUsed)
    {
        _counts[Count] = _series.Counts[position];
        _startLogs[Count] = _allStartLogs[position];
        _countLogs[Count] = _allCountLogs[position];
        _times[Count] = Time(position, firstUsed);
        _offsets[Count] = Offset(position);
        _levels[Count] = _levelOf[position];
        Largest = Math.Max(Largest, _counts[Count]);
        Count++;
    }

    private double Offset(int position) => _settings.PopulationOffset ? Math.Log(_series.Population[position]) : 0;

    private double Time(int position, int origin)
    {
        if (_settings.Reference == FarringtonReference.Index)
            return position + 1;
        var dates = _series.Dates;
        return (dates[position].DayNumber - dates[origin].DayNumber) / (double)(dates[1].DayNumber - dates[0].DayNumber);
    }
}
