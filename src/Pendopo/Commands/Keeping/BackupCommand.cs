using System.CommandLine;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Recovery;

namespace Pendopo.Commands.Keeping;

/// <summary>`backup`: makes one now, beside a program that may be serving.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var to = new Option<string?>("--to") { Description = "Folder for the file. Default: the place chosen under /admin/backups, else `backups` in the data folder." };
        var backup = new Command("backup", "Make a backup now: database, files and keys in one sealed file, opened again to its last byte. Pendopo may go on serving.") { to };
        backup.SetAction((parsed, cancel) => KeepingScope.Run(parsed, services => Make(services, parsed, parsed.GetValue(to), cancel)));
        return backup;
    }

    private static async Task<int> Make(IServiceProvider services, ParseResult parsed, string? to, CancellationToken cancel)
    {
        var folder = to ?? await services.GetRequiredService<BackupPlace>().Folder(cancel);
        var order = new BackupOrder(Path.GetFullPath(folder), BackupReason.Asked, KeepingScope.Percent(parsed));
        var made = await services.GetRequiredService<MakeBackup>().Run(order, cancel);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(made.Path);
        await parsed.InvocationConfiguration.Error.WriteLineAsync($"{KeepingScope.Megabytes(made.Size)}, {made.Manifest.Tables.Sum(table => table.Rows)} rows, {made.Manifest.Files} files; opened again and whole.");
        if (!await services.GetRequiredService<RecoveryKeys>().IsSet(cancel))
            await parsed.InvocationConfiguration.Error.WriteLineAsync(new BackupException(BackupTrouble.NoCodeSet).Sentence);
        return 0;
    }
}
