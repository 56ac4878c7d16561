namespace Pendopo.Fediverse.Vocabulary;

/// <summary>
/// Bounds of what is read from other servers. Where Mastodon has a figure it is Mastodon's (4.6; its advisories GHSA-gg8q and
/// CVE-2026-23962 came from fields without one). Text is cut, lists are cut, an id that is too long is no id.
/// </summary>
public static class ActivityLimits
{
    /// <summary>Bytes of a document or of an inbox request.</summary>
    public const int Document = 1024 * 1024;

    /// <summary>Nesting of JSON.</summary>
    public const int Depth = 32;

    /// <summary>Characters of a display name.</summary>
    public const int Name = 2048;

    /// <summary>Characters of a handle.</summary>
    public const int Handle = 255;

    /// <summary>Characters of an actor's description.</summary>
    public const int Biography = 20 * 1024;

    /// <summary>Characters of a post's markup.</summary>
    public const int Content = 128 * 1024;

    /// <summary>Characters of a content warning.</summary>
    public const int Warning = 2048;

    /// <summary>Characters of an alternative text.</summary>
    public const int Description = 10_000;

    /// <summary>Characters of a report's comment.</summary>
    public const int Report = 5000;

    /// <summary>Fields of a profile.</summary>
    public const int Fields = 50;

    /// <summary>Other names of an actor.</summary>
    public const int Aliases = 256;

    /// <summary>Keys of an actor.</summary>
    public const int Keys = 10;

    /// <summary>Pictures and files of a post.</summary>
    public const int Attachments = 4;

    /// <summary>Mentions, hashtags and custom emoji of a post.</summary>
    public const int Tags = 256;

    /// <summary>Addressees of an activity, each of <c>to</c> and <c>cc</c>.</summary>
    public const int Recipients = 1000;

    /// <summary>Choices of a poll.</summary>
    public const int Options = 500;

    /// <summary>Things one report names.</summary>
    public const int Reported = 256;

    /// <summary>Items of one page of a collection.</summary>
    public const int Items = 500;

    /// <summary>Largest count another server may claim.</summary>
    public const int Count = 100_000_000;
}
