using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Safety.Training;

/// <summary>The lessons, ten minutes each.</summary>
public enum Lesson { Privacy, AnsweringInPublic, Rumours, Crisis, PlainWriting }

/// <summary>That a person passed the quiz of a lesson. Each passing is a row of its own: it is asked again each year.</summary>
internal sealed class LessonPass : IEntity
{
    /// <summary>How long a passing holds.</summary>
    public const int HoldsDays = 365;

    private LessonPass()
    {
    }

    public Id<LessonPass> Id { get; private set; }
    public Id<Person> PersonId { get; private set; }
    public Lesson Lesson { get; private set; }
    public DateTimeOffset PassedAt { get; private set; }

    public static LessonPass Of(Id<Person> person, Lesson lesson, DateTimeOffset now) => new() { Id = Id<LessonPass>.New(), PersonId = person, Lesson = lesson, PassedAt = now };
}

/// <summary>That a person read and signed the centre's social-media policy, in one version.</summary>
internal sealed class PolicySignature : IBelongsToCentre
{
    private PolicySignature()
    {
    }

    public Id<PolicySignature> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Person> PersonId { get; private set; }
    /// <summary>The version that was read, from 1.</summary>
    public int Number { get; private set; }
    public DateTimeOffset SignedAt { get; private set; }

    public static PolicySignature Of(Id<Centre> centre, Id<Person> person, int number, DateTimeOffset now) =>
        new() { Id = Id<PolicySignature>.New(), CentreId = centre, PersonId = person, Number = number, SignedAt = now };
}

/// <summary>One version of the centre's social-media policy, in both languages.</summary>
internal sealed class Policy : IBelongsToCentre
{
    public const int TextLength = 8_000;

    private Policy()
    {
    }

    public Id<Policy> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public int Number { get; private set; }
    public string Indonesian { get; private set; } = "";
    public string English { get; private set; } = "";
    public Id<Person>? WrittenById { get; private set; }
    public DateTimeOffset WrittenAt { get; private set; }

    public static Policy Of(Id<Centre> centre, int number, string indonesian, string english, Id<Person>? by, DateTimeOffset now) =>
        new() { Id = Id<Policy>.New(), CentreId = centre, Number = number, Indonesian = indonesian, English = english, WrittenById = by, WrittenAt = now };

    public string In(string language) => language == "en" ? English : Indonesian;
}

internal static class TrainingTables
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<LessonPass>(pass =>
        {
            pass.ToTable("safety_lesson_pass");
            pass.HasIndex(row => new { row.PersonId, row.Lesson, row.PassedAt });
        });
        builder.Entity<PolicySignature>(signature =>
        {
            signature.ToTable("safety_policy_signature");
            signature.HasIndex(row => new { row.CentreId, row.PersonId, row.Number }).IsUnique();
        });
        builder.Entity<Policy>(policy =>
        {
            policy.ToTable("safety_policy");
            policy.Property(row => row.Indonesian).HasMaxLength(Policy.TextLength);
            policy.Property(row => row.English).HasMaxLength(Policy.TextLength);
            policy.HasIndex(row => new { row.CentreId, row.Number }).IsUnique();
        });
    }
}
