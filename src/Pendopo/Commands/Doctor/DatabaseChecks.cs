using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Platform.Storage;

namespace Pendopo.Commands.Doctor;

/// <summary>The database: does it answer, is it whole, is it of this program, what stands in it. Each finding says whether looking further makes sense.</summary>
internal sealed class DatabaseChecks(PendopoDb db, IDialect dialect, TimeProvider time)
{
    public async IAsyncEnumerable<(Finding Finding, bool GoOn)> Run([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var whole = await Whole(cancel);
        yield return (whole, whole.Fine);
        if (!whole.Fine)
            yield break;
        var schema = await Schema(cancel);
        yield return (schema.Finding, schema.GoOn);
        if (!schema.GoOn)
            yield break;
        yield return (await SetUp(cancel), true);
        yield return (await Clock(cancel), true);
        yield return (await Jobs(cancel), true);
    }

    private async Task<Finding> Whole(CancellationToken cancel)
    {
        try
        {
            await db.Database.OpenConnectionAsync(cancel);
            if (!db.Database.IsSqlite())
                return Finding.Good("The database answers.");
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            return (string?)await command.ExecuteScalarAsync(cancel) == "ok"
                ? Finding.Good("The database answers and is whole.")
                : Damaged();
        }
        catch (DbException error) when (StorageFaults.Of(error, dialect) == StorageFault.Full)
        {
            return Finding.Bad("The database cannot be looked through while the disk is full.", "Make room, then run this again.");
        }
        catch (DbException)
        {
            return db.Database.IsSqlite() ? Damaged() : Finding.Bad("The database does not answer.", "Check that PostgreSQL runs and that the connection string names the right host, user and database.");
        }
    }

    private static Finding Damaged() => Finding.Bad("The database file is damaged.", "Stop Pendopo, keep a copy of the data folder, and restore the last backup. A dying disk is the usual cause: check it.");

    private async Task<(Finding Finding, bool GoOn)> Schema(CancellationToken cancel)
    {
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        var newer = applied.Except(db.Database.GetMigrations(), StringComparer.Ordinal).Any();
        if (newer && await SchemaFloor.Allows(db, cancel))
            return (Finding.Hint("The database was brought up by a newer Pendopo. This program can still serve it.", "That is right while nodes are exchanged one by one, and after going back. Else put the newer program here, too."), true);
        if (newer)
            return (Finding.Bad("The database was written by a newer Pendopo than this program.", "Start the newer program again, or restore the backup that was made before the upgrade."), false);
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            return (Finding.Hint("The database is of an older Pendopo.", "It is brought up at the next start. Make a backup first."), false);
        return (Finding.Good("The database is of this program."), true);
    }

    private async Task<Finding> SetUp(CancellationToken cancel)
    {
        if (!await db.Set<Centre>().AnyAsync(cancel))
            return Finding.Bad("No health centre is set up yet.", "Start Pendopo and open the link it prints.");
        return await db.Set<Account>().AnyAsync(account => account.DisabledAt == null, cancel)
            ? Finding.Good("A health centre is set up, and somebody can sign in.")
            : Finding.Bad("Nobody can sign in: every account is disabled.", "Let somebody in: pendopo user add E-MAIL --name NAME");
    }

    private async Task<Finding> Clock(CancellationToken cancel)
    {
        // A node signs every few seconds: the latest sign tells what the clock said when Pendopo last ran.
        var latest = await db.Set<NodeSign>().OrderByDescending(sign => sign.SeenAt).Select(sign => (DateTimeOffset?)sign.SeenAt).FirstOrDefaultAsync(cancel);
        var now = time.Now();
        return now.Year < 2026 || latest > now.AddMinutes(5)
            ? Finding.Bad($"The clock says {now:u}, which is in the past.", "Set it, and let it follow the network's time: timedatectl set-ntp true")
            : Finding.Good($"The clock says {now:u}.");
    }

    private async Task<Finding> Jobs(CancellationToken cancel)
    {
        var shelved = await db.Set<Job>().CountAsync(job => job.State == JobState.Discarded, cancel);
        return shelved == 0
            ? Finding.Good("No background work is shelved.")
            : Finding.Hint($"{shelved} pieces of background work failed for good.", "Look at them under /admin/jobs: each says why, and can be done again.");
    }
}
