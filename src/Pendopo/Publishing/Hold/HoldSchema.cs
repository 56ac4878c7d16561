using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Hold;

[Migration("202611221131_publishing_hold")]
internal sealed class HoldSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_hold", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            reason = table.Column<string>(maxLength: SendingHold.ReasonLength),
            begun_by_id = table.Column<Guid>(),
            begun_at = Instant(table),
            ended_by_id = table.Column<Guid>(nullable: true),
            ended_at = Instant(table, nullable: true),
            late = table.Column<string>(maxLength: 40),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_hold", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_hold_centre_id_ended_at", "publishing_hold", ["centre_id", "ended_at"]);
        migrationBuilder.CreateTable("publishing_urgent", table => new
        {
            post_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            marked_by_id = table.Column<Guid>(),
            marked_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_publishing_urgent", row => row.post_id));
    }
}
