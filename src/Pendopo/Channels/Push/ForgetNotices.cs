using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Push;

/// <summary>Clears away the lines of notifications that ended a month ago: to which browsers one went is nobody's business any longer. That it went, and to how many, stays.</summary>
[Job("channels.push-forget", MaxAttempts = 3)]
internal sealed record ForgetNotices : IJob;

internal sealed class ForgetNoticesJob(PendopoDb db, TimeProvider time) : IJobHandler<ForgetNotices>
{
    private const int AtOnce = 100;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<JobOutcome> Run(ForgetNotices job, CancellationToken cancel)
    {
        var before = time.Now() - Kept;
        for (var full = true; full;)
        {
            var old = await db.Set<PushNotice>().AcrossCentres().Where(row => row.EndedAt < before && db.Set<PushCopy>().Any(copy => copy.NoticeId == row.Id)).OrderBy(row => row.Id).Take(AtOnce).ToListAsync(cancel);
            foreach (var notice in old)
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancel);
                var lines = db.Set<PushCopy>().AcrossCentres().Where(copy => copy.NoticeId == notice.Id);
                notice.Clear(await lines.CountAsync(copy => copy.State == PushState.Sent || copy.State == PushState.Leaving || copy.State == PushState.Unknown, cancel));
                await db.SaveChangesAsync(cancel);
                await lines.ExecuteDeleteAsync(cancel);
                await transaction.CommitAsync(cancel);
            }
            full = old.Count == AtOnce;
        }
        return JobOutcome.Done;
    }
}
