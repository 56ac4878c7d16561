using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Community.Members;
using Pendopo.Platform.Data;

namespace Pendopo.Community.News;

/// <summary>What it takes to tell phones: which, of what, and when not.</summary>
[Migration("202611231725_community_news_phone")]
internal sealed class NewsPhoneSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<NewsBrowser>(browser =>
        {
            browser.ToTable("community_news_browser");
            browser.Property(row => row.Mark).HasMaxLength(NewsBrowser.MarkLength);
            browser.Property(row => row.Sealed).HasMaxLength(NewsBrowser.SealedLength);
            browser.HasIndex(row => new { row.CentreId, row.Mark }).IsUnique();
            browser.HasIndex(row => row.MemberId);
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("community_news_browser", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            member_id = table.Column<Guid>(),
            session_id = table.Column<Guid>(),
            mark = table.Column<string>(maxLength: NewsBrowser.MarkLength),
            @sealed = table.Column<string>(maxLength: NewsBrowser.SealedLength),
            made_at = Instant(table),
            again_at = Instant(table, nullable: true),
            attempts = table.Column<int>(),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_news_browser", row => row.id));
        migrationBuilder.CreateIndex("ix_community_news_browser_centre_id_mark", "community_news_browser", ["centre_id", "mark"], unique: true);
        migrationBuilder.CreateIndex("ix_community_news_browser_member_id", "community_news_browser", "member_id");
        migrationBuilder.AddColumn<bool>("is_silent", "community_belonging", defaultValue: false);
        migrationBuilder.AddColumn<string>("silent", "community_news_wish", maxLength: NewsWish.OffLength, defaultValue: "");
        migrationBuilder.AddColumn<int>("quiet_from", "community_news_wish", nullable: true);
        migrationBuilder.AddColumn<int>("quiet_until", "community_news_wish", nullable: true);
        AddInstant(migrationBuilder, "community_news_wish", "rung_until");
        AddInstant(migrationBuilder, "community_news_wish", "rang_at");
        migrationBuilder.AddColumn<int>("quiet_from", "community_rules", defaultValue: SquareRules.UsualQuietFrom);
        migrationBuilder.AddColumn<int>("quiet_until", "community_rules", defaultValue: SquareRules.UsualQuietUntil);
    }
}
