using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Listening;

/// <summary>What a network's terms let a centre do with words that were not said to it.</summary>
/// <param name="Network">The connector's name; `site` for the centre's own pages.</param>
/// <param name="MayAnswer">Whether a centre may answer somebody who did not speak to it.</param>
/// <param name="Source">Where it is said.</param>
internal sealed record ListenTerms(string Network, bool MayAnswer, string Source)
{
    /// <summary>
    /// The networks that may be listened to. Not here: X (Developer Policy: nothing of health may be derived from a search, and a self-serve app may not answer
    /// who did not mention it), Facebook, Instagram, LinkedIn and YouTube (no search of what strangers say), Telegram and WhatsApp (nothing public reaches a bot).
    /// </summary>
    public static IReadOnlyList<ListenTerms> All { get; } =
    [
        new("site", false, "the centre's own pages: what is said there is answered there"),
        new("fediverse", true, "ActivityPub: what followed accounts say to everybody, and public lists under a tag on servers a person named; unlisted posts and authors who ask not to be found are left out"),
        new("bluesky", true, "AT Protocol, app.bsky.feed.searchPosts with the connected account; who blocked it is left out, and who closed their thread cannot be answered"),
    ];

    public static ListenTerms? Of(string network) => All.FirstOrDefault(terms => terms.Network == network);

    /// <summary>Networks whose words may be counted by what they are about (<see cref="AnalysisDoor.Policies"/>): a watched word may name an illness.</summary>
    public static IReadOnlyList<string> Countable { get; } = [.. All.Where(terms => AnalysisDoor.IsOpen(terms.Network, isPrivate: false)).Select(terms => terms.Network)];
}
