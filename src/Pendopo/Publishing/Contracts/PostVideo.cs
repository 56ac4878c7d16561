using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;

namespace Pendopo.Publishing.Contracts;

/// <summary>The video of a post, with what is said in it for those who do not hear or do not play it.</summary>
public sealed record PostVideo(Id<Video> Video)
{
    public const int CaptionsLength = 60_000, TranscriptLength = 40_000;

    /// <summary>Captions as WebVTT; empty when nobody wrote them.</summary>
    public string Captions { get; init => field = value ?? ""; } = "";

    /// <summary>What is said and shown, as plain text in paragraphs; empty when nobody wrote it.</summary>
    public string Transcript { get; init => field = value ?? ""; } = "";

    /// <summary>The writer says that nobody speaks in it: then it needs no captions.</summary>
    public bool Silent { get; init; }

    /// <summary>Whom it shows; null until somebody said so.</summary>
    public Shown? Shows { get; init; }
}
