using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Channels.Fediverse.Followed;

internal enum FollowState
{
    /// <summary>Asked, and not answered yet. Nothing of theirs is kept until they say yes (Pixelfed CVE-2025-30741).</summary>
    Asked,
    Accepted,
    Refused,
}

/// <summary>An account elsewhere that a centre follows, or asked to.</summary>
internal sealed class FollowedAccount : IBelongsToCentre
{
    /// <summary>More than so many nobody reads; it also bounds what is kept of them.</summary>
    public const int MostOfOneCentre = 300;

    private FollowedAccount()
    {
    }

    public Id<FollowedAccount> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<RemoteActor> ActorId { get; private set; }
    /// <summary>The id of our Follow: an answer names it, and the Undo repeats it.</summary>
    public string FollowUri { get; private set; } = "";
    public FollowState State { get; private set; }
    /// <summary>Who asked; null when the account moved and was asked again by itself.</summary>
    public Id<Person>? ById { get; private set; }
    public DateTimeOffset AskedAt { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public static FollowedAccount Of(Id<Centre> centre, RemoteActor actor, string follow, Id<Person>? by, DateTimeOffset now) =>
        new() { Id = Id<FollowedAccount>.New(), CentreId = centre, ActorId = actor.Id, FollowUri = follow, ById = by, AskedAt = now };

    /// <summary>Asks once more after a refusal, under a new name.</summary>
    public void AskAgain(string follow, Id<Person>? by, DateTimeOffset now) =>
        (FollowUri, State, ById, AskedAt, AnsweredAt) = (follow, FollowState.Asked, by, now, null);

    /// <summary>They said yes. A yes after a no changes nothing: nobody is waiting for it.</summary>
    public void Accept(DateTimeOffset now)
    {
        if (State == FollowState.Asked)
            (State, AnsweredAt) = (FollowState.Accepted, now);
    }

    /// <summary>They said no, also afterwards.</summary>
    public void Refuse(DateTimeOffset now) => (State, AnsweredAt) = (FollowState.Refused, now);
}
