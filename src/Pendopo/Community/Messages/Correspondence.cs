using Pendopo.Community.Members;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Messages;

public enum Consent
{
    /// <summary>One asked with a first message; the other has not said yet whether they wish it.</summary>
    Asked,
    Given,
    /// <summary>The other does not wish it. Whoever asked reads the same as before.</summary>
    Declined,
}

/// <summary>That two members write to each other, or one asks to. It is between names that are borne everywhere: a name of one group neither writes nor is
/// written to, for an answer would show whose it is.</summary>
public sealed class Correspondence : IBelongsToCentre, IVersioned
{
    private Correspondence()
    {
    }

    public Id<Correspondence> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>The two faces in the order of their ids, so that two who ask at once have one correspondence.</summary>
    public Id<Face> FirstId { get; private set; }
    public Id<Face> SecondId { get; private set; }
    /// <summary>Who of the two asked.</summary>
    public Id<Face> AskerId { get; private set; }
    public Consent State { get; private set; }
    public DateTimeOffset AskedAt { get; private set; }
    /// <summary>Up to when each has read.</summary>
    public DateTimeOffset FirstReadAt { get; private set; }
    public DateTimeOffset SecondReadAt { get; private set; }
    /// <summary>Up to when each took the messages out of their own sight; null for never.</summary>
    public DateTimeOffset? FirstCutAt { get; private set; }
    public DateTimeOffset? SecondCutAt { get; private set; }
    public int Version { get; set; }

    public static Correspondence Ask(Face asker, Face other, DateTimeOffset now)
    {
        var (first, second) = asker.Id < other.Id ? (asker.Id, other.Id) : (other.Id, asker.Id);
        // The first message is of the same moment, and unread.
        var before = now.AddSeconds(-1);
        return new() { Id = Id<Correspondence>.New(), CentreId = asker.CentreId, FirstId = first, SecondId = second, AskerId = asker.Id, AskedAt = now, FirstReadAt = before, SecondReadAt = before };
    }

    public Id<Face> Other(Id<Face> me) => FirstId == me ? SecondId : FirstId;

    public DateTimeOffset ReadBy(Id<Face> me) => FirstId == me ? FirstReadAt : SecondReadAt;

    public DateTimeOffset? CutBy(Id<Face> me) => FirstId == me ? FirstCutAt : SecondCutAt;

    public void Agree() => State = Consent.Given;

    public void Decline() => State = Consent.Declined;

    /// <summary>Takes what was written up to now out of the sight of one of the two; the other keeps it.</summary>
    public void Cut(Id<Face> me, DateTimeOffset now)
    {
        if (FirstId == me)
            FirstCutAt = now;
        else
            SecondCutAt = now;
    }
}

/// <summary>One message of a correspondence.</summary>
public sealed class SquareMessage : IBelongsToCentre, IVersioned
{
    public const int TextLength = 2_000;

    /// <summary>Of a first message, which somebody gets who did not ask for it.</summary>
    public const int FirstLength = 500;

    private SquareMessage()
    {
    }

    public Id<SquareMessage> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Correspondence> CorrespondenceId { get; private set; }
    public Id<Face> FaceId { get; private set; }
    public string Text { get; private set; } = "";
    /// <summary>The form's own mark: one that comes twice is said once.</summary>
    public Guid Key { get; private set; }
    public DateTimeOffset At { get; private set; }
    /// <summary>Written while the other one blocked the writer: it reaches nobody, then or later, and its writer learns nothing of it.</summary>
    public bool IsLost { get; private set; }
    /// <summary>Since when nobody but its writer sees it, by a decision about a report.</summary>
    public DateTimeOffset? HiddenAt { get; private set; }
    /// <summary>Since when nobody but its writer sees it, because they asked that nothing of theirs be used.</summary>
    public DateTimeOffset? RestrictedAt { get; private set; }
    public int Version { get; set; }

    public static SquareMessage In(Correspondence correspondence, Id<Face> writer, string text, Guid key, bool lost, DateTimeOffset now) =>
        new() { Id = Id<SquareMessage>.New(), CentreId = correspondence.CentreId, CorrespondenceId = correspondence.Id, FaceId = writer, Text = text, Key = key, At = now, IsLost = lost };

    public void Hide(DateTimeOffset? since) => HiddenAt = since;

    public void Restrict(DateTimeOffset? since) => RestrictedAt = since;
}
