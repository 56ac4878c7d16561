using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Community.Members;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Worries;

internal static class WorryTables
{
    // Two who flag the same words at once make one case.
    private const string Open = "closed_at IS NULL", Waits = "tell_at IS NOT NULL", Follows = "follow_at IS NOT NULL";

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Worry>(worry =>
        {
            worry.ToTable("community_worry");
            worry.Property(row => row.Kind).HasMaxLength(Worry.KindLength);
            worry.Property(row => row.ShownName).HasMaxLength(Face.NameLength);
            worry.Property(row => row.ShownText).HasMaxLength(Worry.TextLength);
            worry.Property(row => row.Done).HasMaxLength(Worry.DoneLength);
            worry.HasIndex(row => new { row.Kind, row.Item }).IsUnique().HasFilter(Open);
            worry.HasIndex(row => new { row.CentreId, row.ClosedAt, row.Id });
            worry.HasIndex(row => row.TellAt).HasFilter(Waits);
            worry.HasIndex(row => row.FollowAt).HasFilter(Follows);
            worry.HasIndex(row => row.AuthorId);
        });
        builder.Entity<WorryNote>(note =>
        {
            note.ToTable("community_worry_note");
            note.Property(row => row.Text).HasMaxLength(WorryNote.TextLength);
            note.HasIndex(row => new { row.WorryId, row.At });
            note.HasIndex(row => row.MemberId);
        });
        builder.Entity<OnCall>(call =>
        {
            call.ToTable("community_on_call");
            call.HasIndex(row => new { row.CentreId, row.UntilAt });
        });
        builder.Entity<HelpLine>(line =>
        {
            line.ToTable("community_help_line");
            line.Ignore(row => row.IsAddress);
            line.Property(row => row.Name).HasMaxLength(HelpLine.NameLength);
            line.Property(row => row.Reach).HasMaxLength(HelpLine.ReachLength);
            line.Property(row => row.AboutId).HasMaxLength(HelpLine.AboutLength);
            line.Property(row => row.AboutEn).HasMaxLength(HelpLine.AboutLength);
            line.Property(row => row.Hours).HasMaxLength(HelpLine.HoursLength);
            line.Property(row => row.Source).HasMaxLength(HelpLine.SourceLength);
            line.HasIndex(row => new { row.CentreId, row.Place });
        });
    }

    [Migration("202611231520_community_worries")]
    internal sealed class Schema : RoomMigration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            AddInstant(migrationBuilder, "community_said", "limited_at");
            Cases(migrationBuilder);
            Lines(migrationBuilder);
        }

        private void Cases(MigrationBuilder migration)
        {
            migration.CreateTable("community_worry", table => new
            {
                id = table.Column<Guid>(),
                centre_id = table.Column<Guid>(),
                kind = table.Column<string>(maxLength: Worry.KindLength),
                item = table.Column<Guid>(),
                author_id = table.Column<Guid>(),
                shown_name = table.Column<string>(maxLength: Face.NameLength),
                shown_text = table.Column<string>(maxLength: Worry.TextLength),
                risk = table.Column<string>(maxLength: 40),
                risk_by_id = table.Column<Guid>(nullable: true),
                at = Instant(table),
                owner_id = table.Column<Guid>(nullable: true),
                handed_to_id = table.Column<Guid>(nullable: true),
                tell_at = Instant(table, nullable: true),
                told = table.Column<int>(),
                limited_at = Instant(table, nullable: true),
                read_at = Instant(table, nullable: true),
                outcome = table.Column<string>(maxLength: 40, nullable: true),
                done = table.Column<string>(maxLength: Worry.DoneLength),
                closed_at = Instant(table, nullable: true),
                follow_at = Instant(table, nullable: true),
                version = table.Column<int>(),
            }, constraints: table => table.PrimaryKey("pk_community_worry", row => row.id));
            migration.CreateIndex("ix_community_worry_kind_item", "community_worry", ["kind", "item"], unique: true, filter: Open);
            migration.CreateIndex("ix_community_worry_centre_id_closed_at_id", "community_worry", ["centre_id", "closed_at", "id"]);
            migration.CreateIndex("ix_community_worry_tell_at", "community_worry", "tell_at", filter: Waits);
            migration.CreateIndex("ix_community_worry_follow_at", "community_worry", "follow_at", filter: Follows);
            migration.CreateIndex("ix_community_worry_author_id", "community_worry", "author_id");
            migration.CreateTable("community_worry_note", table => new
            {
                id = table.Column<Guid>(),
                centre_id = table.Column<Guid>(),
                worry_id = table.Column<Guid>(),
                kind = table.Column<string>(maxLength: 40),
                by_id = table.Column<Guid>(nullable: true),
                member_id = table.Column<Guid>(nullable: true),
                text = table.Column<string>(maxLength: WorryNote.TextLength),
                at = Instant(table),
            }, constraints: table => table.PrimaryKey("pk_community_worry_note", row => row.id));
            migration.CreateIndex("ix_community_worry_note_worry_id_at", "community_worry_note", ["worry_id", "at"]);
            migration.CreateIndex("ix_community_worry_note_member_id", "community_worry_note", "member_id");
        }

        private void Lines(MigrationBuilder migration)
        {
            migration.CreateTable("community_on_call", table => new
            {
                id = table.Column<Guid>(),
                centre_id = table.Column<Guid>(),
                person_id = table.Column<Guid>(),
                from_at = Instant(table),
                until_at = Instant(table),
            }, constraints: table => table.PrimaryKey("pk_community_on_call", row => row.id));
            migration.CreateIndex("ix_community_on_call_centre_id_until_at", "community_on_call", ["centre_id", "until_at"]);
            migration.CreateTable("community_help_line", table => new
            {
                id = table.Column<Guid>(),
                centre_id = table.Column<Guid>(),
                place = table.Column<int>(),
                name = table.Column<string>(maxLength: HelpLine.NameLength),
                reach = table.Column<string>(maxLength: HelpLine.ReachLength),
                about_id = table.Column<string>(maxLength: HelpLine.AboutLength),
                about_en = table.Column<string>(maxLength: HelpLine.AboutLength),
                hours = table.Column<string>(maxLength: HelpLine.HoursLength),
                source = table.Column<string>(maxLength: HelpLine.SourceLength),
                checked_on = table.Column<DateOnly>(nullable: true),
                version = table.Column<int>(),
            }, constraints: table => table.PrimaryKey("pk_community_help_line", row => row.id));
            migration.CreateIndex("ix_community_help_line_centre_id_place", "community_help_line", ["centre_id", "place"]);
        }
    }
}
