using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Kinds;

[Migration("202611221125_publishing_details")]
internal sealed class KindSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "publishing_post", "publishing_revision", "publishing_page" })
            migrationBuilder.AddColumn<string>("details", table, nullable: true);
    }
}
