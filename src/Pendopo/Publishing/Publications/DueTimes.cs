using Pendopo.Platform;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Publications;

/// <summary>Which minutes may be chosen to go out at.</summary>
internal static class DueTimes
{
    // Somebody who fills in a form for "now" may be a few minutes late; nobody plans further than two years.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5), Horizon = TimeSpan.FromDays(2 * 366);

    /// <summary>The refusal of a time on the centre's clock, or null.</summary>
    public static Problem? Refuses(PostLedger ledger, DateTime at)
    {
        var due = ledger.Here.Centre.Instant(at);
        if (due < ledger.Now - Slack)
            return ledger.Problem("TimeIsPast", "Date");
        return due > ledger.Now + Horizon ? ledger.Problem("TimeIsFar", "Date") : null;
    }
}
