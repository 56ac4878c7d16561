using System.Threading.RateLimiting;
using Pendopo.Fediverse.Identity;

namespace Pendopo.Channels.Fediverse;

/// <summary>How many unknown keys are fetched in a minute: whoever sends us requests with made-up key ids must not make us knock at
/// somebody else's door without end (Fedify CVE-2026-34148), nor at a thousand doors at once. Each node counts for itself.</summary>
internal sealed class FetchBudget : IDisposable
{
    /// <summary>Of one server: more than so many strangers of one hardly meet a health centre in one minute.</summary>
    public const int PerMinute = 60;

    /// <summary>Of all servers together: made-up keys can lie on any number of hosts.</summary>
    public const int OfAllPerMinute = 600;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // The one server first: what it refuses takes nothing from the others.
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(domain => RateLimitPartition.GetFixedWindowLimiter(domain, _ => Window(PerMinute))),
        PartitionedRateLimiter.Create<string, string>(_ => RateLimitPartition.GetFixedWindowLimiter("", _ => Window(OfAllPerMinute))));

    /// <summary>Whether one more may be fetched now.</summary>
    public bool Allows(string keyId)
    {
        using var lease = limiter.AttemptAcquire(WebAddress.DomainOf(keyId) ?? "");
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    private static FixedWindowRateLimiterOptions Window(int most) => new() { PermitLimit = most, Window = Minute, QueueLimit = 0 };
}
