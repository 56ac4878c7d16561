using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Checklists;

/// <summary>What the centre's policy wants looked at before a post of a kind is handed in: one line each.</summary>
internal sealed class Checklist : IBelongsToCentre, IVersioned
{
    public const int LineLength = 200, MostLines = 12, TextLength = (LineLength + 1) * MostLines;

    private Checklist()
    {
    }

    public Id<Centre> CentreId { get; private set; }
    public PostKind Kind { get; private set; }
    public string Text { get; private set; } = "";
    public int Version { get; set; }

    public IReadOnlyList<string> Lines => LinesOf(Text);

    public static Checklist Of(Id<Centre> centre, PostKind kind) => new() { CentreId = centre, Kind = kind };

    public void Say(IEnumerable<string> lines) => Text = string.Join('\n', lines);

    public static IReadOnlyList<string> LinesOf(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Checklist>(list =>
        {
            list.ToTable("publishing_checklist");
            list.HasKey(row => new { row.CentreId, row.Kind });
            list.Ignore(row => row.Lines);
            list.Property(row => row.Text).HasMaxLength(TextLength);
        });
        builder.Entity<ChecklistTicks>(ticks =>
        {
            ticks.ToTable("publishing_checklist_tick");
            ticks.HasKey(row => new { row.PostId, row.Revision });
            ticks.Ignore(row => row.Lines);
            ticks.Property(row => row.Text).HasMaxLength(TextLength);
        });
    }
}

/// <summary>What somebody ticked of the checklist for one revision, in the words that stood there then.</summary>
internal sealed class ChecklistTicks : IBelongsToCentre
{
    private ChecklistTicks()
    {
    }

    public Id<Post> PostId { get; private set; }
    public int Revision { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Text { get; private set; } = "";
    public Id<Person> PersonId { get; private set; }
    public DateTimeOffset TickedAt { get; private set; }

    public IReadOnlyList<string> Lines => Checklist.LinesOf(Text);

    public static ChecklistTicks Of(Post post) => new() { PostId = post.Id, Revision = post.Revision, CentreId = post.CentreId };

    public void Tick(IEnumerable<string> lines, Id<Person> by, DateTimeOffset now) => (Text, PersonId, TickedAt) = (string.Join('\n', lines), by, now);
}

/// <summary>The tables of checklists.</summary>
[Migration("202611221532_publishing_checklists")]
internal sealed class ChecklistSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_checklist", table => new
        {
            centre_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            text = table.Column<string>(maxLength: Checklist.TextLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_checklist", row => new { row.centre_id, row.kind }));
        migrationBuilder.CreateTable("publishing_checklist_tick", table => new
        {
            post_id = table.Column<Guid>(),
            revision = table.Column<int>(),
            centre_id = table.Column<Guid>(),
            text = table.Column<string>(maxLength: Checklist.TextLength),
            person_id = table.Column<Guid>(),
            ticked_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_publishing_checklist_tick", row => new { row.post_id, row.revision }));
    }
}
