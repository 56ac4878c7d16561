using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Files;

internal static class FileTable
{
    public static void Map(ModelBuilder builder) => builder.Entity<StoredFile>(file =>
    {
        file.ToTable("platform_file");
        file.Property(row => row.Name).HasMaxLength(32);
        file.Property(row => row.Mime).HasMaxLength(60);
        file.Property(row => row.AltText).HasMaxLength(StoredFile.MaxAltText);
        file.Property(row => row.Sha256).HasMaxLength(64);
        file.Property(row => row.Renditions).HasMaxLength(60);
        file.HasIndex(row => row.Name).IsUnique();
        file.HasIndex(row => row.CentreId);
    });
}

[Migration("202611220210_platform_files")]
internal sealed class FileSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("platform_file", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            owner_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: 32),
            mime = table.Column<string>(maxLength: 60),
            size = table.Column<long>(),
            width = table.Column<int>(),
            height = table.Column<int>(),
            alt_text = table.Column<string>(maxLength: StoredFile.MaxAltText),
            sha256 = table.Column<string>(maxLength: 64),
            audience = table.Column<string>(maxLength: 40),
            renditions = table.Column<string>(maxLength: 60),
            created_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_platform_file", row => row.id));
        migrationBuilder.CreateIndex("ix_platform_file_name", "platform_file", "name", unique: true);
        migrationBuilder.CreateIndex("ix_platform_file_centre_id", "platform_file", "centre_id");
    }
}
