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

    /// <summary>Those of the centre's address book whom the words name, as the network calls them, without the first @. A network that tells people of it by
    /// more than their name in the text looks them up by these.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    public IReadOnlyList<OutgoingImage> Images { get; init; } = [];

    /// <summary>The video of the post; null when it has none, or its copies are not made. Its poster stands among <see cref="Images"/> where the post has no
    /// pictures of its own, for networks that take no video.</summary>
    public OutgoingVideo? Video { get; init; }

    /// <summary>Whether the only picture is the poster of the video, and none of the post's own.</summary>
    public bool ShowsPoster { get; init; }

    /// <summary>Where on the network it stands; only one of <see cref="ChannelLimits.Places"/>, or the usual one.</summary>
    public Placement Placement { get; init; }

    /// <summary>What stands below the post as answers to itself, in their order: a first comment, or the rest of a thread. At most
    /// <see cref="ChannelLimits.Parts"/>. Each goes out exactly once, and a recall takes all of them.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>What is asked with answers to choose from; null for what asks nothing. A network without polls shows the way to the page instead.</summary>
    public OutgoingPoll? Poll { get; init; }
}

/// <summary>A poll as it stands at this moment.</summary>
/// <param name="Several">Whether more than one answer may be chosen.</param>
/// <param name="Answers">The answers in their order, with how many chose each over all channels; all 0 while nothing may be told.</param>
/// <param name="EndsAt">Until when it may be answered, or null for no end.</param>
/// <param name="ClosedAt">Since when it may not be answered any more, or null while it may.</param>
/// <param name="Voters">How many answered over all channels, or null while nothing may be told.</param>
public sealed record OutgoingPoll(bool Several, IReadOnlyList<OutgoingAnswer> Answers, DateTimeOffset? EndsAt, DateTimeOffset? ClosedAt, int? Voters)
{
    /// <summary>Whether readers may see how it stands only when it is over: a network that shows it sooner does not ask it.</summary>
    public bool OnlyAtEnd { get; init; }
}

/// <param name="Votes">0 or more.</param>
public sealed record OutgoingAnswer(string Text, int Votes);

/// <summary>A picture of a post.</summary>
/// <param name="Url">Where a network that fetches for itself finds it: absolute.</param>
/// <param name="Open">Opens the bytes; called again at each attempt.</param>
public sealed record OutgoingImage(string Url, string MediaType, int Width, int Height, string Alt, Func<CancellationToken, Task<Stream>> Open);

/// <summary>The video of a post: H.264 and AAC in MP4, as every network plays it.</summary>
/// <param name="Url">Where a network that fetches for itself finds it: absolute.</param>
/// <param name="Seconds">How long it runs; 0 where that is not known.</param>
/// <param name="Sha256">Of its bytes, in lower-case hexadecimal.</param>
/// <param name="Captions">What is said in it, as WebVTT; empty where nobody wrote it.</param>
/// <param name="Open">Opens the bytes, which can be read from any place; called again at each attempt.</param>
public sealed record OutgoingVideo(
    string Url, string MediaType, long Bytes, int Width, int Height, int Seconds, string Sha256, string Captions, Func<CancellationToken, Task<Stream>> Open);

/// <summary>An answer to a message, in its thread.</summary>
/// <param name="Key">Names this answer for ever; the same over all attempts.</param>
/// <param name="To">The message that is answered.</param>
/// <param name="Root">The first message of the thread, where the network wants it; else the same as <paramref name="To"/>.</param>
/// <param name="Author">Who is answered.</param>
public sealed record OutgoingReply(Guid Key, DateTimeOffset IntendedAt, RemoteRef To, RemoteRef Root, RemotePerson Author, string Text, string Language, bool Private)
{
    /// <summary>When a person looked for it on the network and did not find it, after nobody knew what became of it; else null.</summary>
    public DateTimeOffset? LookedAt { get; init; }
}

/// <summary>Someone on a network.</summary>
/// <param name="Id">The network's own id (a DID, an actor's id). At most 500 characters.</param>
/// <param name="Handle">What people call them there (`@rina@else.example`, `rina.bsky.social`).</param>
/// <param name="Name">The display name, or empty.</param>
/// <param name="Robot">Whether the account says of itself that a program speaks from it.</param>
public sealed record RemotePerson(string Id, string Handle, string Name, string? Url, bool Robot = false);

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

    /// <summary>How polls stand on a network that counts for itself, in the order in which it told.</summary>
    public IReadOnlyList<PollCount> Polls { get; init; } = [];

    /// <summary>What the program itself was asked by commands.</summary>
    public IReadOnlyList<AskedCommand> Commands { get; init; } = [];
}

/// <summary>How a poll stands on a network that counts for itself and names nobody.</summary>
/// <param name="Poll">The poll's own id there. At most 100 characters.</param>
/// <param name="Order">Grows with each count of the network: of two the greater stands.</param>
/// <param name="Answers">The answers in their order, with how many chose each there.</param>
/// <param name="Voters">How many answered there.</param>
public sealed record PollCount(string Poll, long Order, IReadOnlyList<OutgoingAnswer> Answers, int Voters);

/// <summary>The <see cref="RemoteRef.Version"/> of a post that stands on a network as a poll of its own, by which its counts are known.</summary>
public static class PollMark
{
    public const string Name = "poll,";

    /// <summary>What such a version begins with.</summary>
    public static string Of(string poll) => $"{Name}{poll},";
}

/// <summary>A message came in. May be told twice, and after it was changed or taken back; the id of the message makes it one.</summary>
public sealed record MessageHeard(Id<Channel> Channel, Incoming Message) : IEvent;

/// <summary>Somebody on a network chose an answer of a poll. May be told twice.</summary>
/// <param name="Question">The poll as the network names it.</param>
/// <param name="Voter">The network's own id of who chose; kept by nobody in this form.</param>
/// <param name="Answer">The words of the answer.</param>
/// <param name="HeardAt">When it came in.</param>
public sealed record VoteHeard(Id<Channel> Channel, string Question, string Voter, string Answer, DateTimeOffset HeardAt) : IEvent;

/// <summary>A network that counts for itself told how a poll of the centre stands. May be told twice.</summary>
public sealed record PollCounted(Id<Channel> Channel, PollCount Count, DateTimeOffset HeardAt) : IEvent;

/// <summary>Somebody who chose answers of polls is gone from their network: their votes go too, where a poll is still open.</summary>
public sealed record VoterGone(Id<Channel> Channel, string Voter) : IEvent;

/// <summary>The author changed a message that came in.</summary>
public sealed record MessageChanged(Id<Channel> Channel, Incoming Message) : IEvent;

/// <summary>The author took a message back: its words are forgotten here too.</summary>
public sealed record MessageWithdrawn(Id<Channel> Channel, string RemoteId) : IEvent;

/// <summary>A network told later what became of an answer that it had taken, or of which nobody knew. May be told twice.</summary>
/// <param name="Key">The answer's lasting key.</param>
/// <param name="Remote">Where it stands; null when it failed.</param>
/// <param name="Failure">Why it failed, in words for the person; null when it arrived.</param>
public sealed record ReplySettled(Id<Channel> Channel, Guid Key, RemoteRef? Remote, string? Failure) : IEvent;
