namespace Pendopo.Signals;

/// <summary>
/// Counts of events at equal steps of time, oldest first. A missing count is <see cref="double.NaN"/>; zero is a count.
/// Immutable; two series are equal only if they are the same object.
/// </summary>
public sealed class CountSeries
{
    private readonly double[] _counts;
    private readonly DateOnly[]? _dates;
    private readonly double[]? _population;

    /// <summary>Copies the counts.</summary>
    /// <param name="counts">Zero or more, finite or NaN (missing). May be empty.</param>
    /// <param name="cadence">How often was counted.</param>
    /// <param name="dates">Null, or one date a count, strictly ascending.</param>
    /// <param name="population">Null, or one population a count, each above zero.</param>
    /// <exception cref="ArgumentException">A count is negative or infinite, or the lists do not fit each other.</exception>
    public CountSeries(IReadOnlyList<double> counts, Cadence cadence, IReadOnlyList<DateOnly>? dates = null, IReadOnlyList<double>? population = null)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (!Enum.IsDefined(cadence))
            throw new ArgumentOutOfRangeException(nameof(cadence), cadence, "A series is daily, weekly or monthly.");
        _counts = [.. counts];
        _dates = dates is null ? null : [.. dates];
        _population = population is null ? null : [.. population];
        Cadence = cadence;
        Check();
    }

    /// <summary>How often was counted.</summary>
    public Cadence Cadence { get; }

    /// <summary>Points in a year: 12, 52 or 365.</summary>
    public int Frequency => (int)Cadence;

    /// <summary>Number of points.</summary>
    public int Length => _counts.Length;

    /// <summary>True when the series knows its dates.</summary>
    public bool HasDates => _dates is not null;

    /// <summary>True when the series knows the population behind each count.</summary>
    public bool HasPopulation => _population is not null;

    /// <summary>The counts, oldest first; NaN is missing. Zero-based, unlike <see cref="At"/>.</summary>
    public ReadOnlySpan<double> Counts => _counts;

    /// <summary>The dates, or empty.</summary>
    public ReadOnlySpan<DateOnly> Dates => _dates;

    /// <summary>The population behind each count, or empty.</summary>
    public ReadOnlySpan<double> Population => _population;

    /// <summary>The count at the 1-based point <paramref name="t"/>; NaN when missing.</summary>
    /// <exception cref="IndexOutOfRangeException"><paramref name="t"/> is not in 1..<see cref="Length"/>.</exception>
    public double At(int t) => _counts[t - 1];

    /// <summary>The date of the 1-based point <paramref name="t"/>, or null when the series has no dates.</summary>
    public DateOnly? DateAt(int t) => _dates?[t - 1];

    private void Check()
    {
        if (_dates is not null && _dates.Length != _counts.Length)
            throw new ArgumentException("There must be one date a count.");
        if (_population is not null && _population.Length != _counts.Length)
            throw new ArgumentException("There must be one population a count.");
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] < 0 || double.IsInfinity(_counts[i]))
                throw new ArgumentException($"The count at t = {i + 1} is negative or infinite.");
            if (i > 0 && _dates is not null && _dates[i] <= _dates[i - 1])
                throw new ArgumentException($"The date at t = {i + 1} does not come after the one before it.");
            if (_population is not null && !(_population[i] > 0))
                throw new ArgumentException($"The population at t = {i + 1} is not above zero.");
        }
    }
}
