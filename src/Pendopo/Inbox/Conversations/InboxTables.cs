using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Inbox.Blocks;
using Pendopo.Inbox.Contacts;
using Pendopo.Inbox.Heeded;
using Pendopo.Inbox.Hours;
using Pendopo.Inbox.Listening;
using Pendopo.Inbox.Reputation;
using Pendopo.Inbox.Tags;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Conversations;

internal static class InboxTables
{
    public static void Map(ModelBuilder builder)
    {
        Privately.PrivateTalk.Map(builder);
        InboxRules.Map(builder);
        BlockedSender.Map(builder);
        InboxTag.Map(builder);
        ContactLink.Map(builder);
        SurgeCard.Map(builder);
        HeededLine.Map(builder);
        WatchedWord.Map(builder);
        builder.Entity<Conversation>(conversation =>
        {
            conversation.ToTable("inbox_conversation");
            conversation.Property(row => row.Network).HasMaxLength(40);
            conversation.Property(row => row.ThreadKey).HasMaxLength(64);
            conversation.Property(row => row.AuthorId).HasMaxLength(500);
            conversation.Property(row => row.AuthorHandle).HasMaxLength(300);
            conversation.Property(row => row.AuthorName).HasMaxLength(300);
            conversation.Property(row => row.AuthorUrl).HasMaxLength(500);
            conversation.Property(row => row.RootId).HasMaxLength(500);
            conversation.Property(row => row.RootVersion).HasMaxLength(200);
            conversation.Property(row => row.Excerpt).HasMaxLength(200);
            conversation.HasIndex(row => new { row.ChannelId, row.ThreadKey }).IsUnique();
            // One for each view, in its order. What is open is a fraction of what was ever said.
            conversation.HasIndex(row => new { row.CentreId, row.LastAt, row.Id }).HasFilter("closed_at IS NULL");
            conversation.HasIndex(row => new { row.CentreId, row.AssigneeId, row.LastAt, row.Id }).HasFilter("closed_at IS NULL");
            conversation.HasIndex(row => new { row.CentreId, row.Unread, row.LastAt, row.Id }).HasFilter("closed_at IS NULL AND unread");
            conversation.HasIndex(row => new { row.CentreId, row.WaitsForAnswer, row.AssigneeId }).HasFilter("closed_at IS NULL AND waits_for_answer");
            conversation.HasIndex(row => new { row.CentreId, row.LastAt, row.ClosedAt }).HasFilter("closed_at IS NOT NULL");
            conversation.HasIndex(row => new { row.CentreId, row.UrgentAt }).HasFilter("urgent_at IS NOT NULL");
            conversation.HasIndex(row => row.PostId);
            conversation.HasIndex(row => new { row.CentreId, row.AnswerBy, row.Id }).HasFilter("closed_at IS NULL AND waits_for_answer");
            conversation.HasIndex(row => new { row.CentreId, row.RoleId, row.LastAt, row.Id }).HasFilter("closed_at IS NULL AND role_id IS NOT NULL");
            conversation.HasIndex(row => new { row.CentreId, row.LastAt, row.ApartAt }).HasFilter("apart_at IS NOT NULL");
            conversation.HasIndex(row => new { row.CentreId, row.Network, row.AuthorId });
        });
        builder.Entity<Message>(message =>
        {
            message.ToTable("inbox_message");
            message.Property(row => row.RemoteId).HasMaxLength(500);
            message.Property(row => row.RemoteUrl).HasMaxLength(500);
            message.Property(row => row.RemoteVersion).HasMaxLength(200);
            message.Property(row => row.Language).HasMaxLength(35);
            message.Property(row => row.Reason).HasMaxLength(500);
            message.Property(row => row.Alone).HasDefaultValue(false);
            message.HasIndex(row => new { row.ConversationId, row.At });
            message.HasIndex(row => new { row.ChannelId, row.RemoteId }).IsUnique();
            message.HasIndex(row => new { row.ChannelId, row.LookAt });
        });
        builder.Entity<MessageVersion>(version =>
        {
            version.ToTable("inbox_message_version");
            version.Property(row => row.Language).HasMaxLength(35);
            version.HasIndex(row => row.MessageId);
        });
        builder.Entity<ReplyDraft>(draft =>
        {
            draft.ToTable("inbox_draft");
            draft.HasIndex(row => new { row.ConversationId, row.WriterId }).IsUnique();
        });
    }
}

[Migration("202611220030_inbox_conversations")]
internal sealed class InboxSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Conversations(migrationBuilder);
        Messages(migrationBuilder);
    }

    private void Conversations(MigrationBuilder migration)
    {
        migration.CreateTable("inbox_conversation", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            network = table.Column<string>(maxLength: 40),
            thread_key = table.Column<string>(maxLength: 64),
            author_id = table.Column<string>(maxLength: 500),
            author_handle = table.Column<string>(maxLength: 300),
            author_name = table.Column<string>(maxLength: 300),
            author_url = table.Column<string>(maxLength: 500, nullable: true),
            post_id = table.Column<Guid>(nullable: true),
            root_id = table.Column<string>(maxLength: 500),
            root_version = table.Column<string>(maxLength: 200, nullable: true),
            @private = table.Column<bool>(),
            excerpt = table.Column<string>(maxLength: 200),
            unread = table.Column<bool>(),
            waits_for_answer = table.Column<bool>(),
            assignee_id = table.Column<Guid>(nullable: true),
            closed_at = Instant(table, nullable: true),
            last_at = Instant(table),
            created_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_inbox_conversation", row => row.id));
        migration.CreateIndex("ix_inbox_conversation_channel_id_thread_key", "inbox_conversation", ["channel_id", "thread_key"], unique: true);
        migration.CreateIndex("ix_inbox_conversation_centre_id_closed_at_last_at", "inbox_conversation", ["centre_id", "closed_at", "last_at"]);
        migration.CreateIndex("ix_inbox_conversation_post_id", "inbox_conversation", "post_id");
    }

    private void Messages(MigrationBuilder migration)
    {
        migration.CreateTable("inbox_message", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            conversation_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            state = table.Column<string>(maxLength: 40),
            remote_id = table.Column<string>(maxLength: 500, nullable: true),
            remote_url = table.Column<string>(maxLength: 500, nullable: true),
            remote_version = table.Column<string>(maxLength: 200, nullable: true),
            writer_id = table.Column<Guid>(nullable: true),
            text = table.Column<string>(),
            html = table.Column<string>(nullable: true),
            language = table.Column<string>(maxLength: 35, nullable: true),
            at = Instant(table),
            changed_at = Instant(table, nullable: true),
            reason = table.Column<string>(maxLength: 500, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_inbox_message", row => row.id));
        migration.CreateIndex("ix_inbox_message_conversation_id_at", "inbox_message", ["conversation_id", "at"]);
        migration.CreateIndex("ix_inbox_message_channel_id_remote_id", "inbox_message", ["channel_id", "remote_id"], unique: true);
        migration.CreateTable("inbox_draft", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            conversation_id = table.Column<Guid>(),
            writer_id = table.Column<Guid>(),
            text = table.Column<string>(),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_inbox_draft", row => row.id));
        migration.CreateIndex("ix_inbox_draft_conversation_id_writer_id", "inbox_draft", ["conversation_id", "writer_id"], unique: true);
    }
}
