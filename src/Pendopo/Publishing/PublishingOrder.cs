using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing;

/// <summary>The feed of a topic, too: few posts of it may be in any.</summary>
[Migration("202611221145_publishing_topic_feed")]
internal sealed class TopicFeedOrder : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("ix_publishing_page_topic_feed", "publishing_page", ["centre_id", "topic_slug", "published_at", "id"], filter: "feed_at IS NOT NULL");
}

/// <summary>Indexes in the order in which the lists are read, so that a page of them costs the same in an archive of any size.</summary>
[Migration("202611220900_publishing_order")]
internal sealed class PublishingOrder : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_publishing_post_centre_id_edited_at", "publishing_post");
        migrationBuilder.CreateIndex("ix_publishing_post_centre_id_edited_at_id", "publishing_post", ["centre_id", "edited_at", "id"]);
        migrationBuilder.CreateIndex("ix_publishing_post_centre_id_edited_at_review", "publishing_post", ["centre_id", "edited_at", "review"], filter: "review <> 'Approved'");
        migrationBuilder.CreateIndex("ix_publishing_publication_centre_id_sent_at_due_at", "publishing_publication", ["centre_id", "sent_at", "due_at"]);
        migrationBuilder.CreateIndex("ix_publishing_publication_centre_id_needs_person", "publishing_publication", ["centre_id", "needs_person"], filter: "needs_person");
        migrationBuilder.DropIndex("ix_publishing_page_centre_id_published_at", "publishing_page");
        migrationBuilder.CreateIndex("ix_publishing_page_centre_id_published_at_id", "publishing_page", ["centre_id", "published_at", "id"]);
        migrationBuilder.DropIndex("ix_publishing_page_centre_id_topic_slug", "publishing_page");
        migrationBuilder.CreateIndex("ix_publishing_page_centre_id_topic_slug_published_at_id", "publishing_page", ["centre_id", "topic_slug", "published_at", "id"]);
        migrationBuilder.CreateIndex("ix_publishing_page_centre_id_published_at_feed_at", "publishing_page", ["centre_id", "published_at", "feed_at"], filter: "feed_at IS NOT NULL");
        SearchInOrder(migrationBuilder);
    }

    // The text table of SQLite knows its rows by number alone: without this a page that is written again would look through all of them.
    private void SearchInOrder(MigrationBuilder migration)
    {
        if (!OnPostgres)
            migration.Sql("CREATE INDEX ix_publishing_search_id ON publishing_search_content (c0)");
    }
}
