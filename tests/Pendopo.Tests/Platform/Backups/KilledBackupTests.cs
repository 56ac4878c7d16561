using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Testing;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>The program killed while it makes a backup or restores one: no half file under a good name, and the next try works.</summary>
public abstract class KilledBackupTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_killed_backup_leaves_no_file_with_a_good_name_and_the_next_one_clears_up()
    {
        var code = await App.SetCode();
        await Fill();
        var folder = TestFolder.New();
        var here = App.Services.GetRequiredService<Installation>();
        for (var percent = 5; percent <= 95; percent += 30)
        {
            await KillAt(percent, ["backup", "--to", folder, .. Where(here)]);
            // Killed a moment too late there may be one; then it is whole.
            foreach (var file in Directory.GetFiles(folder, "*.backup"))
            {
                var work = TestFolder.New();
                await new TestBackup().Run(file, BackupUnlock.ByCode(code), work, null, default);
                File.Delete(file);
            }
        }
        var made = await App.Backup(folder);
        Directory.GetFiles(folder).ShouldBe([made.Path]);
        Directory.Exists(Path.Combine(here.DataFolder, ".work")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_killed_restore_leaves_a_place_into_which_the_next_one_restores()
    {
        var code = await App.SetCode();
        await Fill();
        var made = await App.Backup();
        var there = await App.EmptyMachine();
        foreach (var percent in new[] { 10, 50, 90 })
        {
            // On a busy machine it may be through before it is killed; then the next has a place of its own.
            if (!await KillAt(percent, ["restore", made.Path, "--code", code, .. Where(there)]))
                there = await App.EmptyMachine();
        }
        await BackupStage.Restore(there, made.Path, code);
        (await BackupStage.Rows(there)).ShouldBe(await BackupStage.Rows(App.Services.GetRequiredService<Installation>()));
    }

    private static string[] Where(Installation here) => here.OnPostgres ? ["--data", here.DataFolder, "--database", here.ConnectionString!] : ["--data", here.DataFolder];

    /// <summary>Rows that neither lie close together nor compress, and some files.</summary>
    private async Task Fill()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        for (var i = 0; i < 3000; i++)
            db.Add(new Setting { Key = $"fill:{i}", Value = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(2900)) });
        await db.SaveChangesAsync();
        var files = Directory.CreateDirectory(Path.Combine(App.Services.GetRequiredService<Installation>().FilesFolder, "ab"));
        for (var i = 0; i < 40; i++)
            await File.WriteAllBytesAsync(Path.Combine(files.FullName, $"ab{i:x30}"), System.Security.Cryptography.RandomNumberGenerator.GetBytes(500_000));
    }

    /// <summary>Runs a command in a process of its own and kills it once it says that it did so much.</summary>
    /// <returns>False when it was through before.</returns>
    private static async Task<bool> KillAt(int percent, string[] command)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "pendopo.dll");
        using var child = Process.Start(new ProcessStartInfo("dotnet", [program, .. command]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var (seen, buffer) = ("", new char[64]);
        while (!seen.Split('\r').Any(line => int.TryParse(line.Replace(" %", ""), out var number) && number >= percent))
        {
            var length = await child.StandardError.ReadAsync(buffer);
            if (length == 0)
                break;
            seen += new string(buffer, 0, length);
        }
        seen.ShouldContain("%", Case.Sensitive, seen);
        child.Kill();
        await child.WaitForExitAsync();
        return child.ExitCode != 0;
    }
}

[Collection("sqlite")]
public sealed class KilledBackupOnSqlite(SqliteApp app) : KilledBackupTests(app);

[Collection("postgres")]
public sealed class KilledBackupOnPostgres(PostgresApp app) : KilledBackupTests(app);
