using Pendopo.Community.Members;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Worries;

public enum WorryOutcome
{
    /// <summary>Somebody spoke with them, and they are safe for now.</summary>
    Reached,
    /// <summary>An ambulance, a hospital or the police took over.</summary>
    Emergency,
    /// <summary>They are in care: a visit or a course of talks is agreed.</summary>
    InCare,
    /// <summary>Somebody near them looks after them.</summary>
    Family,
    /// <summary>They could not be reached, and everything that could be done was done.</summary>
    NotReached,
    /// <summary>There was no danger.</summary>
    NoDanger,
}

/// <summary>That somebody at the square may be in danger: the words as they stood, how great the danger is, who has it, and until when it may lie with nobody.</summary>
public sealed class Worry : IBelongsToCentre, IVersioned
{
    /// <summary>Whoever was in danger is asked again the next day, and again each day until somebody did.</summary>
    private static readonly TimeSpan NextDay = TimeSpan.FromDays(1);

    public const int KindLength = 40, TextLength = 4_200, DoneLength = 1_000;

    private Worry()
    {
    }

    public Id<Worry> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>A kind that its room registers with Safety, and the thing's id.</summary>
    public string Kind { get; private set; } = "";
    public Guid Item { get; private set; }
    public Id<Face> AuthorId { get; private set; }
    public string ShownName { get; private set; } = "";
    public string ShownText { get; private set; } = "";
    public WorryRisk Risk { get; private set; }
    /// <summary>Who judged the danger; null while it is only what words or a flag tell.</summary>
    public Id<Person>? RiskById { get; private set; }
    public DateTimeOffset At { get; private set; }
    /// <summary>Who has it; null while nobody does.</summary>
    public Id<Person>? OwnerId { get; private set; }
    /// <summary>To whom it is being handed; null when to nobody.</summary>
    public Id<Person>? HandedToId { get; private set; }
    /// <summary>When others are told that it lies with nobody; null while somebody has it.</summary>
    public DateTimeOffset? TellAt { get; private set; }
    /// <summary>How often it was told.</summary>
    public int Told { get; private set; }
    public DateTimeOffset? LimitedAt { get; private set; }
    /// <summary>When they read what the centre wrote to them; null before.</summary>
    public DateTimeOffset? ReadAt { get; private set; }
    public WorryOutcome? Outcome { get; private set; }
    public string Done { get; private set; } = "";
    public DateTimeOffset? ClosedAt { get; private set; }
    /// <summary>When somebody asks again how they are; null while it is open, and once somebody did.</summary>
    public DateTimeOffset? FollowAt { get; private set; }
    public int Version { get; set; }

    public static Worry About(Id<Centre> centre, string kind, ContentSnapshot shown, WorryRisk risk, DateTimeOffset now) => new()
    {
        Id = Id<Worry>.New(),
        CentreId = centre,
        Kind = kind,
        Item = shown.Item,
        AuthorId = new(shown.Author),
        ShownName = shown.Name,
        ShownText = shown.Text.Length > TextLength ? shown.Text[..TextLength] : shown.Text,
        Risk = risk,
        At = now,
        TellAt = now + RiskMatrix.Span(risk),
    };

    /// <summary>More was seen before anybody judged it: the danger only grows by it, and its clock with it.</summary>
    /// <returns>Whether it is greater now.</returns>
    public bool Heed(WorryRisk risk, DateTimeOffset now)
    {
        if (RiskById is not null || risk <= Risk)
            return false;
        Risk = risk;
        TellAt = OwnerId is null ? now + RiskMatrix.Span(risk) : TellAt;
        return true;
    }

    /// <summary>Somebody has it from now on, whoever had it or was to get it.</summary>
    public void Take(Id<Person> by) => (OwnerId, HandedToId, TellAt) = (by, null, null);

    /// <summary>Nobody has it: it begins to be told anew, at once.</summary>
    public void GiveBack(DateTimeOffset now) => (OwnerId, HandedToId, TellAt) = (null, null, now);

    /// <summary>It stays with its owner until the next one has taken it; until then its clock runs.</summary>
    public void HandTo(Id<Person> next, DateTimeOffset now) => (HandedToId, TellAt) = (next, now + RiskMatrix.Span(Risk));

    public void Judge(WorryRisk risk, Id<Person> by, DateTimeOffset now)
    {
        (Risk, RiskById) = (risk, by);
        if (TellAt is not null && now + RiskMatrix.Span(risk) is var next && next < TellAt)
            TellAt = next;
    }

    /// <summary>It was told to more people; the next time is a span away.</summary>
    public void Tell(DateTimeOffset now) => (Told, TellAt) = (Told + 1, now + RiskMatrix.Span(Risk));

    public void Limit(DateTimeOffset? since) => LimitedAt = since;

    /// <summary>Something new was written to them.</summary>
    public void Write() => ReadAt = null;

    /// <summary>It is done for today. Where there was danger somebody asks again the next day.</summary>
    public void Close(WorryOutcome outcome, string done, DateTimeOffset now) =>
        (Outcome, Done, ClosedAt, TellAt, HandedToId, FollowAt) = (outcome, done, now, null, null, outcome == WorryOutcome.NoDanger ? null : now + NextDay);

    /// <summary>Colleagues were reminded to ask again; they are once more a day later.</summary>
    public void Remind(DateTimeOffset now) => FollowAt = now + NextDay;

    /// <summary>Somebody asked again how they are.</summary>
    public void AskedAgain() => FollowAt = null;

    /// <summary>The person is gone: nothing of them stays, and nobody can be asked.</summary>
    public void Forget() => (ShownName, ShownText, FollowAt) = ("–", "", null);
}

public enum WorryNoteKind
{
    /// <summary>Somebody at the square is worried.</summary>
    Flag,
    /// <summary>The words themselves raised it.</summary>
    Heard,
    /// <summary>Words stand in it of which the centre wishes to be told.</summary>
    Listed,
    /// <summary>For colleagues.</summary>
    Note,
    /// <summary>What the centre wrote to the person.</summary>
    Written,
    /// <summary>The person wrote to the nurse in private.</summary>
    Answered,
    Taken,
    GivenBack,
    Judged,
    HandedOver,
    /// <summary>Nobody had it, and more people were told.</summary>
    ToldOthers,
    Limited,
    Unlimited,
    /// <summary>Who they are and how to reach them was looked up.</summary>
    LookedUp,
    Closed,
    /// <summary>Somebody asked the person again after it was closed.</summary>
    AskedAgain,
    /// <summary>What those who kept watch take with them.</summary>
    Debrief,
}

/// <summary>One line of what was done about a worry.</summary>
public sealed class WorryNote : IBelongsToCentre
{
    public const int TextLength = 2_000;

    private WorryNote()
    {
    }

    public Id<WorryNote> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Worry> WorryId { get; private set; }
    public WorryNoteKind Kind { get; private set; }
    /// <summary>The colleague who did it; null for what no colleague did.</summary>
    public Id<Person>? ById { get; private set; }
    /// <summary>The member who flagged it; shown to nobody.</summary>
    public Id<Member>? MemberId { get; private set; }
    public string Text { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public static WorryNote By(Worry worry, WorryNoteKind kind, Id<Person>? by, string text, DateTimeOffset now) =>
        new() { Id = Id<WorryNote>.New(), CentreId = worry.CentreId, WorryId = worry.Id, Kind = kind, ById = by, Text = text, At = now };

    public static WorryNote Flag(Worry worry, Id<Member>? member, string text, DateTimeOffset now) =>
        new() { Id = Id<WorryNote>.New(), CentreId = worry.CentreId, WorryId = worry.Id, Kind = WorryNoteKind.Flag, MemberId = member, Text = text, At = now };
}

/// <summary>That a colleague is on call, and is told first.</summary>
public sealed class OnCall : IBelongsToCentre
{
    private OnCall()
    {
    }

    public Id<OnCall> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Person> PersonId { get; private set; }
    public DateTimeOffset FromAt { get; private set; }
    public DateTimeOffset UntilAt { get; private set; }

    public static OnCall Of(Id<Centre> centre, Id<Person> person, DateTimeOffset from, DateTimeOffset until) =>
        new() { Id = Id<OnCall>.New(), CentreId = centre, PersonId = person, FromAt = from, UntilAt = until };
}
