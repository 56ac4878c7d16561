using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Restoring;

namespace Pendopo.Platform.Backups.Kept;

/// <summary>A backup of this installation that lies in the folder.</summary>
internal sealed record FoundBackup(string Path, BackupHeader Header);

/// <summary>The folder in which backups lie, read by what the files say of themselves.</summary>
internal static class BackupFolder
{
    // Two upgrades back: one may want to go back from the last one after the next was begun.
    private const int KeptUpgrades = 2;

    /// <summary>This installation's own backups, the newest first. Others' files are left alone.</summary>
    public static IReadOnlyList<FoundBackup> Read(string folder, HouseKey house) => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, "*" + MakeBackup.Extension).Select(path => Find(path, house)).OfType<FoundBackup>().OrderByDescending(found => found.Header.MadeAt)];

    /// <summary>How long a backup may outlive the erasure of somebody whom it still holds.</summary>
    public static readonly TimeSpan AfterErasure = TimeSpan.FromDays(30);

    /// <summary>Takes away what the rule does not keep, and what still holds somebody erased long enough ago; returns the paths.</summary>
    /// <param name="erased">The last erasure that is older than <see cref="AfterErasure"/>; null when there is none.</param>
    public static IReadOnlyList<string> Thin(string folder, HouseKey house, Retention keep, TimeZoneInfo zone, DateTimeOffset? erased = null)
    {
        var all = Read(folder, house);
        // The newest of all stays in any case: a machine without a backup is worse, and a restore erases again.
        var holding = all.Skip(1).Where(backup => backup.Header.MadeAt < erased).ToList();
        var found = all.Except(holding).ToList();
        var upgrades = found.Where(backup => backup.Header.Reason is BackupReason.Upgrade or BackupReason.Rollback).ToList();
        var usual = found.Except(upgrades).ToList();
        var over = RetentionRule.Over([.. usual.Select(backup => backup.Header.MadeAt)], keep, zone);
        var gone = usual.Where(backup => over.Contains(backup.Header.MadeAt)).Concat(upgrades.Skip(KeptUpgrades)).Concat(holding).Select(backup => backup.Path).ToList();
        gone.ForEach(File.Delete);
        return gone;
    }

    private static FoundBackup? Find(string path, HouseKey house)
    {
        try
        {
            var header = OpenedBackup.Peek(path);
            BackupUnlock.ByHouse(house).FileKey(header);
            return new(path, header);
        }
        catch (BackupException)
        {
            return null;
        }
    }
}
