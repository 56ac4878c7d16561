using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Walls;

internal static class WallTables
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Screen>(screen =>
        {
            screen.ToTable("publishing_screen");
            screen.Property(row => row.SecretHash).HasMaxLength(64);
            screen.Property(row => row.SecretSealed).HasMaxLength(1000);
            screen.HasIndex(row => row.ChannelId).IsUnique();
            screen.HasIndex(row => row.SecretHash).IsUnique();
        });
        builder.Entity<WallCard>(card =>
        {
            card.ToTable("publishing_wall_card");
            card.Ignore(row => row.RemoteId);
            card.Property(row => row.Title).HasMaxLength(PostWords.TitleLength);
            card.Property(row => row.Words).HasMaxLength(WallCard.WordsLength);
            card.Property(row => row.Url).HasMaxLength(Border.IdLength);
            card.Property(row => row.Language).HasMaxLength(Border.LanguageLength);
            card.HasIndex(row => row.Key).IsUnique();
            card.HasIndex(row => new { row.ChannelId, row.ShownAt });
            card.HasIndex(row => row.PostId);
        });
    }
}

[Migration("202611230221_publishing_walls")]
internal sealed class WallSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_screen", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            secret_hash = table.Column<string>(maxLength: 64, nullable: true),
            secret_sealed = table.Column<string>(maxLength: 1000, nullable: true),
            seconds = table.Column<int>(),
            days = table.Column<int>(),
            seen_at = Instant(table, nullable: true),
            created_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_screen", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_screen_channel_id", "publishing_screen", "channel_id", unique: true);
        migrationBuilder.CreateIndex("ix_publishing_screen_secret_hash", "publishing_screen", "secret_hash", unique: true);
        migrationBuilder.CreateTable("publishing_wall_card", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            key = table.Column<Guid>(),
            title = table.Column<string>(maxLength: PostWords.TitleLength),
            words = table.Column<string>(maxLength: WallCard.WordsLength),
            url = table.Column<string>(maxLength: Border.IdLength),
            language = table.Column<string>(maxLength: Border.LanguageLength),
            revision = table.Column<int>(),
            shown_at = Instant(table),
            hung_at = Instant(table, nullable: true),
            recalled_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_wall_card", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_wall_card_key", "publishing_wall_card", "key", unique: true);
        migrationBuilder.CreateIndex("ix_publishing_wall_card_channel_id_shown_at", "publishing_wall_card", ["channel_id", "shown_at"]);
        migrationBuilder.CreateIndex("ix_publishing_wall_card_post_id", "publishing_wall_card", "post_id");
    }
}
