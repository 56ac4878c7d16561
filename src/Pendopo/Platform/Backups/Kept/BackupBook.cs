using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Recovery;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Backups.Kept;

/// <summary>What an administrator has to be told about the backups.</summary>
public enum BackupWorry { None, NoCode, NoneYet, TooOld }

/// <summary>The backups of the installation, for who may see to them: the permission held everywhere.</summary>
public sealed class BackupBook(PendopoDb db, JobBoard jobs, RecoveryKeys recovery, Rights rights, Here here, AuditBook audit, TimeProvider time)
{
    internal const string Queue = "keeping";
    private const int Shown = 60;

    /// <summary>After this a last good backup is too old.</summary>
    public static readonly TimeSpan TooOld = TimeSpan.FromHours(48);

    public async Task<bool> May(CancellationToken cancel) =>
        here.Person is not null && here.May(PlatformPermissions.Backups) && await rights.MayEverywhere(here, PlatformPermissions.Backups, cancel);

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<Backup>> All(CancellationToken cancel) =>
        await db.Set<Backup>().AsNoTracking().OrderByDescending(row => row.StartedAt).Take(Shown).ToListAsync(cancel);

    /// <summary>When the newest good one was made; null when there is none.</summary>
    public async Task<DateTimeOffset?> LastGood(CancellationToken cancel) =>
        await db.Set<Backup>().Where(row => row.State == BackupState.Good).OrderByDescending(row => row.StartedAt).Select(row => (DateTimeOffset?)row.StartedAt).FirstOrDefaultAsync(cancel);

    public async Task<(BackupWorry Worry, DateTimeOffset? LastGood)> Look(CancellationToken cancel)
    {
        var last = await LastGood(cancel);
        if (last is { } made && time.Now() - made > TooOld)
            return (BackupWorry.TooOld, last);
        if (!await recovery.IsSet(cancel))
            return (BackupWorry.NoCode, last);
        var first = await db.Set<Centre>().OrderBy(centre => centre.CreatedAt).Select(centre => (DateTimeOffset?)centre.CreatedAt).FirstOrDefaultAsync(cancel);
        return (last is null && time.Now() - first > TooOld ? BackupWorry.NoneYet : BackupWorry.None, last);
    }

    /// <summary>Asks for one now; nothing happens while one is under way.</summary>
    public async Task MakeNow(CancellationToken cancel)
    {
        var since = time.Now() - TimeSpan.FromHours(6);
        if (await db.Set<Backup>().AnyAsync(row => row.State == BackupState.Running && row.StartedAt > since, cancel))
            return;
        Order(BackupReason.Asked);
        audit.Note("backup.make", "installation");
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Adds the row and its job to the context.</summary>
    internal void Order(BackupReason reason)
    {
        var row = Backup.Begin(reason, time.Now());
        db.Add(row);
        jobs.Add(new RunBackup(row.Id.Value));
    }

    /// <summary>The path of a good backup to be taken away, noted; null when it is not there or not for this person.</summary>
    public async Task<string?> TakeAway(Id<Backup> id, CancellationToken cancel)
    {
        if (!await May(cancel) || await db.Set<Backup>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.State == BackupState.Good, cancel) is not { } backup || !File.Exists(backup.Path))
            return null;
        audit.Note("backup.download", $"backup:{backup.Id}");
        await db.SaveChangesAsync(cancel);
        return backup.Path;
    }
}
