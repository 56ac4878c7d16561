using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse.Followed;

internal static class FollowedTables
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<FollowedAccount>(account =>
        {
            account.ToTable("channels_fediverse_followed");
            account.Property(row => row.FollowUri).HasMaxLength(RemoteActor.MaxAddress);
            account.HasIndex(row => new { row.CentreId, row.ActorId }).IsUnique();
            account.HasIndex(row => row.ActorId);
        });
        builder.Entity<FollowedPost>(post =>
        {
            post.ToTable("channels_fediverse_followed_post");
            post.Property(row => row.Uri).HasMaxLength(RemoteActor.MaxAddress);
            post.Property(row => row.Url).HasMaxLength(RemoteActor.MaxAddress);
            post.Property(row => row.Title).HasMaxLength(FollowedPost.MaxTitle);
            post.Property(row => row.Text).HasMaxLength(FollowedPost.MaxText);
            post.Property(row => row.Language).HasMaxLength(35);
            post.HasIndex(row => new { row.Uri, row.CentreId }).IsUnique();
            post.HasIndex(row => new { row.CentreId, row.PublishedAt });
            post.HasIndex(row => new { row.ActorId, row.PublishedAt });
        });
    }
}

[Migration("202611220451_channels_fediverse_followed")]
internal sealed class FollowedSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("channels_fediverse_followed", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            actor_id = table.Column<Guid>(),
            follow_uri = table.Column<string>(maxLength: RemoteActor.MaxAddress),
            state = table.Column<string>(maxLength: 40),
            by_id = table.Column<Guid>(nullable: true),
            asked_at = Instant(table),
            answered_at = Instant(table, nullable: true),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_followed", row => row.id));
        migrationBuilder.CreateIndex("ix_channels_fediverse_followed_centre_id_actor_id", "channels_fediverse_followed", ["centre_id", "actor_id"], unique: true);
        migrationBuilder.CreateIndex("ix_channels_fediverse_followed_actor_id", "channels_fediverse_followed", "actor_id");
        Posts(migrationBuilder);
    }

    private void Posts(MigrationBuilder build)
    {
        build.CreateTable("channels_fediverse_followed_post", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            actor_id = table.Column<Guid>(),
            uri = table.Column<string>(maxLength: RemoteActor.MaxAddress),
            url = table.Column<string>(maxLength: RemoteActor.MaxAddress),
            title = table.Column<string>(maxLength: FollowedPost.MaxTitle),
            is_covered = table.Column<bool>(),
            text = table.Column<string>(maxLength: FollowedPost.MaxText),
            language = table.Column<string>(maxLength: 35, nullable: true),
            is_public = table.Column<bool>(),
            published_at = Instant(table),
            edited_at = Instant(table, nullable: true),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_followed_post", row => row.id));
        build.CreateIndex("ix_channels_fediverse_followed_post_uri_centre_id", "channels_fediverse_followed_post", ["uri", "centre_id"], unique: true);
        build.CreateIndex("ix_channels_fediverse_followed_post_centre_id_published_at", "channels_fediverse_followed_post", ["centre_id", "published_at"]);
        build.CreateIndex("ix_channels_fediverse_followed_post_actor_id_published_at", "channels_fediverse_followed_post", ["actor_id", "published_at"]);
    }
}
