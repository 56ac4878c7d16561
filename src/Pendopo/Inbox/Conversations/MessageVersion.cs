using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Conversations;

/// <summary>What a message said before its author changed it: kept for colleagues, who may have answered exactly that.</summary>
public sealed class MessageVersion : IBelongsToCentre
{
    private MessageVersion()
    {
    }

    public Id<MessageVersion> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Message> MessageId { get; private set; }
    public string Text { get; private set; } = "";
    public string? Language { get; private set; }
    /// <summary>When it was written.</summary>
    public DateTimeOffset At { get; private set; }

    public static MessageVersion Of(Message message, string text, string? language, DateTimeOffset at) => new()
    {
        Id = Id<MessageVersion>.New(),
        CentreId = message.CentreId,
        MessageId = message.Id,
        Text = text,
        Language = language,
        At = Instants.Cut(at),
    };
}

[Migration("202611220510_inbox_versions")]
internal sealed class MessageVersionSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("inbox_message_version", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            message_id = table.Column<Guid>(),
            text = table.Column<string>(),
            language = table.Column<string>(maxLength: 35, nullable: true),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_inbox_message_version", row => row.id));
        migrationBuilder.CreateIndex("ix_inbox_message_version_message_id", "inbox_message_version", "message_id");
    }
}
