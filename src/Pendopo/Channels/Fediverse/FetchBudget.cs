using System.Threading.RateLimiting;
using Pendopo.Fediverse.Identity;

namespace Pendopo.Channels.Fediverse;

/// <summary>How many unknown keys of one server are fetched in a minute: whoever sends us requests with made-up key ids must not
/// make us knock at somebody else's door without end (Fedify CVE-2026-34148). Each node counts for itself; <see cref="FetchCeiling"/>
/// counts for all of them and for all servers together.</summary>
internal sealed class FetchBudget(int ofOneServer = FetchBudget.PerMinute, int ofAll = FetchCeiling.PerMinute) : IDisposable
{
    /// <summary>More than so many strangers of one server hardly meet a health centre in one minute.</summary>
    public const int PerMinute = 60;

    private readonly PartitionedRateLimiter<string> servers = PartitionedRateLimiter.Create<string, string>(domain => RateLimitPartition.GetFixedWindowLimiter(domain, _ => Window(ofOneServer)));
    private readonly FixedWindowRateLimiter all = new(Window(ofAll));

    /// <summary>Whether one more may be fetched now. The one server first: what it refuses takes nothing from the others. The ceiling is asked here too, so
    /// that a flood costs no query.</summary>
    public bool Allows(string keyId)
    {
        using var own = servers.AttemptAcquire(WebAddress.DomainOf(keyId) ?? "");
        if (!own.IsAcquired)
            return false;
        using var shared = all.AttemptAcquire();
        return shared.IsAcquired;
    }

    public void Dispose()
    {
        servers.Dispose();
        all.Dispose();
    }

    private static FixedWindowRateLimiterOptions Window(int most) => new() { PermitLimit = most, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 };
}
