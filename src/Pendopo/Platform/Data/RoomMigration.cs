using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Pendopo.Platform.Data;

/// <summary>A hand-written migration that makes the same schema on SQLite and on PostgreSQL.
/// Columns leave their store type out; an instant goes through <see cref="Instant"/>. Named by
/// `[Migration("yyyyMMddHHmm_room_what")]`: the order of names is the order of running.</summary>
public abstract class RoomMigration : Migration
{
    protected bool OnPostgres => ActiveProvider!.EndsWith("PostgreSQL", StringComparison.Ordinal);

    /// <summary>Whether programs that do not know this step may go on serving; null when its operations show it (<see cref="SchemaFloor"/>).
    /// A step that runs SQL says it.</summary>
    protected internal virtual bool? OlderMayServe => null;

    /// <summary>An instant: ticks on SQLite, timestamptz on PostgreSQL.</summary>
    protected OperationBuilder<AddColumnOperation> Instant(ColumnsBuilder table, bool nullable = false) =>
        OnPostgres ? table.Column<DateTimeOffset>(nullable: nullable) : table.Column<long>(nullable: nullable);

    /// <summary>Adds an instant to a table that stands already.</summary>
    protected void AddInstant(MigrationBuilder migration, string table, string name)
    {
        if (OnPostgres)
            migration.AddColumn<DateTimeOffset>(name, table, nullable: true);
        else
            migration.AddColumn<long>(name, table, nullable: true);
    }

    /// <summary>An integer that the database counts up by itself.</summary>
    protected OperationBuilder<AddColumnOperation> Counter(ColumnsBuilder table) =>
        table.Column<int>().Annotation("Sqlite:Autoincrement", true)
            .Annotation("Npgsql:ValueGenerationStrategy", Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);

    protected sealed override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("A schema goes back by restoring the backup made before the upgrade.");
}
