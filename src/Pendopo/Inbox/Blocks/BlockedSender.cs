using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Blocks;

/// <summary>Why a sender's messages are kept apart. Criticism is none of the reasons.</summary>
public enum BlockReason
{
    /// <summary>Advertising, or the same words again and again.</summary>
    Spam,

    /// <summary>Threats, or insults of persons.</summary>
    Abuse,
}

/// <summary>Somebody whose messages stand apart at this centre. Nothing is refused or reported to the network, and nothing is learned from it.</summary>
internal sealed class BlockedSender : IBelongsToCentre
{
    private BlockedSender()
    {
    }

    public Id<BlockedSender> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Network { get; private set; } = "";
    public string AuthorId { get; private set; } = "";
    public BlockReason Reason { get; private set; }
    public Id<Person> ById { get; private set; }
    public DateTimeOffset At { get; private set; }

    public static BlockedSender Of(Conversation conversation, BlockReason reason, Id<Person> by, DateTimeOffset now) => new()
    {
        Id = Id<BlockedSender>.New(),
        CentreId = conversation.CentreId,
        Network = conversation.Network,
        AuthorId = conversation.AuthorId,
        Reason = reason,
        ById = by,
        At = now,
    };

    public static void Map(ModelBuilder builder) => builder.Entity<BlockedSender>(block =>
    {
        block.ToTable("inbox_block");
        block.Property(row => row.Network).HasMaxLength(40);
        block.Property(row => row.AuthorId).HasMaxLength(Border.IdLength);
        block.HasIndex(row => new { row.CentreId, row.Network, row.AuthorId }).IsUnique();
    });
}
