using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Platform;

namespace Pendopo.Channels.LinkedIn;

/// <summary>Keeps the installation's app at LinkedIn. Its secret is kept encrypted and never shown again.</summary>
internal sealed partial class KeepLinkedInApp(KeepApp keep, LinkedInSettings linkedIn, IStringLocalizer<LinkedInText> words)
{
    /// <param name="Secret">Empty keeps the one that is known, as long as the app stays the same.</param>
    /// <param name="Version">Year and month, such as 202607; empty for the one the program knows.</param>
    /// <param name="VersionEnds">The day it ends, as a date field sends it; empty where it is not known.</param>
    public sealed record Request(string? ClientId, string? Secret, string? Version, string? VersionEnds, string? KeepHours = null);

    public Task<Result<Done>> Run(Request request, CancellationToken cancel) =>
        keep.Run(new("settings.linkedin", LinkedInSettings.ClientIdKey, request.ClientId, LinkedInSettings.KeptSecretKey, request.Secret, linkedIn.Seal)
        {
            Besides = [(LinkedInSettings.VersionKey, request.Version?.Trim()), (LinkedInSettings.VersionEndsKey, request.VersionEnds?.Trim()), (LinkedInSettings.KeepHoursKey, request.KeepHours?.Trim())],
            Versions = [(LinkedInSettings.VersionKey, LinkedInConnector.NetworkName)],
        }, Check(request), cancel);

    private IEnumerable<Problem> Check(Request request)
    {
        if (!string.IsNullOrWhiteSpace(request.ClientId) && !Key().IsMatch(request.ClientId.Trim()))
            yield return words.Problem("ClientIdWrong", nameof(Request.ClientId));
        if (!string.IsNullOrWhiteSpace(request.Secret) && !Key().IsMatch(request.Secret.Trim()))
            yield return words.Problem("SecretWrong", nameof(Request.Secret));
        if (!string.IsNullOrWhiteSpace(request.Version) && !Month().IsMatch(request.Version.Trim()))
            yield return words.Problem("VersionWrong", nameof(Request.Version));
        if (!string.IsNullOrWhiteSpace(request.VersionEnds) && !DateOnly.TryParseExact(request.VersionEnds.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            yield return words.Problem("VersionEndsWrong", nameof(Request.VersionEnds));
        if (!string.IsNullOrWhiteSpace(request.KeepHours) && !(int.TryParse(request.KeepHours.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours is >= LinkedInSettings.LeastKeepHours and <= LinkedInSettings.MostKeepHours))
            yield return words.Problem("KeepHoursWrong", nameof(Request.KeepHours), LinkedInSettings.LeastKeepHours, LinkedInSettings.MostKeepHours);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_:.=/+-]{6,200}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Key();

    [GeneratedRegex("^20[0-9]{2}(?:0[1-9]|1[0-2])$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Month();
}
