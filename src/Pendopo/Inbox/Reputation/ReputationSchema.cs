using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Inbox.Heeded;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Reputation;

/// <summary>Cards of surges, and what was heeded.</summary>
[Migration("202611221557_inbox_reputation")]
internal sealed class ReputationSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("inbox_surge", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            fingerprint = table.Column<long>(),
            messages = table.Column<int>(),
            expected = table.Column<double>(nullable: true),
            sample = table.Column<string>(maxLength: SurgeCard.SampleLength),
            raised_at = Instant(table),
            last_at = Instant(table),
            chosen = table.Column<string>(maxLength: 40, nullable: true),
            note = table.Column<string>(maxLength: SurgeCard.NoteLength),
            decided_by_id = table.Column<Guid>(nullable: true),
            decided_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_inbox_surge", row => row.id));
        migrationBuilder.CreateIndex("ix_inbox_surge_centre_id_raised_at", "inbox_surge", ["centre_id", "raised_at"]);
        migrationBuilder.CreateTable("inbox_heeded", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            said_id = table.Column<string>(maxLength: HeededLine.WordsLength),
            said_en = table.Column<string>(maxLength: HeededLine.WordsLength),
            did_id = table.Column<string>(maxLength: HeededLine.WordsLength),
            did_en = table.Column<string>(maxLength: HeededLine.WordsLength),
            conversation_id = table.Column<Guid>(nullable: true),
            editor_id = table.Column<Guid>(),
            shown_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_inbox_heeded", row => row.id));
        migrationBuilder.CreateIndex("ix_inbox_heeded_centre_id_shown_at", "inbox_heeded", ["centre_id", "shown_at"]);
    }
}
