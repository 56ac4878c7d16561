using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Restoring;
using Pendopo.Platform.Data;

namespace Pendopo.Commands.Keeping;

/// <summary>`restore`: an empty machine, one file, one code.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The backup." };
        var restore = new Command("restore", "Bring an installation back out of a backup, into an empty data folder (and, with --database, an empty PostgreSQL database).") { file, KeepingScope.Code };
        restore.SetAction((parsed, cancel) => KeepingScope.Tell(parsed, () => Restore(parsed, parsed.GetValue(file)!, cancel)));
        return restore;
    }

    private static async Task<int> Restore(ParseResult parsed, string file, CancellationToken cancel)
    {
        var (settings, installation) = KeepingScope.Bare(parsed);
        // A file that is none is told before a code is asked for.
        OpenedBackup.Peek(file);
        if (await KeepingScope.ReadCode(parsed, cancel) is not { } code)
            return 1;
        var restore = new RestoreBackup(installation, settings, () => OpenDatabase(installation));
        var (header, manifest) = await restore.Run(file, BackupUnlock.ByCode(code), KeepingScope.Percent(parsed), cancel);
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"Restored: the state of {header.MadeAt:yyyy-MM-dd HH:mm} UTC, {manifest.Tables.Sum(table => table.Rows)} rows, {manifest.Files} files. Start Pendopo with the same --data.");
        return 0;
    }

    /// <summary>A context on the installation's database without the program around it.</summary>
    internal static PendopoDb OpenDatabase(Installation installation)
    {
        var options = new DbContextOptionsBuilder<PendopoDb>();
        if (installation.OnPostgres)
            DataSetup.UsePostgres(options, installation.ConnectionString!);
        else
            DataSetup.UseEmbedded(options, installation.DatabaseFile);
        return new PendopoDb(options.Options, House.Rooms);
    }
}
