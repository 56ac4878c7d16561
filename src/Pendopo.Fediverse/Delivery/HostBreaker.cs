namespace Pendopo.Fediverse.Delivery;

/// <summary>
/// What is known of a host's health. Ten failures in a row hold it for a minute; seven days with failures and none with a
/// success make it dead: nothing is sent until it sends us a valid signed request itself, or a month is over (Mastodon).
/// </summary>
/// <param name="Failures">In a row.</param>
/// <param name="FailingDays">Different days (UTC) with a failure since the last success, at most <see cref="DaysToDeath"/>.</param>
/// <param name="LastFailingDay">The last of them.</param>
/// <param name="HeldUntil">No attempt before; null when none is held.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct HostBreaker(int Failures, int FailingDays, DateOnly? LastFailingDay, DateTimeOffset? HeldUntil)
{
    /// <summary>Failures in a row that open the breaker.</summary>
    public const int FailuresToHold = 10;

    /// <summary>Different failing days after which a host counts as dead.</summary>
    public const int DaysToDeath = 7;

    /// <summary>How long an open breaker holds.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(60);

    /// <summary>After so long without a failure the record is dropped: an attacker with endless host names must not fill the table (Fedify CVE-2026-69132).</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    /// <summary>A host of which nothing bad is known.</summary>
    public static HostBreaker Healthy => default;

    /// <summary>Whether it failed on seven days.</summary>
    public bool IsDead => FailingDays >= DaysToDeath;

    /// <summary>Whether an attempt may be made.</summary>
    public bool Allows(DateTimeOffset now) => !IsDead && (HeldUntil is not { } until || now >= until);

    /// <summary>After a failure of the host: no answer, or 5xx.</summary>
    public HostBreaker Failed(DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var failures = Math.Min(Failures + 1, int.MaxValue - 1);
        return new(
            failures,
            day == LastFailingDay ? FailingDays : Math.Min(FailingDays + 1, DaysToDeath),
            day,
            failures >= FailuresToHold ? now + Hold : null);
    }

    /// <summary>After any answer of a host that is well, or after a valid signed request of its own.</summary>
    public static HostBreaker Succeeded() => Healthy;

    /// <summary>Whether the record can be dropped.</summary>
    public bool IsForgotten(DateTimeOffset now) =>
        LastFailingDay is not { } day || now.UtcDateTime - day.ToDateTime(TimeOnly.MinValue) > Forgotten;
}
