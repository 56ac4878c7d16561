using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Hours;
using Pendopo.Inbox.Tags;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox;

/// <summary>Hours and the time to answer by, tags, senders kept apart, persons over channels, and what goes to a role.</summary>
[Migration("202611221515_inbox_grown")]
internal sealed class InboxRulesSchema : RoomMigration
{
    private const string Conversation = "inbox_conversation";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddInstant(migrationBuilder, Conversation, "answer_by");
        AddInstant(migrationBuilder, Conversation, "reminded_at");
        AddInstant(migrationBuilder, Conversation, "apart_at");
        migrationBuilder.AddColumn<Guid>("role_id", Conversation, nullable: true);
        migrationBuilder.CreateIndex("ix_inbox_conversation_centre_id_answer_by_id", Conversation, ["centre_id", "answer_by", "id"], filter: "closed_at IS NULL AND waits_for_answer");
        migrationBuilder.CreateIndex("ix_inbox_conversation_centre_id_role_id_last_at_id", Conversation, ["centre_id", "role_id", "last_at", "id"], filter: "closed_at IS NULL AND role_id IS NOT NULL");
        migrationBuilder.CreateIndex("ix_inbox_conversation_centre_id_last_at_apart_at", Conversation, ["centre_id", "last_at", "apart_at"], filter: "apart_at IS NOT NULL");
        migrationBuilder.CreateIndex("ix_inbox_conversation_centre_id_network_author_id", Conversation, ["centre_id", "network", "author_id"]);
        Rules(migrationBuilder);
        Senders(migrationBuilder);
        Tagging(migrationBuilder);
    }

    private void Rules(MigrationBuilder migration)
    {
        migration.CreateTable("inbox_rules", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            hours = table.Column<string>(maxLength: InboxRules.HoursLength),
            closed_days = table.Column<string>(maxLength: InboxRules.DaysLength),
            urgent_minutes = table.Column<int>(),
            private_minutes = table.Column<int>(),
            under_post_minutes = table.Column<int>(),
            other_minutes = table.Column<int>(),
            away_on = table.Column<bool>(),
            away_id = table.Column<string>(maxLength: InboxRules.AwayLength),
            away_en = table.Column<string>(maxLength: InboxRules.AwayLength),
            away_channels = table.Column<string>(maxLength: InboxRules.ChannelsLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_inbox_rules", row => row.id));
        migration.CreateIndex("ix_inbox_rules_centre_id", "inbox_rules", "centre_id", unique: true);
        migration.CreateTable("inbox_away", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            network = table.Column<string>(maxLength: 40),
            author_id = table.Column<string>(maxLength: Border.IdLength),
            shut_since = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_inbox_away", row => row.id));
        migration.CreateIndex("ix_inbox_away_centre_id_network_author_id_shut_since", "inbox_away", ["centre_id", "network", "author_id", "shut_since"], unique: true);
    }

    private void Senders(MigrationBuilder migration)
    {
        migration.CreateTable("inbox_block", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            network = table.Column<string>(maxLength: 40),
            author_id = table.Column<string>(maxLength: Border.IdLength),
            reason = table.Column<string>(maxLength: 40),
            by_id = table.Column<Guid>(),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_inbox_block", row => row.id));
        migration.CreateIndex("ix_inbox_block_centre_id_network_author_id", "inbox_block", ["centre_id", "network", "author_id"], unique: true);
        migration.CreateTable("inbox_contact", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            person_key = table.Column<Guid>(),
            network = table.Column<string>(maxLength: 40),
            author_id = table.Column<string>(maxLength: Border.IdLength),
            by_id = table.Column<Guid>(),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_inbox_contact", row => row.id));
        migration.CreateIndex("ix_inbox_contact_centre_id_network_author_id", "inbox_contact", ["centre_id", "network", "author_id"], unique: true);
        migration.CreateIndex("ix_inbox_contact_person_key", "inbox_contact", "person_key");
    }

    private static void Tagging(MigrationBuilder migration)
    {
        migration.CreateTable("inbox_tag", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: InboxTag.NameLength),
        }, constraints: table => table.PrimaryKey("pk_inbox_tag", row => row.id));
        migration.CreateIndex("ix_inbox_tag_centre_id_name", "inbox_tag", ["centre_id", "name"], unique: true);
        migration.CreateTable("inbox_conversation_tag", table => new
        {
            conversation_id = table.Column<Guid>(),
            tag_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
        }, constraints: table => table.PrimaryKey("pk_inbox_conversation_tag", row => new { row.conversation_id, row.tag_id }));
        migration.CreateIndex("ix_inbox_conversation_tag_tag_id", "inbox_conversation_tag", "tag_id");
    }
}
