using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Polls;

[Migration("202611221455_publishing_polls")]
internal sealed class PollSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_ballot", table => new
        {
            post_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            choices = table.Column<string>(maxLength: Ballot.ChoicesLength),
            several = table.Column<bool>(),
            results = table.Column<string>(maxLength: 40),
            ends_at = Instant(table, nullable: true),
            closed_at = Instant(table, nullable: true),
            opened_at = Instant(table),
            changed_at = Instant(table, nullable: true),
            told_at = Instant(table, nullable: true),
            done_at = Instant(table, nullable: true),
            salt = table.Column<string>(maxLength: 32),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_ballot", row => row.post_id));
        migrationBuilder.CreateIndex("ix_publishing_ballot_done_at", "publishing_ballot", "done_at");
        migrationBuilder.CreateTable("publishing_vote", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            network = table.Column<string>(maxLength: 40),
            voter = table.Column<string>(maxLength: 64),
            choice = table.Column<int>(),
            slot = table.Column<int>(),
            cast_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_publishing_vote", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_vote_post_id_voter_slot", "publishing_vote", ["post_id", "voter", "slot"], unique: true);
    }
}
