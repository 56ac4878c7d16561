namespace Pendopo.Fediverse.Html;

/// <summary>
/// What a place lets through, beyond the list every place shares (p, br, span, a, del, pre, code, em, strong, b, i, u,
/// ul, ol, li, blockquote). What is not listed loses its tag and keeps its words.
/// </summary>
public sealed record HtmlPolicy
{
    /// <summary>
    /// Text from other servers: the list that Mastodon keeps since 4.2, without the exotic link schemes.
    /// Headings become bold paragraphs, pictures become links, relative addresses die.
    /// </summary>
    public static HtmlPolicy Federated { get; } = new() { NewWindow = true };

    /// <summary>
    /// A field of a profile: as <see cref="Federated"/>, but no class can hide a part of a link
    /// (Mastodon CVE-2023-36462: a verified link showed another address than its own).
    /// </summary>
    public static HtmlPolicy ProfileField { get; } = new() { NewWindow = true, LinkPartsMayHide = false };

    /// <summary>What our own people wrote in Markdown: headings (h1 becomes h2), tables, pictures, links within the site, mail and telephone links.</summary>
    public static HtmlPolicy Article { get; } =
        new() { Headings = true, Tables = true, Images = true, LocalAddresses = true, ContactLinks = true, FollowLinks = true, LinkPartsMayHide = false };

    /// <summary>The same for a mail: every address is absolute, and no picture calls home.</summary>
    public static HtmlPolicy Mail { get; } =
        new() { Headings = true, Tables = true, ContactLinks = true, FollowLinks = true, LinkPartsMayHide = false };

    /// <summary>Whether h2 to h6 stay headings.</summary>
    public bool Headings { get; init; }

    /// <summary>Whether tables stay tables.</summary>
    public bool Tables { get; init; }

    /// <summary>Whether pictures stay pictures; otherwise each becomes a link named by its alternative text.</summary>
    public bool Images { get; init; }

    /// <summary>Whether addresses within the site (one leading slash, or a fragment) stay.</summary>
    public bool LocalAddresses { get; init; }

    /// <summary>Whether <c>mailto:</c> and <c>tel:</c> stay.</summary>
    public bool ContactLinks { get; init; }

    /// <summary>Whether links are our own word: without <c>nofollow</c>.</summary>
    public bool FollowLinks { get; init; }

    /// <summary>Whether links open beside the page, as social clients expect of foreign words.</summary>
    public bool NewWindow { get; init; }

    /// <summary>Whether the classes <c>invisible</c> and <c>ellipsis</c> stay, with which servers shorten a shown link.</summary>
    public bool LinkPartsMayHide { get; init; } = true;
}
