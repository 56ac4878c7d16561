using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Files;

internal static class FileTable
{
    public static void Map(ModelBuilder builder) => builder.Entity<StoredFile>(file =>
    {
        file.ToTable("platform_file");
        file.Ignore(row => row.IsPicture).Ignore(row => row.NeedsEyes);
        file.Property(row => row.Name).HasMaxLength(32);
        file.Property(row => row.Mime).HasMaxLength(60);
        file.Property(row => row.AltText).HasMaxLength(StoredFile.MaxAltText);
        file.Property(row => row.Sha256).HasMaxLength(64);
        file.Property(row => row.Renditions).HasMaxLength(60);
        file.Property(row => row.Reading).HasDefaultValue(PictureReading.NotAsked);
        file.Property(row => row.ReadText).HasMaxLength(StoredFile.MaxReadText).HasDefaultValue("");
        file.Property(row => row.NameKinds).HasMaxLength(StoredFile.MaxNameKinds).HasDefaultValue("");
        file.HasIndex(row => row.Name).IsUnique();
        file.HasIndex(row => row.CentreId);
    });
}

[Migration("202611221941_platform_file_shows")]
internal sealed class FileShowsSchema : RoomMigration
{
    // What was brought before nobody asked is not declared yet.
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("shows", "platform_file", maxLength: 40, nullable: true);
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

/// <summary>What is known of the text in pictures. Those that stand already were never read: whoever hands them in looks at them.</summary>
[Migration("202611221848_platform_file_reading")]
internal sealed class FileReadingSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("reading", "platform_file", maxLength: 40, defaultValue: nameof(PictureReading.NotAsked));
        migrationBuilder.AddColumn<string>("read_text", "platform_file", maxLength: StoredFile.MaxReadText, defaultValue: "");
        migrationBuilder.AddColumn<string>("name_kinds", "platform_file", maxLength: StoredFile.MaxNameKinds, defaultValue: "");
    }
}
