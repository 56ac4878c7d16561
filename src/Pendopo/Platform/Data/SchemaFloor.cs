using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Data;

/// <summary>Which older programs may go on serving a database that a newer one brought up. A step that only adds (tables, columns that may be
/// empty, indexes) harms none of them, so nodes can be exchanged one by one; a step that does more names itself in the database as the floor,
/// and a program that does not know the floor stops.</summary>
internal static class SchemaFloor
{
    public const string Key = "schema:floor";

    /// <summary>The step that made the table in which the floor is kept; before it no program could serve.</summary>
    public const string Ground = "202611220010_platform_people";

    /// <summary>Whether this program may serve a database with steps it does not know.</summary>
    public static async Task<bool> Allows(PendopoDb db, CancellationToken cancel)
    {
        var floor = await db.Set<Setting>().Where(setting => setting.Key == Key).Select(setting => setting.Value).FirstOrDefaultAsync(cancel);
        return floor is not null && db.Database.GetMigrations().Contains(floor, StringComparer.Ordinal);
    }

    /// <summary>The last of the steps that an older program could not live with, or null.</summary>
    public static string? LastBreaking(PendopoDb db, IEnumerable<string> steps)
    {
        var known = db.GetService<IMigrationsAssembly>();
        return steps.LastOrDefault(step => Breaks(known.CreateMigration(known.Migrations[step], db.Database.ProviderName!)));
    }

    /// <summary>Keeps the floor; it never sinks. Done before the step is: an older program that starts in between refuses, which harms nobody.</summary>
    public static async Task Raise(PendopoDb db, string step, CancellationToken cancel)
    {
        var row = await db.Set<Setting>().FirstOrDefaultAsync(setting => setting.Key == Key, cancel);
        if (row is not null && string.CompareOrdinal(row.Value, step) >= 0)
            return;
        if (row is null)
            db.Add(row = new Setting { Key = Key });
        (row.Value, row.UpdatedAt) = (step, Instants.Cut(TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Whether a program that does not know the step could fail or do harm after it.</summary>
    public static bool Breaks(Migration step)
    {
        if (step is RoomMigration { OlderMayServe: { } said })
            return !said;
        var made = step.UpOperations.OfType<CreateTableOperation>().Select(table => table.Name).ToHashSet(StringComparer.Ordinal);
        return step.UpOperations.Any(operation => !Adds(operation, made));
    }

    private static bool Adds(MigrationOperation operation, HashSet<string> made) => operation switch
    {
        CreateTableOperation or InsertDataOperation => true,
        // Rows of an older program leave the new column out.
        AddColumnOperation column => made.Contains(column.Table) || column.IsNullable || column.DefaultValue is not null || column.DefaultValueSql is not null,
        // A rule that an older program does not keep would refuse its rows.
        CreateIndexOperation index => made.Contains(index.Table) || !index.IsUnique,
        // What SQL does nobody can see here: such a step says itself that older programs may go on.
        _ => false,
    };
}
