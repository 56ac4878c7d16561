using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Community.Talk;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Trust;

/// <summary>How far the square knows a member. Nobody sees the level of anybody else.</summary>
public enum TrustLevel
{
    /// <summary>They came lately, or read little.</summary>
    New,
    Known,
    Regular,
    /// <summary>Falls back by itself when they stay away.</summary>
    Trusted,
}

/// <summary>What one level asks for, and what it opens.</summary>
/// <param name="Days">On how many days they read, in all.</param>
/// <param name="Recent">On how many of the last <see cref="Visits.Span"/> days.</param>
/// <param name="Thanks">From how many they were thanked.</param>
/// <param name="Stood">How many of their posts and comments stand for a day and longer.</param>
/// <param name="Pictures">In one post.</param>
/// <param name="Links">In one post or comment.</param>
/// <param name="Posts">In a day.</param>
/// <param name="Comments">In a day.</param>
public sealed record TrustStep(int Days, int Recent, int Thanks, int Stood, int Pictures, int Links, int Posts, int Comments)
{
    public const int MostNeeded = 1_000, MostLinks = 50, MostSaid = 500;

    internal IReadOnlyList<int> Figures => [Days, Recent, Thanks, Stood, Pictures, Links, Posts, Comments];

    internal static TrustStep Of(IReadOnlyList<int> figures) => new(figures[0], figures[1], figures[2], figures[3], figures[4], figures[5], figures[6], figures[7]);

    internal bool IsMetBy(TrustFacts facts) => facts.Days >= Days && facts.Recent >= Recent && facts.Thanks >= Thanks && facts.Stood >= Stood;
}

/// <summary>What is remembered of a member, in numbers.</summary>
/// <param name="Against">How many decisions against their words fell within <see cref="TrustRules.Forgiven"/>, and stand.</param>
public sealed record TrustFacts(int Days, int Recent, int Thanks, int Stood, int Against);

/// <summary>The numbers that a centre settled for the levels of its square.</summary>
public sealed class TrustRules : IBelongsToCentre, IVersioned
{
    public const int NumbersLength = 300, SourceLength = 300;

    /// <summary>After so long a decision against somebody's words counts no more. Our own choice.</summary>
    public static readonly TimeSpan Forgiven = TimeSpan.FromDays(90);

    /// <summary>
    /// Those that come with the program. Of the newest, what is said on a day and the links are Discourse's for its level 0 (blog.discourse.org, 2018: one picture, two
    /// links, three topics and ten replies); of the third one fifteen days, one thanks and three replies are its level 2. Two days stand for the five topics, thirty posts
    /// and ten minutes of its level 1, which would need counting what each opens. The rest is our own choice, as the last level is: half of sixty days, where Discourse
    /// looks at a hundred.
    /// </summary>
    public static readonly IReadOnlyList<TrustStep> Usual =
    [
        new(0, 0, 0, 0, 1, 2, 3, 10),
        new(2, 0, 0, 0, TakePictures.Most, 5, 20, 60),
        new(15, 0, 1, 3, TakePictures.Most, 10, 30, 120),
        new(15, 30, 10, 20, TakePictures.Most, 20, 50, 200),
    ];

    private TrustRules()
    {
    }

    public Id<TrustRules> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>One line for each level, its figures separated by blanks.</summary>
    public string Numbers { get; private set; } = "";
    /// <summary>Where the numbers are from, and who settled them.</summary>
    public string Source { get; private set; } = "";
    public int Version { get; set; }

    public IReadOnlyList<TrustStep> Steps => [.. Numbers.Split('\n').Select(line => TrustStep.Of([.. line.Split(' ').Select(figure => int.Parse(figure, CultureInfo.InvariantCulture))]))];

    public static TrustRules Of(Id<Centre> centre) => new() { Id = Id<TrustRules>.New(), CentreId = centre };

    internal void Settle(IReadOnlyList<TrustStep> steps, string source) =>
        (Numbers, Source) = (string.Join('\n', steps.Select(step => string.Join(' ', step.Figures.Select(figure => figure.ToString(CultureInfo.InvariantCulture))))), source);

    /// <summary>The level that somebody reached: each asks for itself and all before it, and each decision against them takes one away.</summary>
    internal static TrustLevel LevelOf(TrustFacts facts, IReadOnlyList<TrustStep> steps)
    {
        var level = 0;
        while (level + 1 < steps.Count && steps[level + 1].IsMetBy(facts))
            level++;
        return (TrustLevel)Math.Max(0, level - facts.Against);
    }
}

/// <summary>What it takes to know how far a member is known, and to thank.</summary>
[Migration("202611240120_community_trust")]
internal sealed class TrustSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<TrustRules>(rules =>
        {
            rules.ToTable("community_trust_rules");
            rules.Ignore(row => row.Steps);
            rules.Property(row => row.Numbers).HasMaxLength(TrustRules.NumbersLength);
            rules.Property(row => row.Source).HasMaxLength(TrustRules.SourceLength);
            rules.HasIndex(row => row.CentreId).IsUnique();
        });
        builder.Entity<Thank>(thank =>
        {
            thank.ToTable("community_thank");
            thank.HasIndex(row => new { row.SaidId, row.FaceId }).IsUnique();
            thank.HasIndex(row => row.FaceId);
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("days_read", "community_member", defaultValue: 0);
        migrationBuilder.AddColumn<long>("recent_days", "community_member", defaultValue: 0L);
        migrationBuilder.AddColumn<DateOnly>("last_day", "community_member", nullable: true);
        migrationBuilder.CreateTable("community_trust_rules", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            numbers = table.Column<string>(maxLength: TrustRules.NumbersLength),
            source = table.Column<string>(maxLength: TrustRules.SourceLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_trust_rules", row => row.id));
        migrationBuilder.CreateIndex("ix_community_trust_rules_centre_id", "community_trust_rules", "centre_id", unique: true);
        migrationBuilder.CreateTable("community_thank", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            said_id = table.Column<Guid>(),
            face_id = table.Column<Guid>(),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_community_thank", row => row.id));
        migrationBuilder.CreateIndex("ix_community_thank_said_id_face_id", "community_thank", ["said_id", "face_id"], unique: true);
        migrationBuilder.CreateIndex("ix_community_thank_face_id", "community_thank", "face_id");
    }
}
