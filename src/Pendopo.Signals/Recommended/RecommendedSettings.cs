namespace Pendopo.Signals.Recommended;

/// <summary>Settings of <see cref="RecommendedDetector"/>.</summary>
public sealed record RecommendedSettings
{
    /// <summary>
    /// Wanted share of ordinary points that alarm, in (0, 0.1). Held for large counts; counts below about ten a point alarm less often,
    /// because whole numbers cannot hit the rate exactly.
    /// </summary>
    public double FalseAlarmRate { get; init; } = 0.004;

    /// <summary>Most years of history used, 2 or more.</summary>
    public int HistoryYears { get; init; } = 10;

    /// <summary>
    /// Points before the judged one that are left out of the history, 0 or more, so that an outbreak that has begun does not hide itself.
    /// Null: 8 weeks, 2 months or 28 days.
    /// </summary>
    public int? RecentExcluded { get; init; }

    internal int RecentExcludedFor(Cadence cadence) => RecentExcluded ?? cadence switch
    {
        Cadence.Monthly => 2,
        Cadence.Weekly => 8,
        _ => 28,
    };

    internal void Check()
    {
        if (!(FalseAlarmRate is > 0 and < 0.1))
            throw new ArgumentOutOfRangeException(nameof(FalseAlarmRate), FalseAlarmRate, "The false-alarm rate lies between 0 and 0.1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(HistoryYears, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(RecentExcluded ?? 0);
    }
}
