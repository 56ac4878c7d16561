using Pendopo.Platform.Data;
using Pendopo.Platform.Events;

namespace Pendopo.Channels.Contracts;

/// <summary>A word, a phrase or a tag that is looked for among what everybody may read on a network.</summary>
/// <param name="Words">The word or phrase, or the tag without its hash sign. Not empty.</param>
/// <param name="IsTag">Whether only the tag is meant.</param>
/// <param name="Since">What was said before is not asked for.</param>
/// <param name="Servers">Origins of servers whose public lists may be asked, for a network that has no place where all is searched.</param>
public sealed record WordSearch(string Words, bool IsTag, DateTimeOffset Since, IReadOnlyList<string> Servers);

public enum SearchFault
{
    /// <summary>The network did not answer, or wants us to wait: the same is asked again later.</summary>
    Later,

    /// <summary>The network does not take this question, or offers no such list.</summary>
    Refused,
}

/// <summary>What a search brought, oldest first; also what was read before a fault.</summary>
/// <param name="Fault">Why it is not whole, or null.</param>
/// <param name="NotBefore">When the network may be asked again, where it said so.</param>
public sealed record Found(IReadOnlyList<Incoming> Posts, SearchFault? Fault = null, DateTimeOffset? NotBefore = null)
{
    public static readonly Found Nothing = new([]);
}

/// <summary>
/// Something was said in public that reached the centre in scope without being said to it: by an account it follows, or on its own site. Who listens
/// for words hears of it; it stands in no inbox. May be told twice, and again when its author changed it. Passed through <see cref="Border"/>.
/// </summary>
/// <param name="Network">Where it was said: a connector's name; `site` for the centre's own pages.</param>
/// <param name="Channel">The account by which it came and can be answered; null where nothing is answered.</param>
public sealed record PublicHeard(string Network, Id<Channel>? Channel, Incoming Message) : IEvent;

/// <summary>The author took back what was told by <see cref="PublicHeard"/>, or is gone with all they said.</summary>
/// <param name="RemoteId">The message; null for everything of the author.</param>
/// <param name="AuthorId">The network's own id of the author, or null.</param>
public sealed record PublicWithdrawn(string Network, string? RemoteId, string? AuthorId) : IEvent;
