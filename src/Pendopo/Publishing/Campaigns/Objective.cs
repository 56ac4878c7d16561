using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Campaigns;

/// <summary>The words and figures of an objective.</summary>
/// <param name="Baseline">Where it stood before, in the unit of the measure; zero or more.</param>
/// <param name="Target">Where it shall stand at the end; more than nothing.</param>
public sealed record ObjectiveWords(string Title, ObjectiveMeasure Measure, long Baseline, long Target, DateOnly From, DateOnly To, string Note);

/// <summary>What a centre wants to reach for its people, by when, and how it will know.</summary>
public sealed class Objective : IBelongsToCentre, IVersioned
{
    public const int TitleLength = 160, NoteLength = 2_000;

    private Objective()
    {
    }

    public Id<Objective> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Title { get; private set; } = "";
    public ObjectiveMeasure Measure { get; private set; }
    public long Baseline { get; private set; }
    public long Target { get; private set; }
    public DateOnly FromDay { get; private set; }
    public DateOnly ToDay { get; private set; }
    public string Note { get; private set; } = "";
    /// <summary>The figure that a person entered, for a measure that no room counts; null while nobody has.</summary>
    public long? Entered { get; private set; }
    public DateTimeOffset? EnteredAt { get; private set; }
    public int Version { get; set; }

    public static Objective Of(Id<Centre> centre) => new() { Id = Id<Objective>.New(), CentreId = centre };

    public ObjectiveWords Words => new(Title, Measure, Baseline, Target, FromDay, ToDay, Note);

    public void Say(ObjectiveWords words) =>
        (Title, Measure, Baseline, Target, FromDay, ToDay, Note) = (words.Title, words.Measure, words.Baseline, words.Target, words.From, words.To, words.Note);

    public void Enter(long figure, DateTimeOffset now) => (Entered, EnteredAt) = (figure, now);

    public static void Map(ModelBuilder builder) => builder.Entity<Objective>(objective =>
    {
        objective.ToTable("publishing_objective");
        objective.Ignore(row => row.Words);
        objective.Property(row => row.Title).HasMaxLength(TitleLength);
        objective.Property(row => row.Note).HasMaxLength(NoteLength);
        objective.HasIndex(row => new { row.CentreId, row.ToDay });
    });
}
