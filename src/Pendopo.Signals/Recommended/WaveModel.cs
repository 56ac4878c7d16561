namespace Pendopo.Signals.Recommended;

/// <summary>Which columns a model has: a constant, the day of the week (daily series), two for each yearly wave, and time.</summary>
internal readonly record struct WaveModel(bool Weekdays, int Waves, bool Trend)
{
    /// <summary>Three waves of seven days describe any weekly pattern.</summary>
    public const int WeekdayColumns = 6;

    public int FirstWaveColumn => 1 + (Weekdays ? WeekdayColumns : 0);

    public int TimeColumn => FirstWaveColumn + 2 * Waves;

    public int Rank => TimeColumn + (Trend ? 1 : 0);
}
