using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Messages;

/// <summary>The tables of messages between members.</summary>
[Migration("202611231720_community_messages")]
internal sealed class MessageSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Correspondence>(correspondence =>
        {
            correspondence.ToTable("community_correspondence");
            correspondence.HasIndex(row => new { row.FirstId, row.SecondId }).IsUnique();
            correspondence.HasIndex(row => row.SecondId);
            correspondence.HasIndex(row => new { row.AskerId, row.AskedAt });
        });
        builder.Entity<SquareMessage>(message =>
        {
            message.ToTable("community_message");
            message.Property(row => row.Text).HasMaxLength(SquareMessage.TextLength);
            message.HasIndex(row => new { row.CorrespondenceId, row.At, row.Id });
            message.HasIndex(row => new { row.FaceId, row.Key }).IsUnique();
            message.HasIndex(row => new { row.FaceId, row.At });
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("messages_off", "community_member", defaultValue: false);
        migrationBuilder.CreateTable("community_correspondence", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            first_id = table.Column<Guid>(),
            second_id = table.Column<Guid>(),
            asker_id = table.Column<Guid>(),
            state = table.Column<string>(maxLength: 40),
            asked_at = Instant(table),
            first_read_at = Instant(table),
            second_read_at = Instant(table),
            first_cut_at = Instant(table, nullable: true),
            second_cut_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_correspondence", row => row.id));
        migrationBuilder.CreateIndex("ix_community_correspondence_first_id_second_id", "community_correspondence", ["first_id", "second_id"], unique: true);
        migrationBuilder.CreateIndex("ix_community_correspondence_second_id", "community_correspondence", "second_id");
        migrationBuilder.CreateIndex("ix_community_correspondence_asker_id_asked_at", "community_correspondence", ["asker_id", "asked_at"]);
        migrationBuilder.CreateTable("community_message", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            correspondence_id = table.Column<Guid>(),
            face_id = table.Column<Guid>(),
            text = table.Column<string>(maxLength: SquareMessage.TextLength),
            key = table.Column<Guid>(),
            at = Instant(table),
            is_lost = table.Column<bool>(),
            hidden_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_message", row => row.id));
        migrationBuilder.CreateIndex("ix_community_message_correspondence_id_at_id", "community_message", ["correspondence_id", "at", "id"]);
        migrationBuilder.CreateIndex("ix_community_message_face_id_key", "community_message", ["face_id", "key"], unique: true);
        migrationBuilder.CreateIndex("ix_community_message_face_id_at", "community_message", ["face_id", "at"]);
    }
}
