using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Recovery;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Backups.Kept;

/// <summary>Makes the backup that a row asks for.</summary>
[Job("platform.backup.run", Queue = BackupBook.Queue, MaxAttempts = 3)]
internal sealed record RunBackup(Guid Backup) : IJob;

internal sealed class RunBackupJob(PendopoDb db, MakeBackup make, BackupPlace place, HouseKey house, CentreDirectory centres, IServiceScopeFactory scopes, TimeProvider time) : IJobHandler<RunBackup>
{
    private static readonly TimeSpan Tells = TimeSpan.FromSeconds(2);
    private int percent;

    public async Task<JobOutcome> Run(RunBackup job, CancellationToken cancel)
    {
        var id = new Id<Backup>(job.Backup);
        if (await db.Set<Backup>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { State: not BackupState.Good } row)
            return JobOutcome.Cancel("made already, or forgotten");
        try
        {
            var folder = await place.Folder(cancel);
            var making = make.Run(new(folder, row.Reason, new Told(part => percent = (int)(part * 100))), cancel);
            await TellWhile(making, id, cancel);
            var made = await making;
            row.Made(made.Path, made.Size, made.Header.Slots.Any(slot => slot.Kind == KeySlot.Code), time.Now());
            await db.SaveChangesAsync(cancel);
            await Thin(folder, cancel);
            return JobOutcome.Done;
        }
        catch (BackupBusyException)
        {
            return JobOutcome.Later(TimeSpan.FromMinutes(1));
        }
        catch (BackupException refusal)
        {
            row.Fail(refusal.Trouble);
            await db.SaveChangesAsync(cancel);
            return JobOutcome.Again(refusal.Trouble.ToString(), TimeSpan.FromMinutes(20));
        }
    }

    /// <summary>Says on the row how far it is, from a context of its own.</summary>
    private async Task TellWhile(Task making, Id<Backup> id, CancellationToken cancel)
    {
        while (await Task.WhenAny(making, Task.Delay(Tells, time, cancel)) != making && !cancel.IsCancellationRequested)
        {
            await using var scope = scopes.CreateAsyncScope();
            var done = Volatile.Read(ref percent);
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Backup>().Where(row => row.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Percent, done).SetProperty(row => row.State, BackupState.Running), cancel);
        }
    }

    private async Task Thin(string folder, CancellationToken cancel)
    {
        var zone = (await centres.All(cancel)).Select(centre => centre.Zone).FirstOrDefault(TimeZoneInfo.Utc);
        var bound = time.Now() - BackupFolder.AfterErasure;
        var erased = await db.Set<Erasures.Erasure>().Where(row => row.At <= bound).OrderByDescending(row => row.At).Select(row => (DateTimeOffset?)row.At).FirstOrDefaultAsync(cancel);
        var gone = BackupFolder.Thin(folder, house, await place.Keep(cancel), zone, erased);
        await db.Set<Backup>().Where(row => gone.Contains(row.Path)).ExecuteDeleteAsync(cancel);
    }
}

/// <summary>Looks every hour whether a backup is due.</summary>
[Job("platform.backup.nightly")]
internal sealed record NightlyBackup : IJob;

/// <summary>Queues one in the small hours of the first centre, or as soon as the program runs again when a night was missed.</summary>
internal sealed class NightlyBackupJob(PendopoDb db, BackupBook book, CentreDirectory centres, TimeProvider time) : IJobHandler<NightlyBackup>
{
    private const int From = 1, Until = 5;
    private static readonly TimeSpan Night = TimeSpan.FromHours(20), Missed = TimeSpan.FromHours(26), Tried = TimeSpan.FromHours(2);

    public async Task<JobOutcome> Run(NightlyBackup job, CancellationToken cancel)
    {
        if ((await centres.All(cancel)).Count == 0)
            return JobOutcome.Done;
        var now = time.Now();
        var hour = TimeZoneInfo.ConvertTime(now, (await centres.All(cancel))[0].Zone).Hour;
        var last = await book.LastGood(cancel);
        var due = last is null || now - last > Missed || (now - last > Night && hour is >= From and < Until);
        var since = now - Tried;
        if (!due || await db.Set<Backup>().AnyAsync(row => row.Reason == BackupReason.Nightly && row.StartedAt > since, cancel))
            return JobOutcome.Done;
        book.Order(BackupReason.Nightly);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}
