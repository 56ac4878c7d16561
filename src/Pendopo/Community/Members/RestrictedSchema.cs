using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Members;

/// <summary>What it takes to use nothing of a member who asks for that.</summary>
[Migration("202611240128_community_restricted")]
internal sealed class RestrictedSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddInstant(migrationBuilder, "community_member", "restricted_at");
        AddInstant(migrationBuilder, "community_message", "restricted_at");
    }
}
