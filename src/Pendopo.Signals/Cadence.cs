namespace Pendopo.Signals;

/// <summary>How often a series is counted. The numeric value is the number of points in a year, as R's <c>freq</c>.</summary>
public enum Cadence
{
    /// <summary>One count a month, 12 a year.</summary>
    Monthly = 12,

    /// <summary>One count a week, 52 a year (the 53rd week of a long year is an ordinary point).</summary>
    Weekly = 52,

    /// <summary>One count a day, 365 a year.</summary>
    Daily = 365,
}
