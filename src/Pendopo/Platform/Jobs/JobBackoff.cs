using System.Security.Cryptography;

namespace Pendopo.Platform.Jobs;

/// <summary>How long a failed job waits: n⁴ + 15 s, plus up to half of n⁴ by chance, as Mastodon's delivery does
/// (16 attempts reach over two days: long enough for a village's line to come back).</summary>
internal static class JobBackoff
{
    public static TimeSpan After(int attempt)
    {
        var power = (long)attempt * attempt * attempt * attempt;
        var jitter = RandomNumberGenerator.GetInt32(0, (int)Math.Min(power / 2 + 1, int.MaxValue));
        return TimeSpan.FromSeconds(power + 15 + jitter);
    }
}
