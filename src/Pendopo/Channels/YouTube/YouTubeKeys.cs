using Pendopo.Channels.Google;

namespace Pendopo.Channels.YouTube;

/// <summary>A video on its way. Nobody sees it before <see cref="Video"/> is known and it was made public.</summary>
/// <param name="Session">The address at which its upload goes on; kept before the first byte.</param>
internal sealed record YouTubeUpload(string Session, DateTimeOffset BegunAt)
{
    /// <summary>Whose words and video these are; those of another go up anew.</summary>
    public int Revision { get; init; }

    /// <summary>The network's id, once the last byte is there.</summary>
    public string? Video { get; init; }

    public DateTimeOffset ArrivedAt { get; init; }

    public bool HasCaptions { get; init; }

    public bool HasPicture { get; init; }

    /// <summary>When its first comment was said, or tried to be; kept before that call.</summary>
    public DateTimeOffset? SaidAt { get; init; }
}

/// <summary>What is kept of a channel, encrypted.</summary>
/// <param name="Channel">Its id.</param>
/// <param name="Unlisted">Videos are for who has the link, and not for everybody.</param>
internal sealed record YouTubeKeys(string Channel, string Name, GoogleGrant Grant, bool Unlisted) : IGoogleKeys<YouTubeKeys>
{
    // An upload's address lives about a week; a video that arrived is still known when somebody tries again after an audit.
    private static readonly TimeSpan SessionKept = TimeSpan.FromDays(6), VideoKept = TimeSpan.FromDays(60);

    /// <summary>By the key of the publication.</summary>
    public IReadOnlyDictionary<Guid, YouTubeUpload> Uploads { get; init; } = new Dictionary<Guid, YouTubeUpload>();

    public string Visibility => Unlisted ? "unlisted" : "public";

    public YouTubeKeys With(GoogleGrant grant) => this with { Grant = grant };

    public YouTubeKeys With(Guid post, YouTubeUpload upload, DateTimeOffset now) =>
        this with { Uploads = Uploads.Where(pair => pair.Key != post && now - pair.Value.BegunAt < (pair.Value.Video is null ? SessionKept : VideoKept)).Append(new(post, upload)).ToDictionary() };

    public YouTubeKeys Without(Guid post) => this with { Uploads = Uploads.Where(pair => pair.Key != post).ToDictionary() };

    /// <summary>Whether an upload of a post that was intended then would still be known.</summary>
    public static bool Remembers(DateTimeOffset intendedAt, DateTimeOffset now) => now - intendedAt < SessionKept;

    // A record prints its members, and this one holds tokens.
    public override string ToString() => Name;
}
