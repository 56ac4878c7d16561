using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Restoring;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.Backups.Upgrading;

/// <summary>Brings the schema up to this program, after a backup that was opened again. Killed on the way, it goes on where it stood, and the
/// backup from before its beginning stays the one to go back to.</summary>
internal sealed class UpgradeSchema(PendopoDb db, Installation installation, MakeBackup make, BackupPlace place, Readiness readiness, IConfiguration settings)
{
    /// <summary>Setting that leaves the backup out: for an operator who has made one by other means.</summary>
    public const string WithoutBackup = "upgrade-without-backup";

    public async Task Run(CancellationToken cancel)
    {
        if (RestorePlace.IsBrokenOff(installation) || await RollBack.IsBrokenOff(installation, cancel))
            throw new BrokenOffException();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (applied.Count == 0 || pending.Count == 0 || applied.Except(db.Database.GetMigrations(), StringComparer.Ordinal).Any())
        {
            await DataSetup.MigrateAsync(db, cancel);
            UpgradeMark.Remove(installation);
            return;
        }
        if (!UpgradeMark.Stands(installation) && settings[WithoutBackup] is not "true")
            await Backup(cancel);
        for (var step = 0; step < pending.Count; step++)
        {
            readiness.Say($"upgrading the database, step {step + 1} of {pending.Count}");
            await DataSetup.MigrateAsync(db, cancel, pending[step]);
        }
        UpgradeMark.Remove(installation);
        readiness.Say(null);
    }

    private async Task Backup(CancellationToken cancel)
    {
        var folder = await place.Folder(cancel);
        var made = await make.Run(new(folder, BackupReason.Upgrade, new Told(part => readiness.Say($"making a backup before the upgrade, {(int)(part * 100)} %"))), cancel);
        UpgradeMark.Put(installation, made.Path);
    }
}

/// <summary>Says that an upgrade was begun and where its backup lies.</summary>
internal static class UpgradeMark
{
    private const string FileName = ".upgrading";

    /// <summary>Whether an upgrade was begun whose backup is still there.</summary>
    public static bool Stands(Installation installation) => File.Exists(Path(installation)) && File.Exists(File.ReadAllText(Path(installation)));

    public static void Put(Installation installation, string backup) =>
        Keys.PrivateFiles.Replace(Path(installation), System.Text.Encoding.UTF8.GetBytes(backup));

    public static void Remove(Installation installation) => File.Delete(Path(installation));

    private static string Path(Installation installation) => System.IO.Path.Combine(installation.DataFolder, FileName);
}

/// <summary>A restore or a way back was broken off in this data folder.</summary>
public sealed class BrokenOffException() : Exception("A restore into this data folder was broken off. Run it again: `pendopo restore` begins anew, `pendopo rollback` goes on.");
