using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Channels.WhatsApp;

/// <summary>What somebody agreed to be written.</summary>
internal enum AgreedTo { News, Reminders }

/// <summary>How they said so.</summary>
internal enum AgreedBy { Paper, Spoken, Message, Form }

/// <summary>How it ended.</summary>
internal enum AgreementEnd { Message, Desk }

/// <summary>One line of the register: who agreed to what, when and how, and when it ended. A line is never changed into another; saying yes again makes a new one.</summary>
internal sealed class Agreement : IBelongsToCentre, IVersioned
{
    public const int NoteLength = 300;

    private Agreement()
    {
    }

    public Id<Agreement> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    public Id<Contact> ContactId { get; private set; }
    public AgreedTo To { get; private set; }
    public AgreedBy How { get; private set; }
    /// <summary>Where it can be looked up, such as the folder of the paper; may be empty.</summary>
    public string Note { get; private set; } = "";
    /// <summary>Who wrote it down; null when the person said it to the number themselves.</summary>
    public Id<Person>? NotedBy { get; private set; }
    public DateTimeOffset AgreedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public AgreementEnd? EndedBy { get; private set; }
    public int Version { get; set; }

    public static Agreement Of(Contact contact, AgreedTo to, AgreedBy how, string note, Id<Person>? by, DateTimeOffset at) => new()
    {
        Id = Id<Agreement>.New(), CentreId = contact.CentreId, ChannelId = contact.ChannelId, ContactId = contact.Id, To = to, How = how, Note = note, NotedBy = by, AgreedAt = Instants.Cut(at),
    };

    public void End(AgreementEnd how, DateTimeOffset at)
    {
        if (EndedAt is null)
            (EndedAt, EndedBy) = (Instants.Cut(at), how);
    }
}
