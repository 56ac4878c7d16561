using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Jobs;

[Migration("202611230040_platform_job_lane")]
internal sealed class JobLaneColumn : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("lane", "platform_job", maxLength: Job.LaneLength, nullable: false, defaultValue: "");
}
