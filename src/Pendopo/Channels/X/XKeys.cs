using Pendopo.Channels.Connected;

namespace Pendopo.Channels.X;

/// <summary>A picture or video on its way to X, or there.</summary>
/// <param name="Part">How many pieces arrived, in their order.</param>
/// <param name="Whole">Whether X was told that it is whole.</param>
/// <param name="Ready">Whether it may stand in a post.</param>
/// <param name="Told">Whether X has its alternative text.</param>
internal sealed record XMedium(string Id, DateTimeOffset BegunAt, int Part = 0, bool Whole = false, bool Ready = false, bool Told = false)
{
    /// <summary>Whether X has the captions of a video.</summary>
    public bool Captioned { get; init; }
}

/// <summary>How far the sending of a post is: what is kept survives a crash at any step.</summary>
/// <param name="BegunAt">When its sending began.</param>
internal sealed record XSending(DateTimeOffset BegunAt)
{
    /// <summary>Whose words and pictures these are; other ones begin anew.</summary>
    public int Revision { get; init; }

    /// <summary>Pictures in their order, or the one video.</summary>
    public IReadOnlyList<XMedium> Media { get; init; } = [];

    /// <summary>The numbers of what stands: the post, then its parts.</summary>
    public IReadOnlyList<string> Posts { get; init; } = [];

    /// <summary>Kept before the call that shows something, taken away when its answer is known.</summary>
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>Why X did not take the captions of the video; null while nothing speaks against them.</summary>
    public string? NoCaptions { get; init; }

    /// <summary>The last try is surely not there, by the account's own list: what X calls the same words is then something else.</summary>
    public bool Looked { get; init; }
}

/// <summary>What is kept of an account on X, encrypted.</summary>
/// <param name="User">Its number.</param>
/// <param name="Access">Token of the next calls; lives two hours.</param>
/// <param name="Refresh">Token that fetches the next pair; taken once.</param>
/// <param name="Granted">The rights that were given.</param>
/// <param name="AgreedAt">When a person of the centre agreed to what it costs.</param>
internal sealed record XKeys(string User, string Username, string Name, string Access, DateTimeOffset AccessEnds, string Refresh, IReadOnlyList<string> Granted, DateTimeOffset AgreedAt) : IRenewedKeys<XKeys>
{
    // Longer than anything is tried again, and media live a day.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>Until then somebody fetches a new pair: a token for it is good for once.</summary>
    public DateTimeOffset? RenewedBy { get; init; }

    /// <summary>By the key of the publication.</summary>
    public IReadOnlyDictionary<Guid, XSending> Sendings { get; init; } = new Dictionary<Guid, XSending>();

    public XKeys Claimed(DateTimeOffset? until) => this with { RenewedBy = until };

    public XSending? Of(Guid post) => Sendings.GetValueOrDefault(post);

    public XKeys With(Guid post, XSending sending) =>
        this with { Sendings = Sendings.Where(pair => pair.Key != post && sending.BegunAt - pair.Value.BegunAt < KeptFor).Append(new(post, sending)).ToDictionary() };

    /// <summary>Whether the sending of a post that was intended then would still be known.</summary>
    public static bool Remembers(DateTimeOffset intendedAt, DateTimeOffset now) => now - intendedAt < KeptFor;

    // A record prints its members, and this one holds tokens.
    public override string ToString() => $"@{Username}";
}
