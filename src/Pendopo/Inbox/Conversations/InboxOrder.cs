using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Conversations;

/// <summary>Indexes in the order of the views, so that a page of them costs the same after a million conversations.</summary>
[Migration("202611220901_inbox_order")]
internal sealed class InboxOrder : RoomMigration
{
    private const string Table = "inbox_conversation", Open = "closed_at IS NULL";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_inbox_conversation_centre_id_closed_at_last_at", Table);
        migrationBuilder.CreateIndex("ix_inbox_conversation_centre_id_last_at_id", Table, ["centre_id", "last_at", "id"], filter: Open);
        migrationBuilder.CreateIndex("ix_inbox_conversation_centre_id_assignee_id_last_at_id", Table, ["centre_id", "assignee_id", "last_at", "id"], filter: Open);
        migrationBuilder.CreateIndex("ix_inbox_conversation_centre_id_unread_last_at_id", Table, ["centre_id", "unread", "last_at", "id"], filter: Open + " AND unread");
        migrationBuilder.CreateIndex("ix_inbox_conversation_centre_id_waits_for_answer_assignee_id", Table, ["centre_id", "waits_for_answer", "assignee_id"], filter: Open + " AND waits_for_answer");
        migrationBuilder.CreateIndex("ix_inbox_conversation_centre_id_last_at_closed_at", Table, ["centre_id", "last_at", "closed_at"], filter: "closed_at IS NOT NULL");
    }
}
