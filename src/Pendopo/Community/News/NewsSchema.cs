using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Community.News;

/// <summary>The tables of what members are told, and which groups are quiet for them.</summary>
[Migration("202611231600_community_news")]
internal sealed class NewsSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<NewsItem>(item =>
        {
            item.ToTable("community_news");
            item.HasIndex(row => new { row.MemberId, row.At, row.Id });
            item.HasIndex(row => row.SaidId);
            item.HasIndex(row => row.At);
        });
        builder.Entity<NewsWish>(wish =>
        {
            wish.ToTable("community_news_wish");
            wish.Ignore(row => row.Quiet);
            wish.Property(row => row.Off).HasMaxLength(NewsWish.OffLength);
            wish.Property(row => row.Silent).HasMaxLength(NewsWish.OffLength).HasDefaultValue("");
            wish.HasIndex(row => row.MemberId).IsUnique();
            wish.HasIndex(row => new { row.CentreId, row.ByMail });
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("is_quiet", "community_belonging", defaultValue: false);
        migrationBuilder.CreateTable("community_news", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            member_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            said_id = table.Column<Guid>(nullable: true),
            face_id = table.Column<Guid>(nullable: true),
            group_id = table.Column<Guid>(nullable: true),
            at = Instant(table),
            read_at = Instant(table, nullable: true),
        }, constraints: table => table.PrimaryKey("pk_community_news", row => row.id));
        migrationBuilder.CreateIndex("ix_community_news_member_id_at_id", "community_news", ["member_id", "at", "id"]);
        migrationBuilder.CreateIndex("ix_community_news_said_id", "community_news", "said_id");
        migrationBuilder.CreateIndex("ix_community_news_at", "community_news", "at");
        migrationBuilder.CreateTable("community_news_wish", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            member_id = table.Column<Guid>(),
            off = table.Column<string>(maxLength: NewsWish.OffLength),
            by_mail = table.Column<bool>(),
            mailed_until = Instant(table),
            link_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_news_wish", row => row.id));
        migrationBuilder.CreateIndex("ix_community_news_wish_member_id", "community_news_wish", "member_id", unique: true);
        migrationBuilder.CreateIndex("ix_community_news_wish_centre_id_by_mail", "community_news_wish", ["centre_id", "by_mail"]);
    }
}
