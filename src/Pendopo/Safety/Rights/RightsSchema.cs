using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Safety.Rights;

[Migration("202611221520_safety_rights_acts")]
internal sealed class RightsActsSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddInstant(migrationBuilder, "safety_rights_request", "acted_at");
        AddInstant(migrationBuilder, "safety_rights_request", "lifted_at");
        migrationBuilder.AddColumn<int>("acted_on", "safety_rights_request", defaultValue: 0);
        AddInstant(migrationBuilder, "safety_consent", "suspended_at");
    }
}

[Migration("202611221215_safety_rights")]
internal sealed class RightsSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("safety_rights_request", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            code = table.Column<string>(maxLength: 8),
            secret_hash = table.Column<string>(maxLength: 64),
            secret_sealed = table.Column<string>(maxLength: 600),
            kind = table.Column<string>(maxLength: 40),
            state = table.Column<string>(maxLength: 40),
            name = table.Column<string>(maxLength: RightsRequest.NameLength),
            contact = table.Column<string>(maxLength: RightsRequest.ContactLength),
            handle = table.Column<string>(maxLength: RightsRequest.ContactLength),
            text = table.Column<string>(maxLength: RightsRequest.TextLength),
            asked_at = Instant(table),
            due_at = Instant(table),
            taken_down_by_id = table.Column<Guid>(nullable: true),
            owner_id = table.Column<Guid>(nullable: true),
            identity = table.Column<string>(maxLength: RightsRequest.ContactLength),
            answer = table.Column<string>(maxLength: RightsRequest.TextLength),
            answered_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_safety_rights_request", row => row.id));
        migrationBuilder.CreateIndex("ix_safety_rights_request_secret_hash", "safety_rights_request", "secret_hash", unique: true);
        migrationBuilder.CreateIndex("ix_safety_rights_request_centre_id_due_at", "safety_rights_request", ["centre_id", "due_at"]);
    }
}
