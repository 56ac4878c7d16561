using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Publishing.Calendar;

/// <summary>A person's own address of the calendar for another calendar program; it works for as long as the person may see the calendar.</summary>
internal sealed class CalendarFeed : IBelongsToCentre
{
    private CalendarFeed()
    {
    }

    public Id<CalendarFeed> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Person> PersonId { get; private set; }
    /// <summary>SHA-256 of the secret in the address; who reads the database cannot use it.</summary>
    public string SecretHash { get; private set; } = "";
    /// <summary>`id` or `en`, as the person read the page.</summary>
    public string Language { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }

    public static CalendarFeed Of(Id<Centre> centre, Id<Person> person, string secretHash, string language, DateTimeOffset now) =>
        new() { Id = Id<CalendarFeed>.New(), CentreId = centre, PersonId = person, SecretHash = secretHash, Language = language, CreatedAt = now };

    public static void Map(ModelBuilder builder) => builder.Entity<CalendarFeed>(feed =>
    {
        feed.ToTable("publishing_calendar_feed");
        feed.Property(row => row.SecretHash).HasMaxLength(64);
        feed.Property(row => row.Language).HasMaxLength(10);
        feed.HasIndex(row => row.SecretHash).IsUnique();
        feed.HasIndex(row => new { row.CentreId, row.PersonId }).IsUnique();
    });
}

[Migration("202611220832_publishing_calendar_feeds")]
internal sealed class CalendarFeedSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_calendar_feed", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            secret_hash = table.Column<string>(maxLength: 64),
            language = table.Column<string>(maxLength: 10),
            created_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_publishing_calendar_feed", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_calendar_feed_secret_hash", "publishing_calendar_feed", "secret_hash", unique: true);
        migrationBuilder.CreateIndex("ix_publishing_calendar_feed_centre_id_person_id", "publishing_calendar_feed", ["centre_id", "person_id"], unique: true);
    }
}
