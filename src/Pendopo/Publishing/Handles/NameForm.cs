using System.Text.RegularExpressions;

namespace Pendopo.Publishing.Handles;

/// <summary>How a network names people and organisations.</summary>
/// <param name="Network">The network by whose key a name is kept.</param>
/// <param name="Fits">Whether it may be a name there, without the first @.</param>
/// <param name="Unclear">The problem that is told where it cannot.</param>
internal sealed partial record NameForm(string Network, Func<string, bool> Fits, string Unclear)
{
    /// <summary>The networks on which a name can be kept, the most asked for first. Others tell of nobody by a name in the words: there the plain name stands.</summary>
    public static IReadOnlyList<NameForm> All { get; } =
    [
        new("fediverse", name => Fediverse().IsMatch(name), "FediverseUnclear"), new("bluesky", name => Domain().IsMatch(name), "BlueskyUnclear"),
        new("instagram", name => Dotted().IsMatch(name), "NameUnclear"), new("threads", name => Dotted().IsMatch(name), "NameUnclear"), new("x", name => Short().IsMatch(name), "NameUnclear"),
        new("telegram", name => Telegram().IsMatch(name), "NameUnclear"), new("tiktok", name => Dotted().IsMatch(name), "NameUnclear"), new("youtube", name => YouTube().IsMatch(name), "NameUnclear"),
        new("linkedin", name => Number().IsMatch(name), "LinkedInUnclear"),
    ];

    /// <summary>Under which key the names of a network are kept: accounts on other servers are those of the fediverse.</summary>
    public static string KeyOf(string network) => network == "mastodon" ? "fediverse" : network;

    /// <summary>A name as it stands in the words there.</summary>
    /// <param name="address">The name on the network.</param>
    /// <param name="called">What they are called here.</param>
    public static string Written(string network, string address, string called) => network == "linkedin" ? $"@[{called.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)}](urn:li:organization:{address})" : "@" + address;

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Fediverse();

    [GeneratedRegex(@"^([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Domain();

    [GeneratedRegex("^[A-Za-z0-9._]{1,30}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Dotted();

    [GeneratedRegex("^[A-Za-z0-9_]{1,15}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Short();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{3,31}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Telegram();

    [GeneratedRegex("^[A-Za-z0-9._-]{3,30}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex YouTube();

    [GeneratedRegex("^[0-9]{1,19}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
