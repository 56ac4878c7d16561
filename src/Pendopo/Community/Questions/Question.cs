using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Community.Members;
using Pendopo.Community.Talk;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Community.Questions;

public enum QuestionState
{
    Asked,
    /// <summary>A nurse looked at it.</summary>
    Triaged,
    /// <summary>A professional answered, or stands behind somebody's answer.</summary>
    Answered,
    /// <summary>Whoever asked found an answer that helps.</summary>
    Accepted,
    /// <summary>The nurse offers to go on in private; nobody else sees it any more.</summary>
    PrivateOffered,
    /// <summary>It goes on in the inbox.</summary>
    Private,
    /// <summary>A service of the centre is the answer.</summary>
    Linked,
}

public enum QuestionUrgency { Routine, Soon, Urgent }

/// <summary>That something said is a question, and how far it is answered. Its words, audience and author are the post's.</summary>
public sealed class Question : IBelongsToCentre, IVersioned
{
    public const int NoteLength = 1_000, ServiceLength = 140;

    private Question()
    {
    }

    public Id<Question> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Said> SaidId { get; private set; }
    public QuestionState State { get; private set; }
    public QuestionUrgency Urgency { get; private set; }
    public DateTimeOffset AskedAt { get; private set; }
    /// <summary>By when an answer is promised; null where nothing is: in a group, and in private.</summary>
    public DateTimeOffset? DueAt { get; private set; }
    /// <summary>When it was first answered by somebody who knows; null while it waits.</summary>
    public DateTimeOffset? SettledAt { get; private set; }
    public Id<Person>? ClaimedById { get; private set; }
    public Id<Person>? TriagedById { get; private set; }
    /// <summary>What colleagues tell each other about it.</summary>
    public string Note { get; private set; } = "";
    public Id<Said>? AcceptedId { get; private set; }
    /// <summary>Key of the service that was named as the way; empty for none.</summary>
    public string Service { get; private set; } = "";
    public int Version { get; set; }

    public bool IsOpen => State is QuestionState.Asked or QuestionState.Triaged;

    private bool IsPrivate => State is QuestionState.PrivateOffered or QuestionState.Private;

    public static Question Of(Said said, DateTimeOffset? due) =>
        new() { Id = Id<Question>.New(), CentreId = said.CentreId, SaidId = said.Id, AskedAt = said.At, DueAt = due };

    public void Claim(Id<Person>? by) => ClaimedById = by;

    public void Triage(QuestionUrgency urgency, string note, Id<Person> by)
    {
        (Urgency, Note, TriagedById) = (urgency, note, by);
        State = State == QuestionState.Asked ? QuestionState.Triaged : State;
    }

    /// <summary>Somebody who knows answered.</summary>
    public void Answer(DateTimeOffset now) => (State, SettledAt) = (IsOpen ? QuestionState.Answered : State, SettledAt ?? now);

    /// <summary>An answer helped; null says that it did not after all, and the question waits again. When it was first answered stays.</summary>
    public void Accept(Id<Said>? answer, DateTimeOffset now)
    {
        AcceptedId = answer;
        SettledAt = answer is null ? SettledAt : SettledAt ?? now;
        if (!IsPrivate)
            State = answer is not null ? QuestionState.Accepted : TriagedById is null ? QuestionState.Asked : QuestionState.Triaged;
    }

    public void OfferPrivate(DateTimeOffset now) => (State, SettledAt) = (QuestionState.PrivateOffered, SettledAt ?? now);

    /// <summary>The inbox promises its own time.</summary>
    public void GoPrivate() => (State, Note, Service, DueAt) = (QuestionState.Private, "", "", SettledAt is null ? null : DueAt);

    public void Link(string service, DateTimeOffset now) => (Service, State, SettledAt) = (service, State == QuestionState.Accepted || IsPrivate ? State : QuestionState.Linked, SettledAt ?? now);
}

/// <summary>That a professional read an answer and stands behind it, as it stood then.</summary>
public sealed class AnswerCheck : IBelongsToCentre
{
    private AnswerCheck()
    {
    }

    public Id<AnswerCheck> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Said> SaidId { get; private set; }
    public Id<Face> FaceId { get; private set; }
    public DateTimeOffset At { get; private set; }

    public static AnswerCheck Of(Said answer, Face by, DateTimeOffset now) =>
        new() { Id = Id<AnswerCheck>.New(), CentreId = answer.CentreId, SaidId = answer.Id, FaceId = by.Id, At = now };
}

/// <summary>An answer to what is often asked, in the centre's words, for everybody.</summary>
public sealed class FaqEntry : IBelongsToCentre, IVersioned
{
    public const int QuestionLength = 300;

    private FaqEntry()
    {
    }

    public Id<FaqEntry> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Question { get; private set; } = "";
    public string Answer { get; private set; } = "";
    public string Topic { get; private set; } = "";
    /// <summary>The professional who stands behind it; null when they left.</summary>
    public Id<Face>? CheckedById { get; private set; }
    public DateTimeOffset CheckedAt { get; private set; }
    /// <summary>Who of the staff wrote it down.</summary>
    public Id<Person> MadeById { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public int Version { get; set; }

    internal static FaqEntry Of(Id<Centre> centre, string question, string answer, string topic, Id<Face> checkedBy, DateTimeOffset checkedAt, Id<Person> by) =>
        new() { Id = Id<FaqEntry>.New(), CentreId = centre, Question = question, Answer = answer, Topic = topic, CheckedById = checkedBy, CheckedAt = checkedAt, MadeById = by };

    public void End(DateTimeOffset now) => EndedAt = now;
}

/// <summary>The tables of questions.</summary>
[Migration("202611231204_community_questions")]
internal sealed class QuestionSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Question>(question =>
        {
            question.ToTable("community_question");
            question.Ignore(row => row.IsOpen);
            question.Property(row => row.Note).HasMaxLength(Question.NoteLength);
            question.Property(row => row.Service).HasMaxLength(Question.ServiceLength);
            question.HasIndex(row => row.SaidId).IsUnique();
            question.HasIndex(row => new { row.CentreId, row.AskedAt });
        });
        builder.Entity<AnswerCheck>(check =>
        {
            check.ToTable("community_answer_check");
            check.HasIndex(row => row.SaidId).IsUnique();
        });
        builder.Entity<FaqEntry>(entry =>
        {
            entry.ToTable("community_faq");
            entry.Property(row => row.Question).HasMaxLength(FaqEntry.QuestionLength);
            entry.Property(row => row.Answer).HasMaxLength(Said.TextLength);
            entry.Property(row => row.Topic).HasMaxLength(Said.TopicLength);
            entry.HasIndex(row => new { row.CentreId, row.EndedAt });
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("is_asked", "community_said", defaultValue: false);
        migrationBuilder.AddColumn<int>("answer_hours", "community_rules", defaultValue: SquareRules.UsualHours);
        Questions(migrationBuilder);
        Answers(migrationBuilder);
    }

    private void Questions(MigrationBuilder migration)
    {
        migration.CreateTable("community_question", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            said_id = table.Column<Guid>(),
            state = table.Column<string>(maxLength: 40),
            urgency = table.Column<string>(maxLength: 40),
            asked_at = Instant(table),
            due_at = Instant(table, nullable: true),
            settled_at = Instant(table, nullable: true),
            claimed_by_id = table.Column<Guid>(nullable: true),
            triaged_by_id = table.Column<Guid>(nullable: true),
            note = table.Column<string>(maxLength: Question.NoteLength),
            accepted_id = table.Column<Guid>(nullable: true),
            service = table.Column<string>(maxLength: Question.ServiceLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_question", row => row.id));
        migration.CreateIndex("ix_community_question_said_id", "community_question", "said_id", unique: true);
        migration.CreateIndex("ix_community_question_centre_id_asked_at", "community_question", ["centre_id", "asked_at"]);
    }

    private void Answers(MigrationBuilder migration)
    {
        migration.CreateTable("community_answer_check", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            said_id = table.Column<Guid>(),
            face_id = table.Column<Guid>(),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_community_answer_check", row => row.id));
        migration.CreateIndex("ix_community_answer_check_said_id", "community_answer_check", "said_id", unique: true);
        migration.CreateTable("community_faq", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            question = table.Column<string>(maxLength: FaqEntry.QuestionLength),
            answer = table.Column<string>(maxLength: Said.TextLength),
            topic = table.Column<string>(maxLength: Said.TopicLength),
            checked_by_id = table.Column<Guid>(nullable: true),
            checked_at = Instant(table),
            made_by_id = table.Column<Guid>(),
            ended_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_faq", row => row.id));
        migration.CreateIndex("ix_community_faq_centre_id_ended_at", "community_faq", ["centre_id", "ended_at"]);
    }
}
