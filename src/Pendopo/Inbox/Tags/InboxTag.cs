using Microsoft.EntityFrameworkCore;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Tags;

/// <summary>A word by which a centre sorts its conversations; the list is its own.</summary>
internal sealed class InboxTag : IBelongsToCentre
{
    public const int NameLength = 40, Most = 40;

    private InboxTag()
    {
    }

    public Id<InboxTag> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Name { get; private set; } = "";

    public static InboxTag Of(Id<Centre> centre, string name) => new() { Id = Id<InboxTag>.New(), CentreId = centre, Name = name };

    public void Rename(string name) => Name = name;

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<InboxTag>(tag =>
        {
            tag.ToTable("inbox_tag");
            tag.Property(row => row.Name).HasMaxLength(NameLength);
            tag.HasIndex(row => new { row.CentreId, row.Name }).IsUnique();
        });
        builder.Entity<ConversationTag>(tagged =>
        {
            tagged.ToTable("inbox_conversation_tag");
            tagged.HasKey(row => new { row.ConversationId, row.TagId });
            tagged.HasIndex(row => row.TagId);
        });
    }
}

/// <summary>A tag on a conversation.</summary>
internal sealed class ConversationTag : IBelongsToCentre
{
    private ConversationTag()
    {
    }

    public Id<Conversation> ConversationId { get; private set; }
    public Id<InboxTag> TagId { get; private set; }
    public Id<Centre> CentreId { get; private set; }

    public static ConversationTag Of(Conversation conversation, Id<InboxTag> tag) => new() { ConversationId = conversation.Id, TagId = tag, CentreId = conversation.CentreId };
}
