using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Platform;

namespace Pendopo.Channels.TikTok;

/// <summary>Keeps the installation's app at TikTok. Its secret is kept encrypted and never shown again.</summary>
internal sealed partial class KeepTikTokApp(KeepApp keep, TikTokSettings tiktok, IStringLocalizer<TikTokText> words, IStringLocalizer<ChannelsText> shared)
{
    /// <param name="Secret">Empty keeps the one that is known, as long as the app stays the same.</param>
    public sealed record Request(string? Client, string? Secret, bool Audited, TypedVersion Version);

    public Task<Result<Done>> Run(Request request, CancellationToken cancel) =>
        keep.Run(new("settings.tiktok", TikTokSettings.ClientKey, request.Client, TikTokSettings.KeptSecretKey, request.Secret, tiktok.Seal)
        {
            Besides = [(TikTokSettings.AuditedKey, request.Audited ? "yes" : null), .. tiktok.Version.Kept(request.Version)],
            Versions = [.. tiktok.Version.Of(TikTokConnector.NetworkName)],
        }, Check(request), cancel);

    private IEnumerable<Problem> Check(Request request)
    {
        if (!string.IsNullOrWhiteSpace(request.Client) && !ClientKey().IsMatch(request.Client.Trim()))
            yield return words.Problem("ClientWrong", nameof(Request.Client));
        if (!string.IsNullOrWhiteSpace(request.Secret) && !ClientSecret().IsMatch(request.Secret.Trim()))
            yield return words.Problem("SecretWrong", nameof(Request.Secret));
        foreach (var problem in tiktok.Version.Check(request.Version, nameof(Request.Version), shared))
            yield return problem;
    }

    [GeneratedRegex("^[0-9a-z]{5,60}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ClientKey();

    [GeneratedRegex("^[A-Za-z0-9_-]{10,100}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ClientSecret();
}
