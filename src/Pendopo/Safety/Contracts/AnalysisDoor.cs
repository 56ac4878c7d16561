using Pendopo.Privacy;

namespace Pendopo.Safety.Contracts;

/// <summary>What a network's terms say about reading people's words for what they tell of health.</summary>
/// <param name="Network">The connector's name, such as `x`.</param>
/// <param name="MayInferHealth">Whether words from there may be classified, profiled or counted by health topic.</param>
/// <param name="Source">Where it is said, and when it was read.</param>
public sealed record AnalysisPolicy(string Network, bool MayInferHealth, string Source)
{
    /// <summary>Whether the terms themselves forbid it: then words from there are not even looked through for danger, and stand in the order of their time.</summary>
    public bool Forbidden { get; init; }
}

/// <summary>Words that may be analysed. Only <see cref="AnalysisDoor"/> makes them, and their findings are masked: no identifier is copied into figures.</summary>
public sealed class AnalysableText
{
    internal AnalysableText(string network, string text) => (Network, Text) = (network, text);

    /// <summary>Where they came from.</summary>
    public string Network { get; }

    /// <summary>The words, masked.</summary>
    public string Text { get; }
}

/// <summary>
/// Where people's words enter analysis. What a network's terms forbid is shown and answered, and goes no further. A network without a row goes
/// no further either: somebody reads its terms first.
/// </summary>
public static class AnalysisDoor
{
    /// <summary>The centre's own square, as <see cref="Policies"/> names it.</summary>
    public const string Square = "square";

    private static readonly PrivacyFinder Finder = new();

    /// <summary>The table, one row a network. What nobody has read the terms of is shut; the terms are the networks' own and change.</summary>
    public static IReadOnlyList<AnalysisPolicy> Policies { get; } =
    [
        new("x", false, "X Developer Policy, Sensitive information: no deriving or inferring of health, also not in aggregate without consent") { Forbidden = true },
        new("facebook", false, "shut until somebody has read the network's terms for this use"),
        new("instagram", false, "shut until somebody has read the network's terms for this use"),
        new("linkedin", false, "shut until somebody has read the network's terms for this use"),
        new("telegram", false, "shut until somebody has read the network's terms for this use"),
        new("whatsapp", false, "shut until somebody has read the network's terms for this use"),
        new("tiktok", false, "shut until somebody has read the network's terms for this use"),
        new("threads", false, "shut until somebody has read the network's terms for this use"),
        new("googlereviews", false, "shut until somebody has read the network's terms for this use"),
        new("youtube", false, "shut until somebody has read the network's terms for this use"),
        new("fediverse", true, "ActivityPub is an open protocol without platform terms; public words said to the centre, masked"),
        new("mastodon", true, "the same open network as fediverse, read by an account on another server; public words said to the centre, masked. A server's own rules may ask for more"),
        new("bluesky", true, "AT Protocol is open; public words said to the centre, masked"),
        new("site", true, "the centre's own pages, under its own notice"),
        new(Square, false, "our own rule: what members say to each other is looked through for danger and for what is not true, so that a person looks; it is never counted"),
        new("screen", true, "the centre's own screens, on which nobody writes"),
        new("print", true, "the centre's own posters, on which nobody writes"),
        new("sms", false, "our own rule: what a person writes to the centre by telephone is answered, never counted"),
        new("push", false, "our own rule: nothing is said there to the centre"),
        new("email", false, "our own rule: what a person writes to the centre in a letter is answered, never counted"),
        new("private", false, "our own rule: what a person says to the centre in private is answered, never counted"),
    ];

    /// <summary>Whether words of this kind from there may be counted by what they tell of health.</summary>
    /// <param name="network">The connector's name.</param>
    /// <param name="isPrivate">Whether they were said in private: then never.</param>
    public static bool IsOpen(string network, bool isPrivate) => !isPrivate && Policies.FirstOrDefault(row => row.Network == network) is { MayInferHealth: true };

    /// <summary>Whether words from there may be looked through for signs of danger, so that a person answers them first. Nothing of it is counted.</summary>
    /// <param name="network">The connector's name.</param>
    public static bool MayBringForward(string network) => Policies.FirstOrDefault(row => row.Network == network) is not { Forbidden: true };

    /// <summary>The words as analysis may read them; null when they may not enter.</summary>
    /// <param name="network">The connector's name.</param>
    /// <param name="text">What was said.</param>
    /// <param name="isPrivate">Whether it was said in private: then it never enters.</param>
    public static AnalysableText? Admit(string network, string text, bool isPrivate)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsOpen(network, isPrivate) ? new AnalysableText(network, Finder.Mask(text)) : null;
    }
}
