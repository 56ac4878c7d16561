using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Jobs;

[Migration("202611220902_platform_job_order")]
internal sealed class JobOrder : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_platform_job_queue_state_run_at", "platform_job");
        migrationBuilder.CreateIndex("ix_platform_job_state_queue_run_at", "platform_job", ["state", "queue", "run_at"]);
    }
}
