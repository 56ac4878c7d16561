using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Search;

namespace Pendopo.Publishing;

[Migration("202611220220_publishing_first")]
internal sealed class PublishingSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Posts(migrationBuilder);
        Revisions(migrationBuilder);
        Publications(migrationBuilder);
        Pages(migrationBuilder);
        IDialect dialect = OnPostgres ? new PostgresDialect() : new SqliteDialect();
        migrationBuilder.Sql(dialect.MakeTextTable(PageIndex.Table));
    }

    private void Posts(MigrationBuilder migration)
    {
        migration.CreateTable("publishing_post", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            title = table.Column<string>(maxLength: PostWords.TitleLength),
            summary = table.Column<string>(maxLength: PostWords.SummaryLength),
            text = table.Column<string>(),
            topic = table.Column<string>(maxLength: PostWords.TopicLength),
            language = table.Column<string>(maxLength: PostWords.LanguageLength),
            sources = table.Column<string>(maxLength: PostWords.SourcesLength),
            pictures = table.Column<string>(),
            slug = table.Column<string>(maxLength: 100, nullable: true),
            revision = table.Column<int>(),
            review = table.Column<string>(maxLength: 40),
            approved_revision = table.Column<int>(nullable: true),
            submitted_revision = table.Column<int>(nullable: true),
            author_id = table.Column<Guid>(),
            editor_id = table.Column<Guid>(),
            submitter_id = table.Column<Guid>(nullable: true),
            created_at = Instant(table),
            edited_at = Instant(table),
            first_out_at = Instant(table, nullable: true),
            recalled_at = Instant(table, nullable: true),
            recall_reason = table.Column<string>(maxLength: 300, nullable: true),
            creation_key = table.Column<string>(maxLength: 100, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_post", row => row.id));
        migration.CreateIndex("ix_publishing_post_centre_id_edited_at", "publishing_post", ["centre_id", "edited_at"]);
        migration.CreateIndex("ix_publishing_post_centre_id_slug", "publishing_post", ["centre_id", "slug"], unique: true);
        migration.CreateIndex("ix_publishing_post_author_id_creation_key", "publishing_post", ["author_id", "creation_key"], unique: true);
    }

    private void Revisions(MigrationBuilder migration)
    {
        migration.CreateTable("publishing_revision", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            number = table.Column<int>(),
            kind = table.Column<string>(maxLength: 40),
            title = table.Column<string>(maxLength: PostWords.TitleLength),
            summary = table.Column<string>(maxLength: PostWords.SummaryLength),
            text = table.Column<string>(),
            topic = table.Column<string>(maxLength: PostWords.TopicLength),
            language = table.Column<string>(maxLength: PostWords.LanguageLength),
            sources = table.Column<string>(maxLength: PostWords.SourcesLength),
            pictures = table.Column<string>(),
            editor_id = table.Column<Guid>(),
            edited_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_publishing_revision", row => row.id));
        migration.CreateIndex("ix_publishing_revision_post_id_number", "publishing_revision", ["post_id", "number"], unique: true);
        migration.CreateTable("publishing_deed", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            revision = table.Column<int>(),
            kind = table.Column<string>(maxLength: 40),
            person_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(nullable: true),
            comment = table.Column<string>(maxLength: 2000),
            done_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_publishing_deed", row => row.id));
        migration.CreateIndex("ix_publishing_deed_post_id", "publishing_deed", "post_id");
    }

    private void Publications(MigrationBuilder migration)
    {
        migration.CreateTable("publishing_variant", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            text = table.Column<string>(maxLength: 10_000),
            approved_text = table.Column<string>(maxLength: 10_000, nullable: true),
            edited_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_variant", row => row.id));
        migration.CreateIndex("ix_publishing_variant_post_id_channel_id", "publishing_variant", ["post_id", "channel_id"], unique: true);
        migration.CreateTable("publishing_publication", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            network = table.Column<string>(maxLength: 40),
            state = table.Column<string>(maxLength: 40),
            key = table.Column<Guid>(),
            due_at = Instant(table, nullable: true),
            run_at = Instant(table, nullable: true),
            intended_at = Instant(table, nullable: true),
            intended_revision = table.Column<int>(nullable: true),
            attempts = table.Column<int>(),
            questions = table.Column<int>(),
            sent_at = Instant(table, nullable: true),
            sent_revision = table.Column<int>(nullable: true),
            remote_id = table.Column<string>(maxLength: 500, nullable: true),
            remote_url = table.Column<string>(maxLength: 1000, nullable: true),
            remote_version = table.Column<string>(maxLength: 200, nullable: true),
            trouble_code = table.Column<string>(maxLength: 40, nullable: true),
            trouble_reason = table.Column<string>(maxLength: 500, nullable: true),
            needs_person = table.Column<bool>(),
            chore = table.Column<string>(maxLength: 40),
            change_to = table.Column<int>(nullable: true),
            recall_asked_at = Instant(table, nullable: true),
            created_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_publication", row => row.id));
        migration.CreateIndex("ix_publishing_publication_post_id_channel_id", "publishing_publication", ["post_id", "channel_id"], unique: true);
        migration.CreateIndex("ix_publishing_publication_channel_id_remote_id", "publishing_publication", ["channel_id", "remote_id"]);
        migration.CreateIndex("ix_publishing_publication_run_at", "publishing_publication", "run_at");
        migration.CreateIndex("ix_publishing_publication_centre_id_state_sent_at", "publishing_publication", ["centre_id", "state", "sent_at"]);
    }

    private void Pages(MigrationBuilder migration)
    {
        migration.CreateTable("publishing_page", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            slug = table.Column<string>(maxLength: 100),
            kind = table.Column<string>(maxLength: 40),
            title = table.Column<string>(maxLength: PostWords.TitleLength),
            summary = table.Column<string>(maxLength: PostWords.SummaryLength),
            html = table.Column<string>(),
            topic = table.Column<string>(maxLength: PostWords.TopicLength),
            topic_slug = table.Column<string>(maxLength: 100),
            language = table.Column<string>(maxLength: PostWords.LanguageLength),
            sources = table.Column<string>(maxLength: PostWords.SourcesLength),
            pictures = table.Column<string>(),
            reviewer = table.Column<string>(maxLength: 260),
            reviewed_at = Instant(table, nullable: true),
            revision = table.Column<int>(),
            published_at = Instant(table),
            changed_at = Instant(table),
            feed_at = Instant(table, nullable: true),
            recalled_at = Instant(table, nullable: true),
            recall_reason = table.Column<string>(maxLength: 300),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_page", row => row.id));
        migration.CreateIndex("ix_publishing_page_centre_id_slug", "publishing_page", ["centre_id", "slug"], unique: true);
        migration.CreateIndex("ix_publishing_page_centre_id_published_at", "publishing_page", ["centre_id", "published_at"]);
        migration.CreateIndex("ix_publishing_page_centre_id_topic_slug", "publishing_page", ["centre_id", "topic_slug"]);
        migration.CreateTable("publishing_view", table => new
        {
            post_id = table.Column<Guid>(),
            day = table.Column<DateOnly>(),
            centre_id = table.Column<Guid>(),
            views = table.Column<int>(),
            clicks = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_view", row => new { row.post_id, row.day }));
        migration.CreateIndex("ix_publishing_view_centre_id_day", "publishing_view", ["centre_id", "day"]);
    }
}
