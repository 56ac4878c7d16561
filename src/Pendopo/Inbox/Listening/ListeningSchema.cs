using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Listening;

/// <summary>Watched words, how far each network was searched, and what was found.</summary>
[Migration("202611221945_inbox_listening")]
internal sealed class ListeningSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Words(migrationBuilder);
        Finds(migrationBuilder);
    }

    private void Words(MigrationBuilder build)
    {
        build.CreateTable("inbox_watch", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            words = table.Column<string>(maxLength: WatchedWord.WordsLength),
            key = table.Column<string>(maxLength: WatchedWord.WordsLength),
            ignore = table.Column<string>(maxLength: WatchedWord.IgnoreLength),
            networks = table.Column<string>(maxLength: WatchedWord.NetworksLength),
            paused_at = Instant(table, nullable: true),
            by_id = table.Column<Guid>(),
            created_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_inbox_watch", row => row.id));
        build.CreateIndex("ix_inbox_watch_centre_id_key", "inbox_watch", ["centre_id", "key"], unique: true);
        build.CreateTable("inbox_watch_look", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            watch_id = table.Column<Guid>(),
            network = table.Column<string>(maxLength: 40),
            read_to = Instant(table),
            looked_at = Instant(table),
            not_before = Instant(table, nullable: true),
            refused = table.Column<bool>(),
        }, constraints: table => table.PrimaryKey("pk_inbox_watch_look", row => row.id));
        build.CreateIndex("ix_inbox_watch_look_watch_id_network", "inbox_watch_look", ["watch_id", "network"], unique: true);
        build.CreateTable("inbox_listen_rules", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            keep_days = table.Column<int>(),
            servers = table.Column<string>(maxLength: ListenRules.ServersLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_inbox_listen_rules", row => row.id));
        build.CreateIndex("ix_inbox_listen_rules_centre_id", "inbox_listen_rules", "centre_id", unique: true);
    }

    private void Finds(MigrationBuilder build)
    {
        build.CreateTable("inbox_find", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            network = table.Column<string>(maxLength: 40),
            channel_id = table.Column<Guid>(nullable: true),
            remote_id = table.Column<string>(maxLength: Border.IdLength),
            remote_url = table.Column<string>(maxLength: Border.IdLength, nullable: true),
            remote_version = table.Column<string>(maxLength: Border.VersionLength, nullable: true),
            root_id = table.Column<string>(maxLength: Border.IdLength, nullable: true),
            root_version = table.Column<string>(maxLength: Border.VersionLength, nullable: true),
            author_id = table.Column<string>(maxLength: Border.IdLength),
            author_handle = table.Column<string>(maxLength: Border.HandleLength),
            author_name = table.Column<string>(maxLength: Border.NameLength),
            author_url = table.Column<string>(maxLength: Border.IdLength, nullable: true),
            text = table.Column<string>(maxLength: Find.TextLength),
            language = table.Column<string>(maxLength: Border.LanguageLength, nullable: true),
            sent_at = Instant(table),
            day = table.Column<DateOnly>(),
            found_at = Instant(table),
            edited_at = Instant(table, nullable: true),
            state = table.Column<string>(maxLength: 40),
            conversation_id = table.Column<Guid>(nullable: true),
            settled_by_id = table.Column<Guid>(nullable: true),
            settled_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_inbox_find", row => row.id));
        build.CreateIndex("ix_inbox_find_centre_id_network_remote_id", "inbox_find", ["centre_id", "network", "remote_id"], unique: true);
        build.CreateIndex("ix_inbox_find_centre_id_state_sent_at_id", "inbox_find", ["centre_id", "state", "sent_at", "id"]);
        build.CreateIndex("ix_inbox_find_centre_id_day", "inbox_find", ["centre_id", "day"]);
        build.CreateIndex("ix_inbox_find_centre_id_found_at", "inbox_find", ["centre_id", "found_at"]);
        build.CreateIndex("ix_inbox_find_network_author_id", "inbox_find", ["network", "author_id"]);
        build.CreateTable("inbox_find_word", table => new
        {
            find_id = table.Column<Guid>(),
            watch_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
        }, constraints: table => table.PrimaryKey("pk_inbox_find_word", row => new { row.find_id, row.watch_id }));
        build.CreateIndex("ix_inbox_find_word_watch_id", "inbox_find_word", "watch_id");
    }
}
