using System.Security.Cryptography;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Recovery;
using Pendopo.Platform.Backups.Snapshots;
using Pendopo.Platform.Backups.Testing;

namespace Pendopo.Platform.Backups.Making;

/// <summary>What is wished for.</summary>
/// <param name="Folder">Where the file shall lie.</param>
/// <param name="Progress">Told how much is done, from 0 to 1; test included.</param>
internal sealed record BackupOrder(string Folder, BackupReason Reason, IProgress<double>? Progress = null);

/// <summary>A backup that was made and opened again to the last byte.</summary>
internal sealed record MadeBackup(string Path, BackupHeader Header, BackupManifest Manifest, long Size);

/// <summary>Makes one backup: the database as it stands at one moment, the files, the keys; sealed, tested, and only then given its name.</summary>
internal sealed class MakeBackup(Installation installation, HouseKey house, RecoveryKeys recovery, TestBackup test, TimeProvider time)
{
    internal const string Part = ".part", Extension = ".backup";
    internal const string HousePurpose = "backup";

    public async Task<MadeBackup> Run(BackupOrder order, CancellationToken cancel)
    {
        using var work = WorkFolder.Open(installation);
        var code = await recovery.Read(cancel);
        try
        {
            PrivateFiles.Folder(order.Folder);
            foreach (var left in Directory.EnumerateFiles(order.Folder, "*" + Part))
                File.Delete(left);
            return await Make(order, work.Path, code, cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(Trouble(error), inner: error);
        }
    }

    private async Task<MadeBackup> Make(BackupOrder order, string work, RecoveryKey? code, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var path = Path.Combine(order.Folder, $"pendopo-{now:yyyyMMdd'T'HHmmss'Z'}-{order.Reason.ToString().ToLowerInvariant()}{Extension}");
        var part = path + Part;
        try
        {
            var (header, manifest) = await Write(order, part, work, code, cancel);
            // The test reads what the disk gives back, by the same way as a restore does.
            await test.Run(part, BackupUnlock.ByHouse(house), work, Scaled(order.Progress, 0.5), cancel);
            File.Move(part, path, overwrite: false);
            PrivateFiles.SyncFolder(order.Folder);
            order.Progress?.Report(1);
            return new(path, header, manifest, new FileInfo(path).Length);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task<(BackupHeader, BackupManifest)> Write(BackupOrder order, string part, string work, RecoveryKey? code, CancellationToken cancel)
    {
        await using var snapshot = await Snapshot.Take(installation, work, cancel);
        var files = new FolderContent(installation);
        DiskRoom.Check(order.Folder, snapshot.Size + files.Bytes);
        var fileKey = RandomNumberGenerator.GetBytes(InstallationKey.Size);
        var header = Header(order.Reason, snapshot, snapshot.Size + files.Bytes, fileKey, code);
        await using var file = PrivateFiles.Create(part, FileMode.Create);
        var hash = HeaderFormat.Write(file, header);
        await using var sealing = new SealedWriter(file, fileKey, hash);
        var (done, all) = (0L, Math.Max(1, snapshot.Size + files.Bytes));
        BackupManifest manifest;
        await using (var archive = new ArchiveWriter(sealing, bytes => order.Progress?.Report(Math.Min(1, (double)(done += bytes) / all) / 2)))
        {
            await archive.Add(ArchiveNames.House, house.Bytes.ToArray(), cancel);
            var tables = await snapshot.WriteTo(archive, cancel);
            await files.WriteTo(archive, cancel);
            manifest = new(snapshot.Steps, tables, files.Count, files.Bytes);
            await archive.Add(manifest, cancel);
        }
        await sealing.End(cancel);
        await file.FlushAsync(cancel);
        file.Flush(flushToDisk: true);
        return (header, manifest);
    }

    private BackupHeader Header(BackupReason reason, Snapshot snapshot, long bytes, byte[] fileKey, RecoveryKey? code)
    {
        var id = Guid.CreateVersion7();
        var slots = new List<KeySlot> { KeySlot.Of(KeySlot.House, house.For(HousePurpose), fileKey, id) };
        if (code is not null)
            slots.Add(KeySlot.Of(KeySlot.Code, code.Key, fileKey, id, code.Iterations, code.Salt));
        return new()
        {
            Id = id,
            MadeAt = time.GetUtcNow(),
            Program = Release.Version,
            Bytes = bytes,
            Schema = snapshot.Steps.LastOrDefault() ?? "",
            Database = snapshot.Kind,
            Reason = reason,
            Slots = slots,
        };
    }

    private static Told? Scaled(IProgress<double>? whole, double from) =>
        whole is null ? null : new Told(part => whole.Report(from + (part * (1 - from))));

    // 112 and 28: ERROR_DISK_FULL and ENOSPC in the low word of the result code.
    private static BackupTrouble Trouble(Exception error) => (error.HResult & 0xFFFF) is 112 or 28 ? BackupTrouble.NoSpace : BackupTrouble.CannotWrite;
}

/// <summary>Progress told at once, in the thread that made it.</summary>
internal sealed class Told(Action<double> tell) : IProgress<double>
{
    public void Report(double value) => tell(value);
}
