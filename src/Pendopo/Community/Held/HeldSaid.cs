using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Community.Groups;
using Pendopo.Community.Talk;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Community.Held;

public enum HeldBecause
{
    /// <summary>It is the first thing somebody says in a group that wishes to look at those.</summary>
    First,
    /// <summary>It holds words that the centre watches for.</summary>
    Words,
}

/// <summary>That something said waits until somebody looked, and what was decided.</summary>
public sealed class HeldSaid : IBelongsToCentre, IVersioned
{
    public const int MatchedLength = 400, ReasonLength = 500;

    private HeldSaid()
    {
    }

    public Id<HeldSaid> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Said> SaidId { get; private set; }
    /// <summary>The group whose leaders may decide as well; null outside of groups.</summary>
    public Id<Group>? GroupId { get; private set; }
    public HeldBecause Because { get; private set; }
    /// <summary>The watched words that stand in it; empty for a first post.</summary>
    public string Matched { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    /// <summary>Whether it was let through; null while it waits.</summary>
    public bool? IsShown { get; private set; }
    public string Reason { get; private set; } = "";
    public Id<Person>? DecidedById { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public int Version { get; set; }

    public static HeldSaid Of(Said said, HeldBecause because, string matched, DateTimeOffset now) =>
        new() { Id = Id<HeldSaid>.New(), CentreId = said.CentreId, SaidId = said.Id, GroupId = said.GroupId, Because = because, Matched = KeptText.Of(matched, MatchedLength), At = now };

    public void Decide(bool shown, string reason, Id<Person> by, DateTimeOffset now) => (IsShown, Reason, DecidedById, DecidedAt) = (shown, reason, by, now);
}

/// <summary>What it takes to let words wait, and to watch for some.</summary>
[Migration("202611240122_community_held")]
internal sealed class HeldSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<HeldSaid>(held =>
        {
            held.ToTable("community_held");
            held.Property(row => row.Matched).HasMaxLength(HeldSaid.MatchedLength);
            held.Property(row => row.Reason).HasMaxLength(HeldSaid.ReasonLength);
            held.HasIndex(row => row.SaidId);
            held.HasIndex(row => new { row.CentreId, row.DecidedAt, row.Id });
        });
        builder.Entity<WatchWord>(word =>
        {
            word.ToTable("community_watch_word");
            word.Property(row => row.Words).HasMaxLength(WatchWord.WordsLength);
            word.HasIndex(row => new { row.CentreId, row.Words });
        });
    }

    // An older program takes words out of sight without saying why; they stay so until the same step shows them.
    protected internal override bool? OlderMayServe => true;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("hidden_for", "community_said", defaultValue: 0);
        migrationBuilder.AddColumn<bool>("holds_first", "community_group", defaultValue: false);
        // Why something is out of sight was not kept: a decision tells it, or an offer to go on in private, and what is left was done by who leads the group. Where a decision stands in a group, its leader may have done so as well: they can undo their part.
        migrationBuilder.Sql("UPDATE community_said SET hidden_for = CASE WHEN group_id IS NULL THEN 2 ELSE 3 END WHERE hidden_at IS NOT NULL AND EXISTS (SELECT 1 FROM community_report WHERE community_report.kind = 'said' AND community_report.item = community_said.id"
            + " AND community_report.decision IN ('Hide', 'Warn', 'Suspend') AND (community_report.upheld IS NULL OR community_report.upheld = TRUE))");
        migrationBuilder.Sql("UPDATE community_said SET hidden_for = hidden_for + 4 WHERE hidden_at IS NOT NULL AND EXISTS (SELECT 1 FROM community_question WHERE community_question.said_id = community_said.id AND community_question.state IN ('PrivateOffered', 'Private'))");
        migrationBuilder.Sql("UPDATE community_said SET hidden_for = CASE WHEN group_id IS NULL THEN 2 ELSE 1 END WHERE hidden_at IS NOT NULL AND hidden_for = 0");
        migrationBuilder.CreateTable("community_held", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            said_id = table.Column<Guid>(),
            group_id = table.Column<Guid>(nullable: true),
            because = table.Column<string>(maxLength: 40),
            matched = table.Column<string>(maxLength: HeldSaid.MatchedLength),
            at = Instant(table),
            is_shown = table.Column<bool>(nullable: true),
            reason = table.Column<string>(maxLength: HeldSaid.ReasonLength),
            decided_by_id = table.Column<Guid>(nullable: true),
            decided_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_held", row => row.id));
        migrationBuilder.CreateIndex("ix_community_held_said_id", "community_held", "said_id");
        migrationBuilder.CreateIndex("ix_community_held_centre_id_decided_at_id", "community_held", ["centre_id", "decided_at", "id"]);
        migrationBuilder.CreateTable("community_watch_word", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            words = table.Column<string>(maxLength: WatchWord.WordsLength),
            act = table.Column<string>(maxLength: 40),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_community_watch_word", row => row.id));
        migrationBuilder.CreateIndex("ix_community_watch_word_centre_id_words", "community_watch_word", ["centre_id", "words"]);
    }
}
