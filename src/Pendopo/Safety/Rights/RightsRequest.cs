using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Consents;

namespace Pendopo.Safety.Rights;

/// <summary>What a person may ask of a centre that keeps something of them (UU 27/2022: access and a copy article 7, correction 6, restriction 11, erasure 8, objection 10).</summary>
public enum RightKind { Access, Copy, Correction, Restriction, Erasure, Objection }

public enum RightsState { Open, InWork, Done, Declined }

/// <summary>Who set the clock.</summary>
public enum RightsClock
{
    /// <summary>3 × 24 hours, as UU 27/2022 has it: access (article 32), correction (30), restriction (41).</summary>
    Law,
    /// <summary>The centre's own promise, where the law names no hours.</summary>
    Promise,
}

/// <summary>What somebody asks for.</summary>
/// <param name="Contact">Where they are reached; kept until the request is a year old.</param>
/// <param name="Handle">Their id or handle on a network, or the code of a consent, or the address of an account; may be empty.</param>
public sealed record RightsWords(RightKind Kind, string Name, string Contact, string Handle, string Text);

/// <summary>A request of a person about their own data, with its clock.</summary>
public sealed class RightsRequest : IBelongsToCentre, IVersioned
{
    public const int NameLength = 120, ContactLength = 200, TextLength = 2_000;

    /// <summary>What the law sets, UU 27/2022: 3 × 24 hours from the moment the request arrives, weekends included.</summary>
    public static readonly TimeSpan ByLaw = TimeSpan.FromHours(72);

    /// <summary>What we promise for erasure and objection, for which the law names no hours.</summary>
    public static readonly TimeSpan Promised = TimeSpan.FromDays(14);

    private RightsRequest()
    {
    }

    public Id<RightsRequest> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Code { get; private set; } = "";
    public string SecretHash { get; private set; } = "";
    public string SecretSealed { get; private set; } = "";
    public RightKind Kind { get; private set; }
    public RightsState State { get; private set; }
    public string Name { get; private set; } = "";
    public string Contact { get; private set; } = "";
    public string Handle { get; private set; } = "";
    public string Text { get; private set; } = "";
    public DateTimeOffset AskedAt { get; private set; }
    public DateTimeOffset DueAt { get; private set; }
    /// <summary>Who wrote it down at the desk; null when the person did so themselves.</summary>
    public Id<Person>? TakenDownById { get; private set; }
    public Id<Person>? OwnerId { get; private set; }
    /// <summary>How it was made sure that it is they who ask; empty before.</summary>
    public string Identity { get; private set; } = "";
    /// <summary>What was answered, in words for the person.</summary>
    public string Answer { get; private set; } = "";
    public DateTimeOffset? AnsweredAt { get; private set; }
    /// <summary>When what was asked was carried out; null before, and for what is only answered.</summary>
    public DateTimeOffset? ActedAt { get; private set; }
    /// <summary>How many things it was carried out on.</summary>
    public int ActedOn { get; private set; }
    /// <summary>When a restriction was lifted again, or null.</summary>
    public DateTimeOffset? LiftedAt { get; private set; }
    public int Version { get; set; }

    public RightsClock Clock => ClockOf(Kind);

    public bool IsClosed => State is RightsState.Done or RightsState.Declined;

    /// <summary>Whether it is done by the program and not by words alone: then it is done before it is answered so.</summary>
    public bool NeedsAct => Kind is RightKind.Erasure or RightKind.Restriction;

    /// <summary>Whether the use of what is kept may be stopped for it, and begun again. An objection may also be answered by words alone, where the law lets us go on.</summary>
    public bool MayRestrict => Kind is RightKind.Restriction or RightKind.Objection;

    public bool IsLate(DateTimeOffset now) => !IsClosed && now > DueAt;

    public static RightsClock ClockOf(RightKind kind) => kind is RightKind.Erasure or RightKind.Objection ? RightsClock.Promise : RightsClock.Law;

    internal static RightsRequest Of(Id<Centre> centre, RightsWords words, SecretLink link, Id<Person>? takenDownBy, DateTimeOffset now) => new()
    {
        Id = Id<RightsRequest>.New(),
        CentreId = centre,
        Code = SpokenCode.New(),
        SecretHash = link.Hash,
        SecretSealed = link.Sealed,
        Kind = words.Kind,
        Name = words.Name,
        Contact = words.Contact,
        Handle = words.Handle,
        Text = words.Text,
        AskedAt = now,
        DueAt = now + (ClockOf(words.Kind) == RightsClock.Law ? ByLaw : Promised),
        TakenDownById = takenDownBy,
    };

    internal void Take(Id<Person> owner, string identity)
    {
        (OwnerId, Identity) = (owner, identity);
        if (State == RightsState.Open)
            State = RightsState.InWork;
    }

    internal void Acted(int on, DateTimeOffset now) => (ActedAt, ActedOn, LiftedAt) = (now, on, null);

    internal void Lift(DateTimeOffset now) => LiftedAt = now;

    /// <summary>Answers it. Of who was erased nothing stays here either but the code, the clock and the answer.</summary>
    internal void Close(RightsState how, string answer, DateTimeOffset now)
    {
        (State, Answer, AnsweredAt) = (how, answer, now);
        if (Kind == RightKind.Erasure && how == RightsState.Done)
            (Name, Contact, Handle, Text, Identity) = ("", "", "", "", "");
    }

    /// <summary>Takes the names away; that somebody asked and was answered in time stays.</summary>
    internal void Forget() => (Name, Contact, Handle, Text, Identity, Answer, SecretHash, SecretSealed) = ("", "", "", "", "", "", Id.ToString(), "");

    public static void Map(ModelBuilder builder) => builder.Entity<RightsRequest>(request =>
    {
        request.ToTable("safety_rights_request");
        request.Ignore(row => row.Clock).Ignore(row => row.IsClosed).Ignore(row => row.NeedsAct).Ignore(row => row.MayRestrict);
        request.Property(row => row.Code).HasMaxLength(8);
        request.Property(row => row.ActedOn).HasDefaultValue(0);
        request.Property(row => row.SecretHash).HasMaxLength(64);
        request.Property(row => row.SecretSealed).HasMaxLength(600);
        request.Property(row => row.Name).HasMaxLength(NameLength);
        request.Property(row => row.Contact).HasMaxLength(ContactLength);
        request.Property(row => row.Handle).HasMaxLength(ContactLength);
        request.Property(row => row.Text).HasMaxLength(TextLength);
        request.Property(row => row.Identity).HasMaxLength(ContactLength);
        request.Property(row => row.Answer).HasMaxLength(TextLength);
        request.HasIndex(row => row.SecretHash).IsUnique();
        request.HasIndex(row => new { row.CentreId, row.DueAt });
    });
}
