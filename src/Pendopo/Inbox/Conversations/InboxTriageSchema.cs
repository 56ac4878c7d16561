using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Conversations;

/// <summary>What is urgent and what is out of sight for a while.</summary>
[Migration("202611221215_inbox_triage")]
internal sealed class InboxTriageSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddInstant(migrationBuilder, "inbox_conversation", "urgent_at");
        AddInstant(migrationBuilder, "inbox_conversation", "snoozed_until");
        migrationBuilder.CreateIndex("ix_inbox_conversation_centre_id_urgent_at", "inbox_conversation", ["centre_id", "urgent_at"], filter: "urgent_at IS NOT NULL");
    }
}
