using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Contacts;

/// <summary>That a colleague knows an account on a network to be the same person as another. Never guessed; those of one person share their <see cref="PersonKey"/>.</summary>
internal sealed class ContactLink : IBelongsToCentre
{
    private ContactLink()
    {
    }

    public Id<ContactLink> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Guid PersonKey { get; private set; }
    public string Network { get; private set; } = "";
    public string AuthorId { get; private set; } = "";
    public Id<Person> ById { get; private set; }
    public DateTimeOffset At { get; private set; }

    public static ContactLink Of(Conversation conversation, Guid personKey, Id<Person> by, DateTimeOffset now) => new()
    {
        Id = Id<ContactLink>.New(),
        CentreId = conversation.CentreId,
        PersonKey = personKey,
        Network = conversation.Network,
        AuthorId = conversation.AuthorId,
        ById = by,
        At = now,
    };

    public void Join(Guid personKey) => PersonKey = personKey;

    public static void Map(ModelBuilder builder) => builder.Entity<ContactLink>(link =>
    {
        link.ToTable("inbox_contact");
        link.Property(row => row.Network).HasMaxLength(40);
        link.Property(row => row.AuthorId).HasMaxLength(Border.IdLength);
        link.HasIndex(row => new { row.CentreId, row.Network, row.AuthorId }).IsUnique();
        link.HasIndex(row => row.PersonKey);
    });
}
