using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Services;

/// <summary>How the places of a session come onto the site.</summary>
[Migration("202611240140_care_waves")]
internal sealed class WavesSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("waves_text", "care_session", maxLength: SlotWaves.TextLength, defaultValue: "");
}
