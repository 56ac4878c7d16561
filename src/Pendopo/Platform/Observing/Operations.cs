using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Observing;

/// <summary>How the house runs, as its page says it in words.</summary>
/// <param name="Nodes">Running programs that gave a sign of life within the last minute.</param>
/// <param name="Late">How long the oldest work that could be done now has been waiting; null when none waits.</param>
public sealed record HouseState(int Nodes, int Waiting, TimeSpan? Late, int Underway, int Shelved, int Repeated, AuditVerdict? Audit, BackupWorry Backup, DateTimeOffset? LastBackup, IReadOnlyList<PageTime> Slow);

/// <summary>Gathers what the operations page says, for who may see the work of the whole installation.</summary>
public sealed class Operations(PendopoDb db, Rights rights, Here here, AuditState audit, BackupBook backups, PageTimes pages, TimeProvider time)
{
    /// <summary>Work that waits longer than this is worth a word.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>An answer slower than this is worth a word: after a second people lose the thread (Nielsen, Usability Engineering, 1993, 5.5).</summary>
    public const double SlowMilliseconds = 1000;

    // Of fewer answers "19 of 20" says nothing: the first request after a start would raise the alarm.
    private const int Enough = 20;

    private const int Shown = 10;

    internal static bool IsSlow(PageTime page) => page.Count >= Enough && page.Slow > SlowMilliseconds;

    /// <summary>Null for who may see one centre's work only.</summary>
    public async Task<HouseState?> Look(CancellationToken cancel)
    {
        if (!await rights.MayEverywhere(here, PlatformPermissions.Jobs, cancel))
            return null;
        var now = time.Now();
        var bound = now - TimeSpan.FromMinutes(1);
        var nodes = await db.Set<NodeSign>().CountAsync(sign => sign.SeenAt >= bound, cancel);
        var due = db.Set<Job>().Where(job => (job.State == JobState.Available || job.State == JobState.Retryable) && job.RunAt <= now);
        var (waiting, oldest) = (await due.CountAsync(cancel), await due.OrderBy(job => job.RunAt).Select(job => (DateTimeOffset?)job.RunAt).FirstOrDefaultAsync(cancel));
        var (worry, lastBackup) = await backups.Look(cancel);
        return new(nodes, waiting, now - oldest,
            await db.Set<Job>().CountAsync(job => job.State == JobState.Running, cancel),
            await db.Set<Job>().CountAsync(job => job.State == JobState.Discarded, cancel),
            await db.Set<Job>().CountAsync(job => job.State == JobState.Retryable, cancel),
            await audit.Read(cancel), worry, lastBackup, pages.Slowest(Shown));
    }
}
