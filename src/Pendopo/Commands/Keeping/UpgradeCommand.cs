using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Upgrading;
using Pendopo.Platform.Data;

namespace Pendopo.Commands.Keeping;

/// <summary>`upgrade --check`: space, time and what will change, before this program touches the data; without `--check` it does it.</summary>
internal static class UpgradeCommand
{
    // Measured on two old cores: reading, sealing, writing and testing a backup; a step over a table of the whole size.
    private const double BackupBytesPerSecond = 40e6, StepBytesPerSecond = 60e6;

    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "Only say what would be done, how long it takes and whether there is room." };
        var upgrade = new Command("upgrade", "Bring the data up to this program: first a backup that is tested, then the steps. The same happens by itself when Pendopo starts.") { check };
        upgrade.SetAction((parsed, cancel) => parsed.GetValue(check)
            ? KeepingScope.Run(parsed, services => Check(services, parsed.InvocationConfiguration, cancel))
            : OwnScope.Run(parsed, async _ => { await parsed.InvocationConfiguration.Output.WriteLineAsync("The data is of this program."); return 0; }, cancel));
        return upgrade;
    }

    private static async Task<int> Check(IServiceProvider services, InvocationConfiguration output, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PendopoDb>();
        var installation = services.GetRequiredService<Installation>();
        if (!installation.OnPostgres && !File.Exists(installation.DatabaseFile))
        {
            await output.Output.WriteLineAsync($"There is no database in {installation.DataFolder}: nothing has to be upgraded.");
            return 0;
        }
        var unknown = (await db.Database.GetAppliedMigrationsAsync(cancel)).Except(db.Database.GetMigrations(), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            await output.Error.WriteLineAsync(new NewerDatabaseException(unknown[^1]).Message);
            return 1;
        }
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count == 0)
        {
            await output.Output.WriteLineAsync("The data is of this program: nothing has to be upgraded.");
            return 0;
        }
        return await Tell(pending, await UpgradeNeed.Of(db, installation, await services.GetRequiredService<BackupPlace>().Folder(cancel), cancel), output.Output);
    }

    private static async Task<int> Tell(List<string> pending, UpgradeNeed need, TextWriter output)
    {
        await output.WriteLineAsync($"{pending.Count} step{(pending.Count == 1 ? "" : "s")} would change the database:");
        foreach (var step in pending)
            await output.WriteLineAsync($"  {step[(step.IndexOf('_', StringComparison.Ordinal) + 1)..].Replace('_', ' ')}");
        var seconds = Math.Ceiling((need.Bytes / BackupBytesPerSecond) + (need.Database * pending.Count / StepBytesPerSecond)) + 1;
        await output.WriteLineAsync($"First a backup of {KeepingScope.Megabytes(need.Bytes)} is made in {need.Folder} and opened again. In all it takes about {(seconds < 90 ? $"{seconds} seconds" : $"{Math.Ceiling(seconds / 60)} minutes")}; /health/live says how far it is.");
        if (need.HasRoom)
        {
            await output.WriteLineAsync("There is room for it.");
            return 0;
        }
        await output.WriteLineAsync($"There is not enough room: {KeepingScope.Megabytes(need.Wanted)} are needed, {KeepingScope.Megabytes(need.Free)} are free. Make room first, or choose another place for backups.");
        return 1;
    }
}
