using Pendopo.Care.Appointments;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Care.Classes;

/// <summary>How somebody stands to a class.</summary>
public enum ClassState
{
    /// <summary>They asked, and the desk has not answered.</summary>
    Asked,

    /// <summary>They have a place.</summary>
    Joined,

    /// <summary>It is full; they are offered what becomes free.</summary>
    Waiting,

    /// <summary>A place is kept for them for a while.</summary>
    Offered,

    /// <summary>They, or the desk for them, gave it up.</summary>
    Left,

    /// <summary>The desk said no.</summary>
    Refused,
}

/// <summary>Who joins a class, and how they came to it.</summary>
/// <param name="Phone">Digits with the country before them; empty for a person at the desk who has none.</param>
/// <param name="Post">The post that led them here; null for none.</param>
public sealed record ClassGuest(string Name, string Phone, Id<Post>? Post = null);

/// <summary>Somebody who is registered for a class, asked to be, or waits. Nobody but the desk sees who else is. The database keeps one row a numbered
/// place (<see cref="ClassSchema"/>): no place is given twice.</summary>
public sealed class ClassPerson : IBelongsToCentre, IVersioned
{
    /// <summary>So long a place is kept for who it is offered to.</summary>
    public static readonly TimeSpan Stands = TimeSpan.FromHours(24);

    public const int MostOffers = 2;

    private ClassPerson()
    {
    }

    public Id<ClassPerson> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<CareClass> ClassId { get; private set; }
    public string Name { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public ClassState State { get; private set; }
    /// <summary>Their place, from 1; null where the class has no number of places, or they were let in beyond it.</summary>
    public int? Number { get; private set; }
    /// <summary>What people say at the desk; unique at the centre.</summary>
    public string Reference { get; private set; } = "";
    public string SecretHash { get; private set; } = "";
    public string SecretSealed { get; private set; } = "";
    public BookedBy How { get; private set; }
    /// <summary>Who wrote it down at the desk; null when the person did.</summary>
    public Id<Person>? ById { get; private set; }
    /// <summary>The account with which they were signed in; null without one.</summary>
    public Id<Person>? MemberId { get; private set; }
    public Id<Post>? PostId { get; private set; }
    public DateTimeOffset MadeAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    /// <summary>How often a place was offered that nobody took.</summary>
    public int Offers { get; private set; }
    public DateTimeOffset? OfferUntil { get; private set; }
    /// <summary>The name as it stands on their certificate; empty while they asked for none.</summary>
    public string PrintedName { get; private set; } = "";
    /// <summary>Whether the page that verifies the certificate may show the name.</summary>
    public bool NameShown { get; private set; }
    public string CertificateHash { get; private set; } = "";
    public string CertificateSealed { get; private set; } = "";
    public DateTimeOffset? CertifiedAt { get; private set; }
    public int Version { get; set; }

    internal static ClassPerson Of(CareClass of, ClassGuest guest, SecretLink link, (BookedBy How, Id<Person>? Staff, Id<Person>? Member) by, DateTimeOffset now)
    {
        var person = new ClassPerson
        {
            Id = Id<ClassPerson>.New(), CentreId = of.CentreId, ClassId = of.Id, Name = guest.Name, Phone = guest.Phone, PostId = guest.Post, Reference = SpokenCode.New(Appointment.ReferenceLength),
            SecretHash = link.Hash, SecretSealed = link.Sealed, How = by.How, ById = by.Staff, MemberId = by.Member, MadeAt = now, ChangedAt = now,
        };
        // Unique, and no code: nobody has a certificate yet.
        person.CertificateHash = SecretLink.HashOf($"{person.Id}");
        return person;
    }

    public bool HasPlace => State == ClassState.Joined;

    public bool IsOpen => State is ClassState.Asked or ClassState.Joined or ClassState.Waiting or ClassState.Offered;

    public bool IsOffered(DateTimeOffset now) => State == ClassState.Offered && now < OfferUntil;

    public void Ask(DateTimeOffset now) => Be(ClassState.Asked, null, now);

    /// <param name="number">Their place; null where places have no number.</param>
    public void Join(int? number, DateTimeOffset now) => Be(ClassState.Joined, number, now);

    public void Wait(DateTimeOffset now) => Be(ClassState.Waiting, null, now);

    public void Offer(int? number, DateTimeOffset until, DateTimeOffset now)
    {
        Be(ClassState.Offered, number, now);
        OfferUntil = until;
    }

    /// <summary>What was offered goes to the next; they stay in the line.</summary>
    public void Pass(DateTimeOffset now)
    {
        Be(ClassState.Waiting, null, now);
        Offers++;
    }

    public void Leave(DateTimeOffset now) => Be(ClassState.Left, null, now);

    public void Refuse(DateTimeOffset now) => Be(ClassState.Refused, null, now);

    internal void Certify(string name, bool shown, SecretLink code, DateTimeOffset now) => (PrintedName, NameShown, CertificateHash, CertificateSealed, CertifiedAt) = (name, shown, code.Hash, code.Sealed, now);

    /// <summary>The name on the certificate is mended, or shown no more; its code stays.</summary>
    public void Print(string name, bool shown) => (PrintedName, NameShown) = (name, shown);

    /// <summary>Nobody knows any more who this was; that somebody came stays.</summary>
    public void Forget(DateTimeOffset now)
    {
        (Name, Phone, MemberId, PrintedName, NameShown, SecretSealed, CertificateSealed) = ("–", "", null, "", false, "", "");
        (SecretHash, CertificateHash, ChangedAt) = (SecretLink.HashOf($"{Id}"), SecretLink.HashOf($"{Id}"), now);
        if (State is ClassState.Asked or ClassState.Waiting or ClassState.Offered)
            Leave(now);
    }

    private void Be(ClassState state, int? number, DateTimeOffset now) => (State, Number, ChangedAt, OfferUntil) = (state, number, now, null);
}

/// <summary>That somebody was at a meeting; who was not has no row.</summary>
public sealed class ClassPresence : IBelongsToCentre
{
    private ClassPresence()
    {
    }

    public Id<ClassPresence> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<ClassMeeting> MeetingId { get; private set; }
    public Id<ClassPerson> PersonId { get; private set; }
    public DateTimeOffset NotedAt { get; private set; }

    public static ClassPresence Of(ClassMeeting meeting, Id<ClassPerson> person, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        return new() { Id = Id<ClassPresence>.New(), CentreId = meeting.CentreId, MeetingId = meeting.Id, PersonId = person, NotedAt = now };
    }
}
