using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Push;

/// <summary>
/// Drops browsers whose service took nothing for a long time without ever saying that they are gone. Counted only where the notification reached somebody else,
/// so that a line of ours that is down costs nobody their notifications.
/// </summary>
internal sealed class SilentBrowsers(PendopoDb db, TimeProvider time)
{
    /// <summary>Both have to be reached. Our own rule: no standard gives one.</summary>
    public const int MostFailures = 3;

    public static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <summary>Counts what became of a notification that ended.</summary>
    public async Task Count(Id<PushNotice> notice, CancellationToken cancel)
    {
        var copies = db.Set<PushCopy>().Where(row => row.NoticeId == notice);
        if (!await copies.AnyAsync(row => row.State == PushState.Sent, cancel))
            return;
        var (now, bound) = (time.Now(), time.Now() - Patience);
        var taken = copies.Where(row => row.State == PushState.Sent).Select(row => row.SubscriptionId);
        var failed = copies.Where(row => row.State == PushState.Refused || row.State == PushState.Unknown).Select(row => row.SubscriptionId);
        var browsers = db.Set<PushSubscription>();
        await browsers.Where(row => row.Failures > 0 && taken.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, 0).SetProperty(row => row.FailingSince, (DateTimeOffset?)null), cancel);
        await browsers.Where(row => row.FailingSince == null && failed.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.FailingSince, now), cancel);
        await browsers.Where(row => failed.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, row => row.Failures + 1), cancel);
        await browsers.Where(row => row.Failures >= MostFailures && row.FailingSince <= bound && failed.Contains(row.Id)).ExecuteDeleteAsync(cancel);
    }
}
