namespace Pendopo.Fediverse.Delivery;

/// <summary>When to try again: Mastodon's curve, about two to three days in all, long enough for a rural line that is down over a weekend.</summary>
public static class Backoff
{
    /// <summary>Attempts after the first; then the delivery is given up.</summary>
    public const int Retries = 16;

    /// <summary>The pause before a retry: n⁴ + 15 s, and up to half of n⁴ more so that a host is not met by all at once.</summary>
    /// <param name="failures">How many attempts failed; 1 after the first. From 1 to <see cref="Retries"/>; null beyond.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan? Pause(int failures, double chance)
    {
        if (failures is < 1 or > Retries)
        {
            return null;
        }

        var power = Math.Pow(failures - 1, 4);
        return TimeSpan.FromSeconds(power + 15 + (Math.Clamp(chance, 0, 1) * power / 2));
    }
}
