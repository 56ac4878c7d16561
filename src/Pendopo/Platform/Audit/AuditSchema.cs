using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Audit;

[Migration("202611220530_platform_audit_chain")]
internal sealed class AuditSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("mark", "platform_audit", maxLength: 32, defaultValue: "");
        migrationBuilder.AddColumn<long>("sequence", "platform_audit", nullable: true);
        migrationBuilder.CreateIndex("ix_platform_audit_actor_id", "platform_audit", "actor_id");
        migrationBuilder.CreateIndex("ix_platform_audit_subject", "platform_audit", "subject");
        migrationBuilder.CreateIndex("ix_platform_audit_sequence", "platform_audit", "sequence");
        migrationBuilder.CreateIndex("ix_platform_audit_centre_id_sequence", "platform_audit", ["centre_id", "sequence"]);
        migrationBuilder.CreateTable("platform_audit_seal", table => new
        {
            id = table.Column<Guid>(),
            chain = table.Column<Guid>(),
            number = table.Column<long>(),
            first = table.Column<long>(),
            last = table.Column<long>(),
            previous = table.Column<string>(maxLength: 64),
            hash = table.Column<string>(maxLength: 64),
            proof = table.Column<string>(maxLength: 64),
            key_name = table.Column<string>(maxLength: 16),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_platform_audit_seal", row => row.id));
        migrationBuilder.CreateIndex("ix_platform_audit_seal_chain_number", "platform_audit_seal", ["chain", "number"], unique: true);
    }
}

/// <summary>Every way of looking through the entries has an index in its own order.</summary>
[Migration("202611221146_platform_audit_order")]
internal sealed class AuditOrder : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_platform_audit_at", "platform_audit");
        migrationBuilder.CreateIndex("ix_platform_audit_centre_id_at", "platform_audit", ["centre_id", "at"]);
        migrationBuilder.CreateIndex("ix_platform_audit_centre_id_act_at", "platform_audit", ["centre_id", "act", "at"]);
        migrationBuilder.DropIndex("ix_platform_audit_actor_id", "platform_audit");
        migrationBuilder.CreateIndex("ix_platform_audit_actor_id_at", "platform_audit", ["actor_id", "at"]);
        migrationBuilder.DropIndex("ix_platform_audit_subject", "platform_audit");
        migrationBuilder.CreateIndex("ix_platform_audit_subject_at", "platform_audit", ["subject", "at"]);
    }
}
