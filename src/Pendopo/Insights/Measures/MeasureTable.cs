using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Insights.Measures;

internal static class MeasureTable
{
    public static void Map(ModelBuilder builder) => builder.Entity<Measure>(measure =>
    {
        measure.ToTable("insights_measure");
        measure.Property(row => row.Network).HasMaxLength(40);
        measure.HasIndex(row => new { row.PostId, row.ChannelId, row.Day }).IsUnique();
    });
}

[Migration("202611220040_insights_measure")]
internal sealed class MeasureSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("insights_measure", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            network = table.Column<string>(maxLength: 40),
            day = table.Column<DateOnly>(),
            likes = table.Column<int>(nullable: true),
            shares = table.Column<int>(nullable: true),
            replies = table.Column<int>(nullable: true),
            views = table.Column<int>(nullable: true),
            clicks = table.Column<int>(nullable: true),
            read_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_insights_measure", row => row.id));
        migrationBuilder.CreateIndex("ix_insights_measure_post_id_channel_id_day", "insights_measure", ["post_id", "channel_id", "day"], unique: true);
    }
}
