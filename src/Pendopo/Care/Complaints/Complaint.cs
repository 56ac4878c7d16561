using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Complaints;

/// <summary>What a complaint is about, as who makes it sees it.</summary>
public enum ComplaintAbout
{
    Waiting,
    Manner,
    Care,
    Costs,
    Place,
    Information,
    Other,
}

/// <summary>How far a complaint is.</summary>
public enum ComplaintState
{
    /// <summary>Nobody has taken it yet.</summary>
    Waiting,
    InHand,
    Answered,

    /// <summary>Answered, and what it was about is no longer so.</summary>
    Mended,
}

/// <summary>A complaint as somebody makes it. Only the words must be there.</summary>
/// <param name="Staff">Whom it is about, where somebody says so.</param>
internal sealed record SaidComplaint(ComplaintAbout? About, Id<HealthService>? Service, DateOnly? Day, Id<StaffMember>? Staff, string Words, string Name, string Phone);

/// <summary>Something that was not right, told by anybody with or without a name. It has a code by which who made it reads the answer, an owner, and a time that was promised.</summary>
public sealed class Complaint : IBelongsToCentre, IVersioned
{
    public const int WordsLength = 2000, NameLength = 120;

    private Complaint()
    {
    }

    public Id<Complaint> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public ComplaintAbout About { get; private set; }
    public Id<HealthService>? ServiceId { get; private set; }
    /// <summary>When it happened; null where nobody said.</summary>
    public DateOnly? Day { get; private set; }
    public Id<StaffMember>? StaffId { get; private set; }
    public string Words { get; private set; } = "";
    /// <summary>Empty for who does not say it.</summary>
    public string Name { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public string CodeHash { get; private set; } = "";
    public string CodeSealed { get; private set; } = "";
    public ComplaintState State { get; private set; }
    public Id<Person>? OwnerId { get; private set; }
    /// <summary>Who wrote it down at the desk; null when the person did.</summary>
    public Id<Person>? ById { get; private set; }
    public DateTimeOffset MadeAt { get; private set; }
    /// <summary>By when somebody has taken it, and by when it is answered: as they were promised on that day.</summary>
    public DateTimeOffset OwnBy { get; private set; }
    public DateTimeOffset AnswerBy { get; private set; }
    /// <summary>When the clock looks at it next; null when it no longer does.</summary>
    public DateTimeOffset? LookAt { get; private set; }
    /// <summary>Since when it lies before the head; null while it does not.</summary>
    public DateTimeOffset? RaisedAt { get; private set; }
    /// <summary>When the first answer stood.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }
    /// <summary>What who made it says of the last answer; null while they say nothing.</summary>
    public bool? Helped { get; private set; }
    /// <summary>When the head told everybody what became of it.</summary>
    public DateTimeOffset? ToldAt { get; private set; }
    public int Version { get; set; }

    public bool IsOpen => State is ComplaintState.Waiting or ComplaintState.InHand;

    internal static Complaint Of(Id<Centre> centre, SaidComplaint said, SecretLink link, Id<Person>? by, (DateTimeOffset Own, DateTimeOffset Answer) promised, DateTimeOffset now) => new()
    {
        Id = Id<Complaint>.New(), CentreId = centre, About = said.About ?? ComplaintAbout.Other, ServiceId = said.Service, Day = said.Day, StaffId = said.Staff, Words = said.Words, Name = said.Name, Phone = said.Phone,
        CodeHash = link.Hash, CodeSealed = link.Sealed, ById = by, MadeAt = now, OwnBy = promised.Own, AnswerBy = promised.Answer, LookAt = promised.Own,
    };

    /// <summary>The clock looks again at the promised end, also where that is over and nobody has told the head yet.</summary>
    public void Give(Id<Person> owner)
    {
        OwnerId = owner;
        if (State == ComplaintState.Waiting)
            (State, LookAt) = (ComplaintState.InHand, RaisedAt is { } raised && raised >= AnswerBy ? null : AnswerBy);
    }

    /// <summary>The head is told; the clock looks again at the promised end, when it still lies ahead.</summary>
    public void Raise(DateTimeOffset now) => (RaisedAt, LookAt) = (now, IsOpen && now < AnswerBy ? AnswerBy : null);

    public void Answer(bool mended, DateTimeOffset now) =>
        (State, AnsweredAt, LookAt, RaisedAt, Helped) = (mended ? ComplaintState.Mended : ComplaintState.Answered, AnsweredAt ?? now, null, null, null);

    /// <summary>An answer that did not help lies before the head at the clock's next look.</summary>
    public void Judge(bool helped, DateTimeOffset now) => (Helped, LookAt) = (helped, helped ? null : now);

    public void Tell(DateTimeOffset now) => ToldAt = now;

    /// <summary>Nobody knows any more whose words these were: they go. That there was a complaint, and what became of it, stays.</summary>
    public void Forget() => (Words, Name, Phone, CodeSealed, CodeHash) = ("–", "", "", "", SecretLink.HashOf($"{Id}"));
}

/// <summary>One answer; a further one stands below it.</summary>
public sealed class ComplaintAnswer : IBelongsToCentre
{
    private ComplaintAnswer()
    {
    }

    public Id<ComplaintAnswer> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Complaint> ComplaintId { get; private set; }
    public string Words { get; private set; } = "";
    public Id<Person> ById { get; private set; }
    public DateTimeOffset SaidAt { get; private set; }

    public static ComplaintAnswer Of(Complaint complaint, string words, Id<Person> by, DateTimeOffset now) =>
        new() { Id = Id<ComplaintAnswer>.New(), CentreId = complaint.CentreId, ComplaintId = complaint.Id, Words = words, ById = by, SaidAt = now };

    /// <summary>An answer may tell of who asked.</summary>
    public void Forget() => Words = "–";
}

/// <summary>What a centre promises to who complains, in hours in which it is open.</summary>
public sealed class ComplaintRules : IBelongsToCentre, IVersioned
{
    public const int UsualOwn = 8, UsualAnswer = 24, MostHours = 240;

    private ComplaintRules()
    {
    }

    public Id<ComplaintRules> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public int OwnHours { get; private set; }
    public int AnswerHours { get; private set; }
    public int Version { get; set; }

    public static ComplaintRules Of(Id<Centre> centre) => new() { Id = Id<ComplaintRules>.New(), CentreId = centre, OwnHours = UsualOwn, AnswerHours = UsualAnswer };

    public void Say(int own, int answer) => (OwnHours, AnswerHours) = (own, answer);
}
