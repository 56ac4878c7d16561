using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Insights.Weekly;

[Migration("202611221558_insights_weekly")]
internal sealed class WeeklySchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("insights_weekly", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            monday = table.Column<DateOnly>(),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_insights_weekly", row => row.id));
        migrationBuilder.CreateIndex("ix_insights_weekly_centre_id_monday", "insights_weekly", ["centre_id", "monday"], unique: true);
    }
}
