using Pendopo.Signals.Numbers;

namespace Pendopo.Signals.Surges;

/// <summary>Settings of <see cref="SurgeDetector"/>.</summary>
public sealed record SurgeSettings
{
    /// <summary>Weight of the newest count in the moving average, above 0 to 1; 0.2 remembers about nine counts.</summary>
    public double Weight { get; init; } = 0.2;

    /// <summary>Smallest mean that is expected, above 0: after quiet days a single event is no surge.</summary>
    public double LeastMean { get; init; } = 0.5;

    /// <summary>Fewest events that can be a surge, 1 or more.</summary>
    public int Fewest { get; init; } = 4;

    /// <summary>One-sided error rate of one look, in (0, 0.5).</summary>
    public double Alpha { get; init; } = 0.001;

    internal void Check()
    {
        if (!(Weight is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Weight), Weight, "A weight lies above 0 and at most at 1.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LeastMean);
        ArgumentOutOfRangeException.ThrowIfLessThan(Fewest, 1);
        if (!(Alpha is > 0 and < 0.5))
            throw new ArgumentOutOfRangeException(nameof(Alpha), Alpha, "alpha lies between 0 and 0.5.");
    }
}

/// <summary>What the newest count says.</summary>
/// <param name="Observed">The newest count.</param>
/// <param name="Expected">The moving average of the counts before it, at least <see cref="SurgeSettings.LeastMean"/>.</param>
/// <param name="Upper">The largest count that is still usual.</param>
/// <param name="PValue">Probability of a count at least this high when nothing happens, 0 to 1.</param>
/// <param name="Alarm">Whether it is a surge.</param>
public sealed record Surge(double Observed, double Expected, double Upper, double PValue, bool Alarm);

/// <summary>Tells a sudden rise of short series of small counts, where a season cannot be known: an exponentially weighted moving average gives what is
/// expected (S. W. Roberts, Control chart tests based on geometric moving averages, Technometrics 1, 1959), and the tail of a Poisson or, where the past
/// varies more than that, a negative binomial distribution judges the newest count.</summary>
public static class SurgeDetector
{
    /// <summary>Judges a count by those before it.</summary>
    /// <param name="before">Counts at equal steps, oldest first, each zero or more; empty expects <see cref="SurgeSettings.LeastMean"/>.</param>
    /// <param name="now">The newest count, zero or more.</param>
    /// <param name="settings">How strictly; the usual settings when null.</param>
    /// <exception cref="ArgumentException">A count is negative or a setting out of bounds.</exception>
    public static Surge Judge(IReadOnlyList<double> before, double now, SurgeSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentOutOfRangeException.ThrowIfNegative(now);
        settings ??= new();
        settings.Check();
        var (mean, variance) = Moving(before, settings.Weight);
        var expected = Math.Max(mean, settings.LeastMean);
        var usual = new CountDistribution(expected, Math.Max(1, variance / expected));
        var tail = usual.UpperTail(now);
        return new(now, expected, usual.UpperQuantile(settings.Alpha), tail, now >= settings.Fewest && tail <= settings.Alpha);
    }

    private static (double Mean, double Variance) Moving(IReadOnlyList<double> counts, double weight)
    {
        if (counts.Count == 0)
            return (0, 0);
        // Begun at the mean of all: begun at the first count, an odd first day would weigh for weeks.
        var mean = counts.Average();
        var variance = counts.Average(count => (count - mean) * (count - mean));
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            var apart = count - mean;
            mean += weight * apart;
            variance = (1 - weight) * (variance + weight * apart * apart);
        }
        return (mean, variance);
    }
}
