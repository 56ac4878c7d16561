using System.CommandLine;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Testing;

namespace Pendopo.Commands.Keeping;

/// <summary>`verify-backup`: really opens one, anywhere, and changes nothing.</summary>
internal static class VerifyBackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The backup." };
        var verify = new Command("verify-backup", "Open a backup to its last byte, check its database and count what it holds. Nothing is changed. Where its own installation stands no code is needed.") { file, KeepingScope.Code };
        verify.SetAction((parsed, cancel) => KeepingScope.Tell(parsed, () => Verify(parsed, parsed.GetValue(file)!, cancel)));
        return verify;
    }

    private static async Task<int> Verify(ParseResult parsed, string file, CancellationToken cancel)
    {
        var (settings, installation) = KeepingScope.Bare(parsed);
        var header = Platform.Backups.Restoring.OpenedBackup.Peek(file);
        var unlock = File.Exists(Path.Combine(installation.KeysFolder, HouseKey.FileName)) && parsed.GetValue(KeepingScope.Code) is null
            ? BackupUnlock.ByHouse(new HouseKey(installation, settings))
            : await KeepingScope.ReadCode(parsed, cancel) is { } code ? BackupUnlock.ByCode(code) : null;
        if (unlock is null)
            return 1;
        var work = Directory.CreateTempSubdirectory("pendopo-verify-");
        try
        {
            var (_, manifest) = await new TestBackup().Run(file, unlock, work.FullName, KeepingScope.Percent(parsed), cancel);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"This backup of {header.MadeAt:yyyy-MM-dd HH:mm} UTC opens and is whole: Pendopo {header.Program}, {manifest.Tables.Sum(table => table.Rows)} rows, {manifest.Files} files ({KeepingScope.Megabytes(manifest.FileBytes)}).");
            if (header.Slots.All(slot => slot.Kind != KeySlot.Code))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(new BackupException(BackupTrouble.NoCode).Sentence);
            return 0;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }
}
