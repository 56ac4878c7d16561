namespace Pendopo.Fediverse.Signatures;

/// <summary>
/// How long a signature lives: Mastodon's figures (signed_request.rb, 2026-08), so that what reaches Mastodon reaches us.
/// </summary>
internal static class SignatureClock
{
    /// <summary>How far clocks may differ, either way.</summary>
    internal static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    /// <summary>Life of a signature that names no end.</summary>
    internal static readonly TimeSpan DefaultLife = TimeSpan.FromMinutes(5);

    /// <summary>Longest life a signature may give itself.</summary>
    internal static readonly TimeSpan MaxLife = TimeSpan.FromHours(12);

    internal static SignatureRefusal? Check(DateTimeOffset signedAt, DateTimeOffset? expires, DateTimeOffset now)
    {
        if (signedAt > now + Skew)
        {
            return SignatureRefusal.FromTheFuture;
        }

        // Bounds are compared by differences: an instant at the edge of the calendar must not overflow.
        var life = expires is { } end ? Min(end - signedAt, MaxLife) : DefaultLife;
        return now - signedAt > life + Skew ? SignatureRefusal.Expired : null;
    }

    /// <summary>Seconds since 1970, or null when outside of the calendar.</summary>
    internal static DateTimeOffset? FromSeconds(long seconds) =>
        seconds is >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
