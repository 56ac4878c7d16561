using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Keys;

[Migration("202611220455_platform_keys")]
internal sealed class KeySchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("platform_key", table => new
    {
        name = table.Column<string>(maxLength: 80),
        xml = table.Column<string>(),
        created_at = Instant(table),
    }, constraints: table => table.PrimaryKey("pk_platform_key", row => row.name));
}
