using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Restoring;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>Backups that an older or a newer program made, or one on the other database.</summary>
public abstract class OtherTimesTests(TestApp app) : AppTests(app)
{
    private static readonly IReadOnlyList<string> Steps = [.. new RoomMigrations().Migrations.Keys];

    [Fact]
    public async Task What_this_program_cannot_bring_back_is_refused_with_a_reason_before_anything_is_touched()
    {
        var code = await App.SetCode();
        var made = await App.Backup();
        var there = await App.EmptyMachine();
        var other = there.OnPostgres ? (DatabaseKind.Sqlite, BackupTrouble.NeedsSqlite) : (DatabaseKind.Postgres, BackupTrouble.NeedsPostgres);
        var cases = new (BackupHeader Header, BackupTrouble Trouble)[]
        {
            (OpenedBackup.Peek(made.Path) with { Schema = "999912312359_care_later" }, BackupTrouble.NewerSchema),
            (OpenedBackup.Peek(made.Path) with { Database = other.Item1 }, other.Item2),
        };
        foreach (var (header, trouble) in cases)
        {
            var refusal = await Should.ThrowAsync<BackupException>(async () => await BackupStage.Restore(there, await WithHead(made.Path, header), code));
            refusal.Trouble.ShouldBe(trouble);
            refusal.Sentence.Length.ShouldBeGreaterThan(20);
            Directory.EnumerateFileSystemEntries(there.DataFolder).ShouldBeEmpty();
        }
        // A head that only says that it is of an earlier schema: the body is bound to its own head.
        (await Should.ThrowAsync<BackupException>(async () => await BackupStage.Restore(there, await WithHead(made.Path, OpenedBackup.Peek(made.Path) with { Schema = Steps[^2] }), code))).Trouble.ShouldBe(BackupTrouble.Damaged);
        (await BackupStage.Restore(await App.EmptyMachine(), made.Path, code)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_backup_of_an_older_program_is_brought_back_and_brought_up_at_the_next_start()
    {
        var code = await App.SetCode();
        const int State = 7;
        var older = await App.EmptyMachine();
        TestFolder.CopyKeys(App.Services.GetRequiredService<Installation>().DataFolder, older.DataFolder);
        await using (var db = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(older))
            await DataSetup.MigrateAsync(db, default, Steps[State]);
        var rows = OlderRows.Fill(older, 50);
        await CopyCode(older);
        string file;
        await using (var host = new TestHost(older.DataFolder, older.ConnectionString, App.Clock, null) { Serves = false })
        {
            await using var scope = host.Services.CreateAsyncScope();
            file = (await scope.ServiceProvider.GetRequiredService<MakeBackup>().Run(new(TestFolder.New(), BackupReason.Asked), default)).Path;
        }
        OpenedBackup.Peek(file).Schema.ShouldBe(Steps[State]);
        var there = await App.EmptyMachine();
        await BackupStage.Restore(there, file, code);
        rows.ShouldStand(there);
        await using var again = new TestHost(there.DataFolder, there.ConnectionString, App.Clock, null);
        using var starting = again.CreateClient();
        await again.Services.GetRequiredService<Readiness>().Ready;
        rows.ShouldStand(there);
        await using var now = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(there);
        (await now.Database.GetPendingMigrationsAsync()).ShouldBeEmpty();
    }

    /// <summary>The code in force is a setting, wrapped by the keys that were copied.</summary>
    private async Task CopyCode(Installation to)
    {
        await using var scope = await App.Scope();
        var settings = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Pendopo.Platform.Settings.Setting>().AsNoTracking().Where(row => row.Key.StartsWith("keys:") || row.Key.StartsWith("backup:")).ToListAsync();
        await using var db = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(to);
        db.AddRange(settings);
        await db.SaveChangesAsync();
    }

    /// <summary>The same body behind another head, with the check sum that anybody can make.</summary>
    private static async Task<string> WithHead(string path, BackupHeader header)
    {
        var whole = await File.ReadAllBytesAsync(path);
        var body = 16 + 6 + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(whole.AsSpan(18)) + 32;
        var file = Path.Combine(TestFolder.New(), "other.backup");
        await using var stream = File.Create(file);
        HeaderFormat.Write(stream, header);
        await stream.WriteAsync(whole.AsMemory(body));
        return file;
    }
}

[Collection("sqlite")]
public sealed class OtherTimesOnSqlite(SqliteApp app) : OtherTimesTests(app);

[Collection("postgres")]
public sealed class OtherTimesOnPostgres(PostgresApp app) : OtherTimesTests(app);
