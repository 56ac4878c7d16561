using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace Pendopo.Platform.Setup;

/// <summary>What an answer must be; the same in the wizard and in the settings.</summary>
public sealed partial class SetupRules(IStringLocalizer<SetupText> words)
{
    // The fediverse's servers agree on these characters in a name; two to thirty keep addresses short.
    [GeneratedRegex("^[a-z0-9][a-z0-9_]{1,29}$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex HandleForm();

    public IEnumerable<Problem> Name(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            yield return words.Problem("NameRequired", "Name");
        else if (name.Length > 120)
            yield return words.Problem("NameTooLong", "Name");
    }

    public IEnumerable<Problem> Handle(string? handle)
    {
        if (handle is null || !HandleForm().IsMatch(handle))
            yield return words.Problem("HandleWrong", "Handle");
    }

    public IEnumerable<Problem> Zone(string? zone)
    {
        if (zone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            yield return words.Problem("ZoneWrong", "TimeZone");
    }

    public IEnumerable<Problem> Area(string? district)
    {
        if (string.IsNullOrWhiteSpace(district))
            yield return words.Problem("DistrictRequired", "District");
    }

    /// <summary>A scheme and a host, nothing behind: `https://puskesmas.example`.</summary>
    public IEnumerable<Problem> Address(string? address)
    {
        if (!IsRoot(address))
            yield return words.Problem("AddressWrong", "PublicAddress");
    }

    internal static bool IsRoot(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https")
        && url is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" } && address!.Length <= 260;
}
