using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Variants;

/// <summary>Beside the words for a channel: where the post stands there.</summary>
[Migration("202611230241_publishing_placement")]
internal sealed class PlacementSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var column in new[] { "placement", "approved_placement" })
            migrationBuilder.AddColumn<string>(column, "publishing_variant", maxLength: 40, defaultValue: nameof(Placement.Post));
    }
}
