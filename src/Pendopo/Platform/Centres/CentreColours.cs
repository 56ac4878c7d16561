using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Centres;

[Migration("202611220510_platform_centre_colours")]
internal sealed class CentreColours : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("teak", "platform_centre", maxLength: 7, nullable: true);
        migrationBuilder.AddColumn<string>("leaf", "platform_centre", maxLength: 7, nullable: true);
    }
}
