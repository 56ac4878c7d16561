using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Facebook;

/// <summary>How far a post is that needs more than one call: kept after each, so that a stop of the program loses and doubles nothing.</summary>
/// <param name="Media">The number of the video, or of the picture of a story.</param>
/// <param name="Where">Where its bytes go: the session of a video, or the address that the network told for a reel or a story.</param>
/// <param name="Sha256">Of the video; empty for a picture.</param>
internal sealed record FacebookStep(string Media, string Where, Placement Placement, string Sha256, DateTimeOffset MadeAt)
{
    /// <summary>Whose picture it is; that of another goes up anew.</summary>
    public int Revision { get; init; }

    /// <summary>Bytes that the network has.</summary>
    public long Sent { get; init; }

    /// <summary>Up to where it asks for them; 0 where it asks for no certain part.</summary>
    public long Until { get; init; }

    /// <summary>It forgets parts, so that all has to come in one call.</summary>
    public bool Whole { get; init; }

    /// <summary>The network has its captions.</summary>
    public bool Captioned { get; init; }

    /// <summary>When the one call that shows it was made.</summary>
    public DateTimeOffset? ShownAt { get; init; }

    /// <summary>Why the network could not prepare it.</summary>
    public string? Failed { get; init; }

    /// <summary>Where it stands, once that is known and something is still missing below it.</summary>
    public RemoteRef? Out { get; init; }
}

/// <summary>What is kept of a page, encrypted.</summary>
/// <param name="Page">The page's number.</param>
/// <param name="Token">The page's token; whoever has it speaks as the page.</param>
/// <param name="Granted">The permissions that were given when it was connected.</param>
internal sealed record FacebookKeys(string Page, string Name, string Token, IReadOnlyList<string> Granted)
{
    // For so long we can say of a post without a step that it never went out.
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(48);

    /// <summary>By the key of the publication. Kept before the one call that shows anything.</summary>
    public IReadOnlyDictionary<Guid, FacebookStep> Steps { get; init; } = new Dictionary<Guid, FacebookStep>();

    public GraphAccess Access => new(Page, Token);

    /// <summary>Comments of 8,000 characters, private messages of 2,000.</summary>
    public GraphVoice Voice => new(Access, "", "comments", CommentLength, 2000, "id,message,from,created_time", [("order", "reverse_chronological")]);

    public const int CommentLength = 8000;

    public FacebookKeys With(Guid post, FacebookStep step) =>
        this with { Steps = Steps.Where(pair => pair.Key != post && step.MadeAt - pair.Value.MadeAt < KeptFor).Append(new(post, step)).ToDictionary() };

    public FacebookKeys Without(Guid post) => this with { Steps = Steps.Where(pair => pair.Key != post).ToDictionary() };

    /// <summary>Whether a step of a post that was intended then would still be known.</summary>
    public static bool Remembers(DateTimeOffset intendedAt, DateTimeOffset now) => now - intendedAt < KeptFor;

    // A record prints its members, and this one holds a token.
    public override string ToString() => $"page {Page}";
}
