using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Guests;

/// <summary>The tables of guests.</summary>
[Migration("202611221531_publishing_guests")]
internal sealed class GuestSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Guest>(guest =>
        {
            guest.ToTable("publishing_guest");
            guest.Property(row => row.Called).HasMaxLength(Guest.NameLength);
            guest.Property(row => row.Name).HasMaxLength(Guest.NameLength);
            guest.Property(row => row.Email).HasMaxLength(Guest.EmailLength);
            guest.Property(row => row.SecretHash).HasMaxLength(64);
            guest.Property(row => row.SecretSealed).HasMaxLength(400);
            guest.HasIndex(row => row.SecretHash).IsUnique();
            guest.HasIndex(row => row.CampaignId);
        });
        builder.Entity<GuestWord>(word =>
        {
            word.ToTable("publishing_guest_word");
            word.Property(row => row.Text).HasMaxLength(GuestWord.TextLength);
            word.HasIndex(row => row.GuestId);
            word.HasIndex(row => row.UsedInId);
        });
        builder.Entity<SharedPost>(shared =>
        {
            shared.ToTable("publishing_guest_post");
            shared.HasKey(row => row.PostId);
            shared.HasIndex(row => row.CampaignId);
        });
        builder.Entity<GuestLink>(link =>
        {
            link.ToTable("publishing_guest_link");
            link.HasKey(row => new { row.GuestId, row.PostId });
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_guest", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            campaign_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            called = table.Column<string>(maxLength: Guest.NameLength),
            discloses = table.Column<string>(maxLength: 40, nullable: true),
            secret_hash = table.Column<string>(maxLength: 64),
            secret_sealed = table.Column<string>(maxLength: 400),
            invited_by_id = table.Column<Guid>(),
            invited_at = Instant(table),
            until_day = table.Column<DateOnly>(),
            revoked_at = Instant(table, nullable: true),
            opened_at = Instant(table, nullable: true),
            name = table.Column<string>(maxLength: Guest.NameLength),
            email = table.Column<string>(maxLength: Guest.EmailLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_guest", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_guest_secret_hash", "publishing_guest", "secret_hash", unique: true);
        migrationBuilder.CreateIndex("ix_publishing_guest_campaign_id", "publishing_guest", "campaign_id");
        Words(migrationBuilder);
    }

    private void Words(MigrationBuilder migration)
    {
        migration.CreateTable("publishing_guest_word", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            guest_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            post_id = table.Column<Guid>(nullable: true),
            text = table.Column<string>(maxLength: GuestWord.TextLength),
            said_at = Instant(table),
            person_id = table.Column<Guid>(nullable: true),
            consent_id = table.Column<Guid>(nullable: true),
            used_in_id = table.Column<Guid>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_publishing_guest_word", row => row.id));
        migration.CreateIndex("ix_publishing_guest_word_guest_id", "publishing_guest_word", "guest_id");
        migration.CreateIndex("ix_publishing_guest_word_used_in_id", "publishing_guest_word", "used_in_id");
        migration.CreateTable("publishing_guest_post", table => new
        {
            post_id = table.Column<Guid>(),
            campaign_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            shared_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_publishing_guest_post", row => row.post_id));
        migration.CreateIndex("ix_publishing_guest_post_campaign_id", "publishing_guest_post", "campaign_id");
        migration.CreateTable("publishing_guest_link", table => new
        {
            guest_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            link_id = table.Column<Guid>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_guest_link", row => new { row.guest_id, row.post_id }));
    }
}

/// <summary>Writes into the register what stood under a consent before quotes were registered there: the word is found when its consent ends.</summary>
[Migration("202611222233_publishing_quote_uses")]
internal sealed class QuoteUsesSchema : RoomMigration
{
    // The word's own key serves: a use of it is one of a kind. What is registered already stays as it is.
    public const string Register = """
        INSERT INTO safety_consent_use (id, centre_id, consent_id, kind, item, since)
        SELECT word.id, word.centre_id, word.consent_id, 'guest-quote', word.id, word.said_at FROM publishing_guest_word word
        WHERE word.consent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM safety_consent_use known WHERE known.kind = 'guest-quote' AND known.item = word.id)
        """;

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Register);
}
