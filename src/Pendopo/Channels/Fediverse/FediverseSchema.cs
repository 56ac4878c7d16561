using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

[Migration("202611220210_channels_fediverse")]
internal sealed class FediverseSchema : RoomMigration
{
    private const int Address = RemoteActor.MaxAddress;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Actors(migrationBuilder);
        Followers(migrationBuilder);
        Posts(migrationBuilder);
        Received(migrationBuilder);
        Sending(migrationBuilder);
    }

    private void Actors(MigrationBuilder build)
    {
        build.CreateTable("channels_fediverse_actor", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(nullable: true),
            handle = table.Column<string>(maxLength: 30),
            public_key = table.Column<string>(maxLength: 1000),
            private_key = table.Column<byte[]>(),
            created_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_actor", row => row.id));
        build.CreateIndex("ix_channels_fediverse_actor_handle", "channels_fediverse_actor", "handle", unique: true);
        build.CreateTable("channels_fediverse_person", table => new
        {
            id = table.Column<Guid>(),
            uri = table.Column<string>(maxLength: Address),
            username = table.Column<string>(maxLength: 255),
            name = table.Column<string>(maxLength: 300),
            page = table.Column<string>(maxLength: Address, nullable: true),
            inbox = table.Column<string>(maxLength: Address),
            shared_inbox = table.Column<string>(maxLength: Address, nullable: true),
            followers = table.Column<string>(maxLength: Address, nullable: true),
            key_id = table.Column<string>(maxLength: Address),
            public_key = table.Column<string>(maxLength: 4096),
            gone_at = Instant(table, nullable: true),
            fetched_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_person", row => row.id));
        build.CreateIndex("ix_channels_fediverse_person_uri", "channels_fediverse_person", "uri", unique: true);
        build.CreateIndex("ix_channels_fediverse_person_key_id", "channels_fediverse_person", "key_id");
    }

    private void Followers(MigrationBuilder build)
    {
        build.CreateTable("channels_fediverse_follower", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            actor_id = table.Column<Guid>(),
            follow_uri = table.Column<string>(maxLength: Address, nullable: true),
            followed_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_follower", row => row.id));
        build.CreateIndex("ix_channels_fediverse_follower_centre_id_actor_id", "channels_fediverse_follower", ["centre_id", "actor_id"], unique: true);
        build.CreateIndex("ix_channels_fediverse_follower_actor_id", "channels_fediverse_follower", "actor_id");
        build.CreateIndex("ix_channels_fediverse_follower_follow_uri", "channels_fediverse_follower", "follow_uri");
    }

    private void Posts(MigrationBuilder build)
    {
        build.CreateTable("channels_fediverse_post", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            key = table.Column<Guid>(),
            uri = table.Column<string>(maxLength: Address),
            url = table.Column<string>(maxLength: Address, nullable: true),
            document = table.Column<string>(),
            is_public = table.Column<bool>(),
            revision = table.Column<int>(),
            published_at = Instant(table),
            updated_at = Instant(table, nullable: true),
            deleted_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_post", row => row.id));
        build.CreateIndex("ix_channels_fediverse_post_key", "channels_fediverse_post", "key", unique: true);
        build.CreateIndex("ix_channels_fediverse_post_uri", "channels_fediverse_post", "uri", unique: true);
        build.CreateIndex("ix_channels_fediverse_post_url", "channels_fediverse_post", "url");
        build.CreateIndex("ix_channels_fediverse_post_centre_id_published_at", "channels_fediverse_post", ["centre_id", "published_at"]);
        build.CreateTable("channels_fediverse_reaction", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            actor_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            uri = table.Column<string>(maxLength: Address, nullable: true),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_reaction", row => row.id));
        build.CreateIndex("ix_channels_fediverse_reaction_post_id_kind_actor_id", "channels_fediverse_reaction", ["post_id", "kind", "actor_id"], unique: true);
        build.CreateIndex("ix_channels_fediverse_reaction_uri", "channels_fediverse_reaction", "uri");
        build.CreateIndex("ix_channels_fediverse_reaction_actor_id", "channels_fediverse_reaction", "actor_id");
    }

    private void Received(MigrationBuilder build)
    {
        build.CreateTable("channels_fediverse_received", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            uri = table.Column<string>(maxLength: Address),
            actor_id = table.Column<Guid>(),
            in_reply_to = table.Column<string>(maxLength: Address, nullable: true),
            root = table.Column<string>(maxLength: Address, nullable: true),
            is_public = table.Column<bool>(),
            received_at = Instant(table),
            edited_at = Instant(table, nullable: true),
            withdrawn_at = Instant(table, nullable: true),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_received", row => row.id));
        build.CreateIndex("ix_channels_fediverse_received_uri_centre_id", "channels_fediverse_received", ["uri", "centre_id"], unique: true);
        build.CreateIndex("ix_channels_fediverse_received_in_reply_to", "channels_fediverse_received", "in_reply_to");
        build.CreateIndex("ix_channels_fediverse_received_actor_id", "channels_fediverse_received", "actor_id");
        build.CreateTable("channels_fediverse_report", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            from = table.Column<string>(maxLength: Address),
            about = table.Column<string>(),
            comment = table.Column<string>(maxLength: 5000),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_report", row => row.id));
        build.CreateIndex("ix_channels_fediverse_report_centre_id_at", "channels_fediverse_report", ["centre_id", "at"]);
    }

    private void Sending(MigrationBuilder build)
    {
        build.CreateTable("channels_fediverse_outgoing", table => new
        {
            id = table.Column<Guid>(),
            actor_id = table.Column<Guid>(),
            about = table.Column<string>(maxLength: Address),
            body = table.Column<string>(),
            created_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_outgoing", row => row.id));
        build.CreateIndex("ix_channels_fediverse_outgoing_about_created_at", "channels_fediverse_outgoing", ["about", "created_at"]);
        build.CreateIndex("ix_channels_fediverse_outgoing_created_at", "channels_fediverse_outgoing", "created_at");
        build.CreateTable("channels_fediverse_host", table => new
        {
            authority = table.Column<string>(maxLength: 260),
            scheme = table.Column<string>(maxLength: 40),
            failures = table.Column<int>(),
            failing_days = table.Column<int>(),
            last_failing_day = table.Column<DateOnly>(nullable: true),
            held_until = Instant(table, nullable: true),
            blocked_at = Instant(table, nullable: true),
            seen_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_host", row => row.authority));
        build.CreateIndex("ix_channels_fediverse_host_seen_at", "channels_fediverse_host", "seen_at");
        build.CreateTable("channels_fediverse_memory", table => new
        {
            key = table.Column<string>(maxLength: 100),
            until = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_memory", row => row.key));
        build.CreateIndex("ix_channels_fediverse_memory_until", "channels_fediverse_memory", "until");
    }
}

/// <summary>Whether a program speaks from an account elsewhere.</summary>
[Migration("202611221515_fediverse_robot")]
internal sealed class FediverseRobotSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<bool>("robot", "channels_fediverse_person", nullable: false, defaultValue: false);
}
