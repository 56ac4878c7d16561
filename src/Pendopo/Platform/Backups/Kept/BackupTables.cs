using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Backups.Kept;

internal static class BackupTables
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Backup>(backup =>
        {
            backup.ToTable("platform_backup");
            backup.Property(row => row.Path).HasMaxLength(1000);
            backup.HasIndex(row => row.StartedAt);
        });
        builder.Entity<Erasure>(erasure =>
        {
            erasure.ToTable("platform_erasure").HasKey(row => row.Person);
            erasure.Property(row => row.Person).ValueGeneratedNever();
        });
    }
}

[Migration("202611220522_platform_backup")]
internal sealed class BackupSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("platform_backup", table => new
        {
            id = table.Column<Guid>(),
            reason = table.Column<string>(maxLength: 40),
            state = table.Column<string>(maxLength: 40),
            started_at = Instant(table),
            tested_at = Instant(table, nullable: true),
            path = table.Column<string>(maxLength: 1000),
            size = table.Column<long>(),
            percent = table.Column<int>(),
            trouble = table.Column<string>(maxLength: 40, nullable: true),
            has_code = table.Column<bool>(),
        }, constraints: table => table.PrimaryKey("pk_platform_backup", row => row.id));
        migrationBuilder.CreateIndex("ix_platform_backup_started_at", "platform_backup", "started_at");
        migrationBuilder.CreateTable("platform_erasure", table => new
        {
            person = table.Column<Guid>(),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_platform_erasure", row => row.person));
    }
}
