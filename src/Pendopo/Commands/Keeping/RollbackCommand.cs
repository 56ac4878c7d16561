using System.CommandLine;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Upgrading;

namespace Pendopo.Commands.Keeping;

/// <summary>`rollback`: the data as it was before the last upgrade.</summary>
internal static class RollbackCommand
{
    public static Command Create()
    {
        var sure = new Option<bool>("--yes") { Description = "Really go back. Without it the command only says what would happen." };
        var rollback = new Command("rollback", "Put the data back to before the last upgrade. What was written since is kept in a backup that is made first. Pendopo has to be stopped.") { sure };
        rollback.SetAction((parsed, cancel) => KeepingScope.Run(parsed, services => Run(services, parsed, parsed.GetValue(sure), cancel)));
        return rollback;
    }

    private static async Task<int> Run(IServiceProvider services, ParseResult parsed, bool sure, CancellationToken cancel)
    {
        var output = parsed.InvocationConfiguration.Output;
        var installation = services.GetRequiredService<Installation>();
        var back = new RollBack(installation, services.GetRequiredService<HouseKey>(), services.GetRequiredService<BackupPlace>(), services.GetRequiredService<MakeBackup>(), () => RestoreCommand.OpenDatabase(installation));
        var target = await back.Find(cancel);
        if (!sure)
        {
            await output.WriteLineAsync($"The data would go back to {target.Header.MadeAt:yyyy-MM-dd HH:mm} UTC, when Pendopo {target.Header.Program} ran ({target.Path}). What was written since would be kept in a backup only. Run again with --yes.");
            return 1;
        }
        var kept = await back.Run(target, KeepingScope.Percent(parsed), cancel);
        await output.WriteLineAsync($"The data is as it was at {target.Header.MadeAt:yyyy-MM-dd HH:mm} UTC. Start Pendopo {target.Header.Program} now; this program would upgrade it again.");
        await output.WriteLineAsync($"What stood until now is kept in {kept.Path}");
        return 0;
    }
}
