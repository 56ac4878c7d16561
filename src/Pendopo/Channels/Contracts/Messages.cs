using Pendopo.Platform.Data;
using Pendopo.Platform.Events;

namespace Pendopo.Channels.Contracts;

/// <summary>A post as it is handed to a network: approved, fitted, released by the guard.</summary>
public sealed record OutgoingPost
{
    /// <summary>Names this publication for ever; the same over all attempts and edits.</summary>
    public required Guid Key { get; init; }

    /// <summary>The instant kept before the first attempt; the network's "created at".</summary>
    public required DateTimeOffset IntendedAt { get; init; }

    /// <summary>Which version of the text this is; grows by one with each edit.</summary>
    public required int Revision { get; init; }

    public required string Title { get; init; }

    /// <summary>The words for this channel, plain. Short networks show only these.</summary>
    public required string Text { get; init; }

    /// <summary>The whole article as clean HTML, for networks that show it.</summary>
    public required string Html { get; init; }

    /// <summary>The page of the post on the centre's own site: absolute.</summary>
    public required string Url { get; init; }

    /// <summary>BCP 47 tag of the text.</summary>
    public required string Language { get; init; }

    /// <summary>Topics, without the hash sign.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<OutgoingImage> Images { get; init; } = [];
}

/// <summary>A picture of a post.</summary>
/// <param name="Url">Where a network that fetches for itself finds it: absolute.</param>
/// <param name="Open">Opens the bytes; called again at each attempt.</param>
public sealed record OutgoingImage(string Url, string MediaType, int Width, int Height, string Alt, Func<CancellationToken, Task<Stream>> Open);

/// <summary>An answer to a message, in its thread.</summary>
/// <param name="Key">Names this answer for ever; the same over all attempts.</param>
/// <param name="To">The message that is answered.</param>
/// <param name="Root">The first message of the thread, where the network wants it; else the same as <paramref name="To"/>.</param>
/// <param name="Author">Who is answered.</param>
public sealed record OutgoingReply(Guid Key, DateTimeOffset IntendedAt, RemoteRef To, RemoteRef Root, RemotePerson Author, string Text, string Language, bool Private);

/// <summary>Someone on a network.</summary>
/// <param name="Id">The network's own id (a DID, an actor's id). At most 500 characters.</param>
/// <param name="Handle">What people call them there (`@rina@else.example`, `rina.bsky.social`).</param>
/// <param name="Name">The display name, or empty.</param>
public sealed record RemotePerson(string Id, string Handle, string Name, string? Url);

/// <summary>Something the centre said on a channel, as the network names it. Fills of the slot `channel.said` say what it is here.</summary>
public sealed record SaidOnChannel(Id<Channel> Channel, string RemoteId);

public enum IncomingKind { Reply, Mention, Private }

/// <summary>A message from a network.</summary>
/// <param name="Remote">Where it stands; its id makes it known a second time.</param>
/// <param name="InReplyTo">The id of what it answers, or null.</param>
/// <param name="Root">The first message of its thread when the network tells, or null.</param>
/// <param name="Text">The words, plain.</param>
/// <param name="Html">The words as clean HTML, or null when the network has none.</param>
/// <param name="EditedAt">When its author last changed it, or null; of two versions the later stands.</param>
/// <remarks>Passed through <see cref="Border"/> before it is told on.</remarks>
public sealed record Incoming(
    RemoteRef Remote, IncomingKind Kind, RemotePerson Author, string? InReplyTo, RemoteRef? Root, string Text, string? Html, string? Language, DateTimeOffset SentAt,
    DateTimeOffset? EditedAt = null);

/// <summary>What one look at a network brought.</summary>
/// <param name="Cursor">Where to go on the next time; kept only after everything was stored.</param>
/// <param name="Lost">Why the credentials no longer work, in words for the person; null while they do.</param>
public sealed record Heard(IReadOnlyList<Incoming> Messages, string? Cursor, string? Lost = null)
{
    public static readonly Heard Nothing = new([], null);
}

/// <summary>A message came in. May be told twice, and after it was changed or taken back; the id of the message makes it one.</summary>
public sealed record MessageHeard(Id<Channel> Channel, Incoming Message) : IEvent;

/// <summary>The author changed a message that came in.</summary>
public sealed record MessageChanged(Id<Channel> Channel, Incoming Message) : IEvent;

/// <summary>The author took a message back: its words are forgotten here too.</summary>
public sealed record MessageWithdrawn(Id<Channel> Channel, string RemoteId) : IEvent;
