using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Community.Members;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Reports;

public enum ReportReason { Danger, Harassment, FalseHealth, Privacy, Selling, Other }

public enum ReportDecision
{
    /// <summary>Looked at, and in order until it is changed.</summary>
    Fine,
    /// <summary>Whoever said it is asked to change it.</summary>
    Ask,
    /// <summary>Nobody but who said it sees it any more.</summary>
    Hide,
    /// <summary>Hidden, and whoever said it is warned.</summary>
    Warn,
    /// <summary>Hidden, and whoever said it writes nothing for a while.</summary>
    Suspend,
}

/// <summary>That a member asks somebody to look at what another one said, with the words as they stood then.</summary>
public sealed class Report : IBelongsToCentre, IVersioned
{
    public const int NoteLength = 500, StatementLength = 1_000, KindLength = 40, TextLength = 4_200;

    /// <summary>How long one may appeal (the span that Mastodon gives).</summary>
    public static readonly TimeSpan AppealWithin = TimeSpan.FromDays(20);

    private Report()
    {
    }

    public Id<Report> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>A kind that its room registers with Safety, and the thing's id.</summary>
    public string Kind { get; private set; } = "";
    public Guid Item { get; private set; }
    /// <summary>The version that was seen. It grows with a decision about it, too: whether the words are others is told by the words.</summary>
    public int ItemVersion { get; private set; }
    public Id<Member> ReporterId { get; private set; }
    public Id<Face> AuthorId { get; private set; }
    public ReportReason Reason { get; private set; }
    public string Note { get; private set; } = "";
    public string ShownName { get; private set; } = "";
    public string ShownText { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public Id<Person>? ClaimedById { get; private set; }
    /// <summary>Who proposes to let the author be silent: it needs a second person. Null while nobody does.</summary>
    public Id<Person>? ProposedById { get; private set; }
    public string Proposal { get; private set; } = "";
    public DateTimeOffset? ProposedAt { get; private set; }
    /// <summary>Since when the proposal holds no more, because nobody seconded it; null while it does.</summary>
    public DateTimeOffset? LapsedAt { get; private set; }
    public ReportDecision? Decision { get; private set; }
    public string Statement { get; private set; } = "";
    public Id<Person>? DecidedById { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string Appeal { get; private set; } = "";
    public DateTimeOffset? AppealedAt { get; private set; }
    /// <summary>Whether the decision stands after the appeal; null before somebody else decided.</summary>
    public bool? Upheld { get; private set; }
    public string AppealStatement { get; private set; } = "";
    public Id<Person>? AppealById { get; private set; }
    public DateTimeOffset? AppealEndedAt { get; private set; }
    public int Version { get; set; }

    internal static Report Of(Member reporter, string kind, ContentSnapshot shown, ReportReason reason, string note, DateTimeOffset now) => new()
    {
        Id = Id<Report>.New(),
        CentreId = reporter.CentreId,
        Kind = kind,
        Item = shown.Item,
        ItemVersion = shown.Version,
        ReporterId = reporter.Id,
        AuthorId = new(shown.Author),
        Reason = reason,
        Note = note,
        ShownName = shown.Name,
        ShownText = Kept(shown),
        At = now,
    };

    /// <summary>The words as a report keeps them.</summary>
    public static string Kept(ContentSnapshot shown) => shown.Text.Length > TextLength ? shown.Text[..TextLength] : shown.Text;

    public bool CanAppeal(DateTimeOffset now) => Decision is not (null or ReportDecision.Fine) && AppealedAt is null && Upheld is null && now < DecidedAt + AppealWithin;

    public void Claim(Id<Person>? by) => ClaimedById = by;

    /// <summary>Whether somebody proposes silence and it waits for a second one.</summary>
    public bool IsProposed => ProposedById is not null && LapsedAt is null && DecidedAt is null;

    /// <summary>One person wants it; another one decides. The words are out of sight meanwhile.</summary>
    public void Propose(string reasons, Id<Person> by, DateTimeOffset now) => (ProposedById, Proposal, ProposedAt, LapsedAt, ClaimedById) = (by, reasons, now, null, null);

    /// <summary>A report that comes later stands under the proposal that waits already.</summary>
    public void Follow(Report proposed) => (ProposedById, Proposal, ProposedAt) = (proposed.ProposedById, proposed.Proposal, proposed.ProposedAt);

    /// <summary>Nobody seconded it in time: the report is open as before.</summary>
    public void Lapse(DateTimeOffset now) => LapsedAt = now;

    public void Decide(ReportDecision decision, string statement, Id<Person> by, DateTimeOffset now) => (Decision, Statement, DecidedById, DecidedAt) = (decision, statement, by, now);

    public void AppealTo(string words, DateTimeOffset now) => (Appeal, AppealedAt) = (words, now);

    public void EndAppeal(bool upheld, string statement, Id<Person> by, DateTimeOffset now) => (Upheld, AppealStatement, AppealById, AppealEndedAt) = (upheld, statement, by, now);

    /// <summary>An appeal against another report of the same decision undid it.</summary>
    public void Undo() => Upheld = false;

    public static void Map(ModelBuilder builder) => builder.Entity<Report>(report =>
    {
        report.ToTable("community_report");
        report.Ignore(row => row.IsProposed);
        report.Property(row => row.Kind).HasMaxLength(KindLength);
        report.Property(row => row.Note).HasMaxLength(NoteLength);
        report.Property(row => row.ShownName).HasMaxLength(Face.NameLength);
        report.Property(row => row.ShownText).HasMaxLength(TextLength);
        report.Property(row => row.Statement).HasMaxLength(StatementLength);
        report.Property(row => row.Proposal).HasMaxLength(StatementLength).HasDefaultValue("");
        report.Property(row => row.Appeal).HasMaxLength(StatementLength);
        report.Property(row => row.AppealStatement).HasMaxLength(StatementLength);
        report.HasIndex(row => new { row.CentreId, row.DecidedAt, row.Id });
        report.HasIndex(row => new { row.CentreId, row.At });
        report.HasIndex(row => new { row.Kind, row.Item });
        report.HasIndex(row => row.AuthorId);
        report.HasIndex(row => row.ReporterId);
    });
}

[Migration("202611230813_community_reports")]
internal sealed class ReportsSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddInstant(migrationBuilder, "community_member", "suspended_until");
        migrationBuilder.CreateTable("community_report", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: Report.KindLength),
            item = table.Column<Guid>(),
            item_version = table.Column<int>(),
            reporter_id = table.Column<Guid>(),
            author_id = table.Column<Guid>(),
            reason = table.Column<string>(maxLength: 40),
            note = table.Column<string>(maxLength: Report.NoteLength),
            shown_name = table.Column<string>(maxLength: Face.NameLength),
            shown_text = table.Column<string>(maxLength: Report.TextLength),
            at = Instant(table),
            claimed_by_id = table.Column<Guid>(nullable: true),
            decision = table.Column<string>(maxLength: 40, nullable: true),
            statement = table.Column<string>(maxLength: Report.StatementLength),
            decided_by_id = table.Column<Guid>(nullable: true),
            decided_at = Instant(table, nullable: true),
            appeal = table.Column<string>(maxLength: Report.StatementLength),
            appealed_at = Instant(table, nullable: true),
            upheld = table.Column<bool>(nullable: true),
            appeal_statement = table.Column<string>(maxLength: Report.StatementLength),
            appeal_by_id = table.Column<Guid>(nullable: true),
            appeal_ended_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_report", row => row.id));
        migrationBuilder.CreateIndex("ix_community_report_centre_id_decided_at_id", "community_report", ["centre_id", "decided_at", "id"]);
        migrationBuilder.CreateIndex("ix_community_report_kind_item", "community_report", ["kind", "item"]);
        migrationBuilder.CreateIndex("ix_community_report_author_id", "community_report", "author_id");
        migrationBuilder.CreateIndex("ix_community_report_reporter_id", "community_report", "reporter_id");
    }
}

/// <summary>What it takes to let two persons decide.</summary>
[Migration("202611240126_community_report_quorum")]
internal sealed class ReportQuorumSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("proposed_by_id", "community_report", nullable: true);
        migrationBuilder.AddColumn<string>("proposal", "community_report", maxLength: Report.StatementLength, defaultValue: "");
        AddInstant(migrationBuilder, "community_report", "proposed_at");
        AddInstant(migrationBuilder, "community_report", "lapsed_at");
    }
}
