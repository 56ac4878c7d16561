using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Audit;

/// <summary>That somebody did something with rights, people or settings. Rows are only ever added.</summary>
public sealed class AuditEntry : IEntity
{
    private AuditEntry()
    {
    }

    public Id<AuditEntry> Id { get; private set; }
    public Id<Centre>? CentreId { get; private set; }
    /// <summary>Who did it; null for the program itself or its command line.</summary>
    public Id<Person>? ActorId { get; private set; }
    /// <summary>What was done, `people.disable`.</summary>
    public string Act { get; private set; } = "";
    /// <summary>What it was done to: a kind and an id (`person:…`), never a name.</summary>
    public string Subject { get; private set; } = "";
    /// <summary>More of it, without personal data, such as the role given.</summary>
    public string Detail { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    internal static AuditEntry Of(string act, string subject, string detail, Id<Centre>? centre, Id<Person>? actor, DateTimeOffset at) =>
        new() { Id = Id<AuditEntry>.New(), CentreId = centre, ActorId = actor, Act = act, Subject = subject, Detail = detail, At = at };
}

/// <summary>Writes down who did what, in the caller's transaction.</summary>
public sealed class AuditBook(PendopoDb db, Here here, TimeProvider time)
{
    public void Note(string act, string subject, string detail = "") =>
        db.Add(AuditEntry.Of(act, subject, detail, here.HasCentre ? here.Centre.Id : null, here.Person?.Id, time.Now()));
}
