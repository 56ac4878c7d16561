using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>Somebody elsewhere who hears a centre.</summary>
internal sealed class Follower : IBelongsToCentre
{
    public Id<Follower> Id { get; private init; }
    public Id<Centre> CentreId { get; private init; }
    public Id<RemoteActor> ActorId { get; private init; }
    /// <summary>The id of their Follow, by which an Undo may name it; null when it had none.</summary>
    public string? FollowUri { get; set; }
    public DateTimeOffset FollowedAt { get; private init; }

    public static Follower Of(Id<Centre> centre, RemoteActor actor, string? follow, DateTimeOffset now) =>
        new() { Id = Id<Follower>.New(), CentreId = centre, ActorId = actor.Id, FollowUri = follow, FollowedAt = now };
}

internal enum ReactionKind
{
    Like,
    Share,
    /// <summary>They voted in a poll of ours; not what. Kept until its end, so that they hear of it.</summary>
    Vote,
}

/// <summary>A like or a share of a post of ours, or that somebody voted in it.</summary>
internal sealed class Reaction : IBelongsToCentre
{
    public Id<Reaction> Id { get; private init; }
    public Id<Centre> CentreId { get; private init; }
    public Id<FediversePost> PostId { get; private init; }
    public Id<RemoteActor> ActorId { get; private init; }
    public ReactionKind Kind { get; private init; }
    /// <summary>The id of the activity, by which an Undo may name it; null when it had none.</summary>
    public string? Uri { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static Reaction Of(FediversePost post, RemoteActor actor, ReactionKind kind, string? uri, DateTimeOffset now) =>
        new() { Id = Id<Reaction>.New(), CentreId = post.CentreId, PostId = post.Id, ActorId = actor.Id, Kind = kind, Uri = uri, At = now };
}

/// <summary>A message that was handed to the inbox: its name and its times, never its words.</summary>
internal sealed class ReceivedPost : IBelongsToCentre
{
    public Id<ReceivedPost> Id { get; private init; }
    public Id<Centre> CentreId { get; private init; }
    public string Uri { get; private init; } = "";
    public Id<RemoteActor> ActorId { get; private init; }
    public string? InReplyTo { get; private init; }
    /// <summary>The first message of the thread as far as it is known here.</summary>
    public string? Root { get; private init; }
    /// <summary>Everybody may read it where it was written.</summary>
    public bool IsPublic { get; private init; }
    public DateTimeOffset ReceivedAt { get; private init; }
    public DateTimeOffset? EditedAt { get; set; }
    public DateTimeOffset? WithdrawnAt { get; set; }

    public static ReceivedPost Of(Id<Centre> centre, RemoteActor actor, ReceivedWords words, DateTimeOffset now) => new()
    {
        Id = Id<ReceivedPost>.New(),
        CentreId = centre,
        Uri = words.Uri,
        ActorId = actor.Id,
        InReplyTo = words.InReplyTo,
        Root = words.Root,
        IsPublic = words.IsPublic,
        EditedAt = words.EditedAt,
        ReceivedAt = now,
    };
}

internal sealed record ReceivedWords(string Uri, string? InReplyTo, string? Root, bool IsPublic, DateTimeOffset? EditedAt);
