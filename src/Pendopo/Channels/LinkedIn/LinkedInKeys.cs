using Pendopo.Channels.Connected;

namespace Pendopo.Channels.LinkedIn;

/// <summary>One part of a video, or a whole picture.</summary>
/// <param name="Address">Where its bytes go.</param>
/// <param name="Last">Its last byte; -1 for all from the first on.</param>
internal sealed record LinkedInPart(string Address, long First, long Last);

/// <summary>A picture or video on its way to LinkedIn, or there.</summary>
/// <param name="Urn">Its number there.</param>
/// <param name="Parts">In their order.</param>
/// <param name="Token">What ends the upload of a video; empty for a picture.</param>
internal sealed record LinkedInMedium(string Urn, DateTimeOffset BegunAt, IReadOnlyList<LinkedInPart> Parts, string Token)
{
    /// <summary>What LinkedIn answered to each part that arrived.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where the captions of a video go; empty where it has none.</summary>
    public string CaptionsTo { get; init; } = "";

    /// <summary>Whether LinkedIn has them.</summary>
    public bool Captioned { get; init; }

    /// <summary>Whether LinkedIn was told that it is whole.</summary>
    public bool Whole { get; init; }

    /// <summary>Whether it may stand in a post.</summary>
    public bool Ready { get; init; }
}

/// <summary>How far the sending of a post is: what is kept survives a crash at any step.</summary>
internal sealed record LinkedInSending(DateTimeOffset BegunAt)
{
    /// <summary>Whose words and pictures these are; other ones begin anew.</summary>
    public int Revision { get; init; }

    public IReadOnlyList<LinkedInMedium> Media { get; init; } = [];

    /// <summary>The number of what stands: the post, then its first comment.</summary>
    public IReadOnlyList<string> Posts { get; init; } = [];

    /// <summary>Kept before the call that shows something, taken away when its answer is known.</summary>
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>Why LinkedIn did not take the captions of the video; null while nothing speaks against them.</summary>
    public string? NoCaptions { get; init; }

    /// <summary>The last try is surely not there, by the page's own list.</summary>
    public bool Looked { get; init; }
}

/// <summary>What is kept of an organisation's page, encrypted.</summary>
/// <param name="Page">Its number, `urn:li:organization:5`.</param>
/// <param name="Access">Token of the calls; lives 60 days.</param>
/// <param name="Refresh">Token that fetches the next one; empty where LinkedIn gives this app none.</param>
/// <param name="RefreshEnds">Its end, a year after a person signed in; it does not move.</param>
internal sealed record LinkedInKeys(string Page, string Name, string Access, DateTimeOffset AccessEnds, string Refresh, DateTimeOffset? RefreshEnds, IReadOnlyList<string> Granted) : IRenewedKeys<LinkedInKeys>
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>Until then somebody fetches a new token.</summary>
    public DateTimeOffset? RenewedBy { get; init; }

    public LinkedInKeys Claimed(DateTimeOffset? until) => this with { RenewedBy = until };

    /// <summary>Until when it works without anybody signing in again.</summary>
    public DateTimeOffset EndsAt => Refresh.Length > 0 && RefreshEnds is { } ends && ends > AccessEnds ? ends : AccessEnds;

    /// <summary>By the key of the publication.</summary>
    public IReadOnlyDictionary<Guid, LinkedInSending> Sendings { get; init; } = new Dictionary<Guid, LinkedInSending>();

    public LinkedInSending? Of(Guid post) => Sendings.GetValueOrDefault(post);

    public LinkedInKeys With(Guid post, LinkedInSending sending) =>
        this with { Sendings = Sendings.Where(pair => pair.Key != post && sending.BegunAt - pair.Value.BegunAt < KeptFor).Append(new(post, sending)).ToDictionary() };

    /// <summary>Whether the sending of a post that was intended then would still be known.</summary>
    public static bool Remembers(DateTimeOffset intendedAt, DateTimeOffset now) => now - intendedAt < KeptFor;

    // A record prints its members, and this one holds tokens.
    public override string ToString() => Page;
}
