using Pendopo.Fediverse.Delivery;
using Pendopo.Fediverse.Signatures;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>What is remembered of another server. A server that is well and speaks as we first try has no row.</summary>
internal sealed class PeerHost : IEntity
{
    private PeerHost()
    {
    }

    /// <summary>Host and port, in the one form that addresses are compared in.</summary>
    public string Authority { get; private set; } = "";
    public SignatureScheme Scheme { get; private set; }
    public int Failures { get; private set; }
    public int FailingDays { get; private set; }
    public DateOnly? LastFailingDay { get; private set; }
    public DateTimeOffset? HeldUntil { get; private set; }
    public DateTimeOffset SeenAt { get; private set; }

    public HostBreaker Breaker => new(Failures, FailingDays, LastFailingDay, HeldUntil);

    public static PeerHost Of(string authority, DateTimeOffset now) => new() { Authority = authority, SeenAt = now };

    public void Speaks(SignatureScheme scheme, DateTimeOffset now) => (Scheme, SeenAt) = (scheme, now);

    public void Failed(DateTimeOffset now) => Set(Breaker.Failed(now), now);

    public void Succeeded(DateTimeOffset now) => Set(HostBreaker.Succeeded(), now);

    private void Set(HostBreaker breaker, DateTimeOffset now) =>
        (Failures, FailingDays, LastFailingDay, HeldUntil, SeenAt) = (breaker.Failures, breaker.FailingDays, breaker.LastFailingDay, breaker.HeldUntil, now);
}

/// <summary>Something to be remembered for a while: a removal that came before what it removes, a key that was no good.</summary>
internal sealed class Memory : IEntity
{
    private Memory()
    {
    }

    /// <summary>The kind and the SHA-256 of what is remembered.</summary>
    public string Key { get; private set; } = "";
    public DateTimeOffset Until { get; private set; }

    public static Memory Of(string key, DateTimeOffset until) => new() { Key = key, Until = until };

    public void Keep(DateTimeOffset until) => Until = until;
}
