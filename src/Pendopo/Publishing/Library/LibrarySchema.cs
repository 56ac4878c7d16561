using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Library;

[Migration("202611221130_publishing_library")]
internal sealed class LibrarySchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_library", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            name = table.Column<string>(maxLength: LibraryItem.NameLength),
            text = table.Column<string>(maxLength: LibraryItem.TextLength),
            folder = table.Column<string>(maxLength: LibraryItem.FolderLength),
            tags = table.Column<string>(maxLength: LibraryItem.TagsLength + 2),
            language = table.Column<string>(maxLength: PostWords.LanguageLength),
            rights = table.Column<string>(maxLength: LibraryItem.RightsLength),
            until_day = table.Column<DateOnly>(nullable: true),
            file_id = table.Column<Guid>(nullable: true),
            search_text = table.Column<string>(maxLength: LibraryItem.SearchLength),
            editor_id = table.Column<Guid>(),
            edited_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_library", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_library_centre_id_edited_at_id", "publishing_library", ["centre_id", "edited_at", "id"]);
        migrationBuilder.CreateTable("publishing_library_use", table => new
        {
            item_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            used_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_publishing_library_use", row => new { row.item_id, row.post_id }));
        migrationBuilder.CreateIndex("ix_publishing_library_use_post_id", "publishing_library_use", "post_id");
    }
}

[Migration("202611221907_publishing_library_videos")]
internal sealed class LibraryVideosSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("video_text", "publishing_library", nullable: true);
}
