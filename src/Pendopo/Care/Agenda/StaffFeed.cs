using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Care.Services;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Agenda;

/// <summary>A person's own address of sessions and appointments for another calendar program; it works for as long as the person may book and receive people.</summary>
internal sealed class StaffFeed : IBelongsToCentre
{
    private StaffFeed()
    {
    }

    public Id<StaffFeed> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Person> PersonId { get; private set; }
    /// <summary>Whose sessions; null for everybody's.</summary>
    public Id<StaffMember>? StaffId { get; private set; }
    /// <summary>SHA-256 of the secret in the address; who reads the database cannot use it.</summary>
    public string SecretHash { get; private set; } = "";
    /// <summary>`id` or `en`, as the person read the page.</summary>
    public string Language { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }

    public static StaffFeed Of(Id<Centre> centre, Id<Person> person, Id<StaffMember>? staff, string secretHash, string language, DateTimeOffset now) =>
        new() { Id = Id<StaffFeed>.New(), CentreId = centre, PersonId = person, StaffId = staff, SecretHash = secretHash, Language = language, CreatedAt = now };

    public static void Map(ModelBuilder builder) => builder.Entity<StaffFeed>(feed =>
    {
        feed.ToTable("care_staff_feed");
        feed.Property(row => row.SecretHash).HasMaxLength(64);
        feed.Property(row => row.Language).HasMaxLength(10);
        feed.HasIndex(row => row.SecretHash).IsUnique();
        feed.HasIndex(row => new { row.CentreId, row.PersonId }).IsUnique();
    });
}

[Migration("202611231545_care_staff_feeds")]
internal sealed class StaffFeedSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("care_staff_feed", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            staff_id = table.Column<Guid>(nullable: true),
            secret_hash = table.Column<string>(maxLength: 64),
            language = table.Column<string>(maxLength: 10),
            created_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_care_staff_feed", row => row.id));
        migrationBuilder.CreateIndex("ix_care_staff_feed_secret_hash", "care_staff_feed", "secret_hash", unique: true);
        migrationBuilder.CreateIndex("ix_care_staff_feed_centre_id_person_id", "care_staff_feed", ["centre_id", "person_id"], unique: true);
    }
}

/// <summary>Somebody who is erased: their address of the calendar goes.</summary>
internal sealed class StaffFeedErasure(PendopoDb db) : IErasure
{
    public IReadOnlyList<string> Tables => ["care_staff_feed"];

    public Task Erase(Id<Person> person, CancellationToken cancel) => db.Set<StaffFeed>().AcrossCentres().Where(feed => feed.PersonId == person).ExecuteDeleteAsync(cancel);
}
