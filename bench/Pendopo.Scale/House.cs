using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Commands.Keeping;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Scale;

/// <summary>An installation with the sample world in it, on one of the two databases. It is made once in its folder, part by part; a run that
/// was stopped goes on with the first part that is missing.</summary>
internal sealed class House
{
    private readonly string program;
    private bool changed;

    private House(string program, Installation installation)
    {
        (this.program, Installation) = (program, installation);
        var lines = File.ReadAllLines(InFolder("people"));
        MadeAt = DateTimeOffset.Parse(lines[0], CultureInfo.InvariantCulture);
        People = lines[1..].Select(line => line.Split('\t')).ToDictionary(part => part[0], part => (part[1], part[2]), StringComparer.Ordinal);
    }

    public Installation Installation { get; }

    /// <summary>When it was made: its newest row.</summary>
    public DateTimeOffset MadeAt { get; }

    public IReadOnlyDictionary<string, (string Email, string Password)> People { get; }

    public string Database => Installation.OnPostgres ? "PostgreSQL" : "SQLite";

    public static async Task<House> Make(Asked asked, string name, KeptPostgres? server)
    {
        var data = Path.Combine(asked.Folder, $"{(server is null ? "sqlite" : "postgres")}_{name}");
        var installation = new Installation { DataFolder = data, ConnectionString = server?.ConnectionString(name) };
        if (!File.Exists(Path.Combine(data, "scale.people")))
        {
            if (Directory.Exists(data))
                Directory.Delete(data, recursive: true);
            Directory.CreateDirectory(data);
            if (server is not null)
                await server.Create(name);
            using var demo = Start(asked.Program, ["demo", .. Where(installation)]);
            var people = await demo.StandardOutput.ReadToEndAsync();
            await demo.WaitForExitAsync();
            await File.WriteAllTextAsync(Path.Combine(data, "scale.people"), DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture) + "\n" + people.Trim());
        }
        return new(asked.Program, installation);
    }

    public PendopoDb Open() => RestoreCommand.OpenDatabase(Installation);

    /// <summary>Does a part of the making, unless it was done before.</summary>
    public async Task Once(string part, Func<PendopoDb, Task> make)
    {
        var parts = InFolder("parts");
        if (File.Exists(parts) && (await File.ReadAllLinesAsync(parts)).Contains(part, StringComparer.Ordinal))
            return;
        var begun = Stopwatch.StartNew();
        await using var db = Open();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        await make(db);
        await File.AppendAllTextAsync(parts, part + "\n");
        changed = true;
        await Console.Error.WriteLineAsync($"{Path.GetFileName(Installation.DataFolder)}: {part} in {begun.Elapsed.TotalSeconds:F0} s");
    }

    /// <summary>Brings the schema up to this program, and does what happens by itself within the hour: PostgreSQL looks at the new rows
    /// (autovacuum), SQLite writes its log back.</summary>
    public async Task Ready()
    {
        await using var db = Open();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(20));
        changed |= (await db.Database.GetPendingMigrationsAsync()).Any();
        await DataSetup.MigrateAsync(db, default);
        if (changed || !File.Exists(InFolder("tidy")))
        {
            File.Delete(InFolder("tidy"));
            await db.Database.ExecuteSqlRawAsync(Installation.OnPostgres ? "VACUUM ANALYZE" : "PRAGMA wal_checkpoint(TRUNCATE)");
            await File.WriteAllTextAsync(InFolder("tidy"), "");
        }
    }

    public async Task<Visit> Serve()
    {
        var url = $"http://127.0.0.1:{Pendopo.Testing.FreePort.Next()}";
        var process = Start(program, ["serve", "--urls", url, .. Where(Installation)]);
        _ = process.StandardOutput.ReadToEndAsync();
        var visit = new Visit(process, url);
        await visit.UntilReady();
        await UntilQuiet();
        return visit;
    }

    // Background work that the start sets off would be measured along with the pages.
    private async Task UntilQuiet()
    {
        await using var db = Open();
        var limit = Stopwatch.StartNew();
        for (var quiet = 0; quiet < 3 && limit.Elapsed < TimeSpan.FromMinutes(2);)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            quiet = await IsBusy(db) ? 0 : quiet + 1;
        }
    }

    private static async Task<bool> IsBusy(PendopoDb db)
    {
        try
        {
            return await db.Database.SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM (SELECT 1 FROM platform_job WHERE state = 'Running' LIMIT 1) AS running").SingleAsync() > 0;
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // Somebody is writing for so long that even a reader waits in vain.
            return true;
        }
    }

    private string InFolder(string what) => Path.Combine(Installation.DataFolder, "scale." + what);

    private static IEnumerable<string> Where(Installation installation) =>
        installation.ConnectionString is { } connection ? ["--data", installation.DataFolder, "--database", connection] : ["--data", installation.DataFolder];

    private static Process Start(string program, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
}
