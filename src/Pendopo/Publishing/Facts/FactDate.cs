using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Facts;

/// <summary>Until when somebody answers for what a post says of health. Two weeks before, it stands among the tasks; after it, readers are told that it is being reviewed.</summary>
public sealed class FactDate : IBelongsToCentre
{
    /// <summary>Days before the date that it becomes a task.</summary>
    public const int Notice = 14;

    /// <summary>Nobody answers for a health fact longer than this, in years; our own rule.</summary>
    public const int MostYears = 3;

    private FactDate()
    {
    }

    public Id<FactDate> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Post> PostId { get; private set; }
    public DateOnly ReviewBy { get; private set; }
    public Id<Person> CheckedById { get; private set; }
    public DateTimeOffset CheckedAt { get; private set; }

    internal static FactDate Of(Post post) => new() { Id = Id<FactDate>.New(), CentreId = post.CentreId, PostId = post.Id };

    internal void Check(DateOnly until, Id<Person> person, DateTimeOffset now) => (ReviewBy, CheckedById, CheckedAt) = (until, person, now);

    /// <summary>Whether the date has passed: on the day itself the facts still hold.</summary>
    public bool IsPast(DateOnly today) => ReviewBy < today;

    internal static void Map(ModelBuilder builder) => builder.Entity<FactDate>(fact =>
    {
        fact.ToTable("publishing_fact_date");
        fact.HasIndex(row => row.PostId).IsUnique();
        fact.HasIndex(row => new { row.CentreId, row.ReviewBy });
    });
}

[Migration("202611221220_publishing_facts")]
internal sealed class FactSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_fact_date", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            review_by = table.Column<DateOnly>(),
            checked_by_id = table.Column<Guid>(),
            checked_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_publishing_fact_date", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_fact_date_post_id", "publishing_fact_date", "post_id", unique: true);
        migrationBuilder.CreateIndex("ix_publishing_fact_date_centre_id_review_by", "publishing_fact_date", ["centre_id", "review_by"]);
    }
}
