using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Reputation;

public enum SurgeKind
{
    /// <summary>More people than usual are angry, hurt or in distress.</summary>
    Negative,

    /// <summary>Several people pass on the same words.</summary>
    Repeated,
}

/// <summary>What a centre does about a surge. To hide what people say is not among it.</summary>
public enum Play
{
    Answer,

    /// <summary>Something untrue is told: say what is true, with its source.</summary>
    Correct,

    /// <summary>Something true is hard to understand: say why.</summary>
    Explain,

    /// <summary>The head of the centre, the district or the police must know.</summary>
    Escalate,

    /// <summary>It passes by itself; an answer would make it larger.</summary>
    Leave,
}

/// <summary>That more people complain, or say the same, than is usual: a card that a person answers with a play.</summary>
internal sealed class SurgeCard : IBelongsToCentre, IVersioned
{
    public const int SampleLength = 400, NoteLength = 1_000;

    private SurgeCard()
    {
    }

    public Id<SurgeCard> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public SurgeKind Kind { get; private set; }
    /// <summary>Fingerprint of the words that are passed on; 0 for a surge of feeling.</summary>
    public long Fingerprint { get; private set; }
    public int Messages { get; private set; }
    /// <summary>How many were to be expected in a day; null for words that are passed on.</summary>
    public double? Expected { get; private set; }
    /// <summary>The beginning of one of them, masked.</summary>
    public string Sample { get; private set; } = "";
    public DateTimeOffset RaisedAt { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    public Play? Chosen { get; private set; }
    public string Note { get; private set; } = "";
    public Id<Person>? DecidedById { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public int Version { get; set; }

    public static SurgeCard Raise(Id<Centre> centre, SurgeKind kind, long fingerprint, DateTimeOffset now) =>
        new() { Id = Id<SurgeCard>.New(), CentreId = centre, Kind = kind, Fingerprint = fingerprint, RaisedAt = now, LastAt = now };

    /// <summary>Takes what the last look found; the highest count stands.</summary>
    public void Take(int messages, double? expected, string sample, DateTimeOffset now) =>
        (Messages, Expected, Sample, LastAt) = (Math.Max(Messages, messages), expected, Sample.Length > 0 ? Sample : KeptText.Of(sample, SampleLength), now);

    public void Decide(Play play, string note, Id<Person> by, DateTimeOffset now) => (Chosen, Note, DecidedById, DecidedAt) = (play, note, by, now);

    public static void Map(ModelBuilder builder) => builder.Entity<SurgeCard>(card =>
    {
        card.ToTable("inbox_surge");
        card.Property(row => row.Sample).HasMaxLength(SampleLength);
        card.Property(row => row.Note).HasMaxLength(NoteLength);
        card.HasIndex(row => new { row.CentreId, row.RaisedAt });
    });
}
