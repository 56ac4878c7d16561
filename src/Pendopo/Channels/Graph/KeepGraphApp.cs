using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Facebook;
using Pendopo.Channels.Instagram;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform;

namespace Pendopo.Channels.Graph;

/// <summary>Keeps the installation's app at Meta. Its secret is kept encrypted and never shown again.</summary>
internal sealed partial class KeepGraphApp(KeepApp keep, GraphSettings graph, IStringLocalizer<GraphText> words)
{
    private static readonly string[] Networks = [FacebookConnector.NetworkName, InstagramConnector.NetworkName, WhatsAppConnector.NetworkName];

    /// <param name="Secret">Empty keeps the one that is known, as long as the app stays the same.</param>
    /// <param name="Version">Such as v26.0; empty for the one the program knows.</param>
    /// <param name="VersionEnds">The day it ends, as a date field sends it; empty where it is not known.</param>
    public sealed record Request(string? AppId, string? Secret, string? Version, string? VersionEnds);

    public Task<Result<Done>> Run(Request request, CancellationToken cancel) =>
        keep.Run(new("settings.graph", GraphSettings.AppIdKey, request.AppId, GraphSettings.KeptSecretKey, request.Secret, graph.Seal)
        {
            Besides = [(GraphSettings.VersionKey, request.Version?.Trim()), (GraphSettings.VersionEndsKey, request.VersionEnds?.Trim())],
            // Numbers of WhatsApp keep a version of their own; how long it lasts they know from here.
            Versions = [.. new[] { GraphSettings.VersionKey, GraphSettings.VersionEndsKey }.SelectMany(key => Networks.Select(network => (key, network)))],
        }, Check(request), cancel);

    private IEnumerable<Problem> Check(Request request)
    {
        if (!string.IsNullOrWhiteSpace(request.AppId) && !AppNumber().IsMatch(request.AppId.Trim()))
            yield return words.Problem("AppIdWrong", nameof(Request.AppId));
        if (!string.IsNullOrWhiteSpace(request.Secret) && !AppSecret().IsMatch(request.Secret.Trim()))
            yield return words.Problem("SecretWrong", nameof(Request.Secret));
        if (!string.IsNullOrWhiteSpace(request.Version) && !ApiVersion().IsMatch(request.Version.Trim()))
            yield return words.Problem("VersionWrong", nameof(Request.Version));
        if (!string.IsNullOrWhiteSpace(request.VersionEnds) && !DateOnly.TryParseExact(request.VersionEnds.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            yield return words.Problem("VersionEndsWrong", nameof(Request.VersionEnds));
    }

    [GeneratedRegex("^[0-9]{5,25}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AppNumber();

    [GeneratedRegex("^[0-9a-fA-F]{32,64}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AppSecret();

    [GeneratedRegex(@"^v[0-9]{1,3}\.[0-9]$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ApiVersion();
}
