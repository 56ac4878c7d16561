using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Audit;

/// <summary>That somebody did something with rights, people or settings. Rows are only ever added; persons stand in them by id alone.</summary>
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
    /// <summary>Proves that this installation wrote the row, and wrote it so (<see cref="AuditKey"/>).</summary>
    public string Mark { get; private set; } = "";
    /// <summary>Its place in the chain of its centre, from 1; null until it is sealed.</summary>
    public long? Sequence { get; private set; }

    internal static AuditEntry Of(string act, string subject, string detail, Id<Centre>? centre, Id<Person>? actor, DateTimeOffset at) =>
        new() { Id = Id<AuditEntry>.New(), CentreId = centre, ActorId = actor, Act = act, Subject = subject, Detail = detail, At = at };

    internal AuditEntry Marked(AuditKey key)
    {
        Mark = key.Mark(this);
        return this;
    }

    internal void Take(long sequence) => Sequence = sequence;
}

/// <summary>Writes down who did what, in the caller's transaction. No order is kept here, so that nobody waits for anybody; a job puts the
/// rows into the chain afterwards.</summary>
public sealed class AuditBook(PendopoDb db, Here here, AuditKey key, AuditSignal written, TimeProvider time)
{
    public void Note(string act, string subject, string detail = "")
    {
        db.Add(AuditEntry.Of(act, subject, detail, here.HasCentre ? here.Centre.Id : null, here.Person?.Id, time.Now()).Marked(key));
        written.Raise();
    }
}
