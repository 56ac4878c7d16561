using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;

namespace Pendopo.Channels.Connected;

/// <summary>A version as a page sends it.</summary>
/// <param name="Name">Such as v3; empty for the one the program knows.</param>
/// <param name="Ends">The day it ends, as a date field sends it; empty where nobody told one.</param>
internal readonly record struct TypedVersion(string? Name, string? Ends);

/// <summary>The version of a network's interface: a setting of the installation, so that another one needs no new release, with the day it ends.</summary>
/// <param name="settings">Of the installation.</param>
/// <param name="key">The setting that holds it; the one of its end is called after it.</param>
/// <param name="known">The one the program was written for.</param>
internal sealed class ApiVersion(IConfiguration settings, string key, string known)
{
    public const int MostLetters = 8;

    private const string Day = "yyyy-MM-dd";

    /// <summary>So long before its end a version is warned of.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromDays(90);

    public string Known => known;

    public string Name => settings[key] is { Length: > 0 } name ? name : known;

    /// <summary>The day it ends; null where nobody told one, which does not mean that it never does.</summary>
    public DateOnly? Ends => ReadDay(settings[EndsKey]);

    /// <summary>As its page shows it.</summary>
    public TypedVersion Typed => new(Name == known ? null : Name, Ends?.ToString(Day, CultureInfo.InvariantCulture));

    private string EndsKey => key + "-ends";

    public bool EndsSoon(DateTimeOffset now) => IsSoon(Ends, now);

    public static bool IsSoon(DateOnly? end, DateTimeOffset now) => end?.ToDateTime(TimeOnly.MinValue) - now.UtcDateTime < Warning;

    /// <summary>What stands at an account whose network has nothing at the addresses of this version.</summary>
    public string Unknown(ConnectedAccount account) => ChannelsText.Told(account, "VersionUnknown", Name);

    /// <summary>The networks that this version concerns, as <see cref="AppKeeping.Versions"/> wants them.</summary>
    public IEnumerable<(string Key, string Network)> Of(params IEnumerable<string> networks) => networks.Select(network => (key, network));

    /// <summary>What its page sent, as the settings keep it.</summary>
    public IEnumerable<(string Key, string? Value)> Kept(TypedVersion typed) => [(key, typed.Name?.Trim()), (EndsKey, typed.Ends?.Trim())];

    /// <summary>What is wrong with what its page sent.</summary>
    /// <param name="field">Of the version; that of its end is called after it.</param>
    public IEnumerable<Problem> Check(TypedVersion typed, string field, IStringLocalizer<ChannelsText> words)
    {
        if (!string.IsNullOrWhiteSpace(typed.Name) && !Looks(typed.Name.Trim()))
            yield return words.Problem("VersionWrong", field, known);
        if (!string.IsNullOrWhiteSpace(typed.Ends) && ReadDay(typed.Ends.Trim()) is null)
            yield return words.Problem("VersionEndsWrong", field + "Ends");
    }

    // Like the known one, with other numbers: it becomes a part of addresses.
    private bool Looks(string name) => name.Length <= MostLetters && name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '.') && Shape(name) == Shape(known);

    private static string Shape(string name) => Regex.Replace(name, "[0-9]+", "0", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static DateOnly? ReadDay(string? day) => DateOnly.TryParseExact(day, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
}
