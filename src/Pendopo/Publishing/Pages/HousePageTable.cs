using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Pages;

internal static class HousePageTable
{
    public static void Map(ModelBuilder builder) => builder.Entity<HousePage>(page =>
    {
        page.ToTable("publishing_house_page");
        page.Property(row => row.Language).HasMaxLength(10);
        page.Property(row => row.Text).HasMaxLength(HousePage.TextLength);
        page.HasIndex(row => new { row.CentreId, row.Kind, row.Language }).IsUnique();
    });
}

[Migration("202611220240_publishing_house_pages")]
internal sealed class HousePageSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_house_page", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            language = table.Column<string>(maxLength: 10),
            text = table.Column<string>(maxLength: HousePage.TextLength),
            changed_by = table.Column<Guid>(),
            changed_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_house_page", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_house_page_centre_id_kind_language", "publishing_house_page", ["centre_id", "kind", "language"], unique: true);
    }
}
