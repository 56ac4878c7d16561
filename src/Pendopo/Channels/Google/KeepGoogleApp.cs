using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Platform;

namespace Pendopo.Channels.Google;

/// <summary>Keeps the installation's project at Google. Its secret is kept encrypted and never shown again.</summary>
internal sealed partial class KeepGoogleApp(KeepApp keep, GoogleSettings google, IStringLocalizer<GoogleText> words)
{
    /// <param name="Secret">Empty keeps the one that is known, as long as the client stays the same.</param>
    /// <param name="Audited">Whether Google audited the project for YouTube.</param>
    public sealed record Request(string? ClientId, string? Secret, bool Audited);

    public Task<Result<Done>> Run(Request request, CancellationToken cancel) =>
        keep.Run(new("settings.google", GoogleSettings.ClientKey, request.ClientId, GoogleSettings.KeptSecretKey, request.Secret, google.Seal)
        {
            Besides = [(GoogleSettings.AuditedKey, request.Audited ? "yes" : null)],
        }, Check(request), cancel);

    private IEnumerable<Problem> Check(Request request)
    {
        if (!string.IsNullOrWhiteSpace(request.ClientId) && !Client().IsMatch(request.ClientId.Trim()))
            yield return words.Problem("ClientWrong", nameof(Request.ClientId));
        if (!string.IsNullOrWhiteSpace(request.Secret) && !ClientSecret().IsMatch(request.Secret.Trim()))
            yield return words.Problem("ClientSecretWrong", nameof(Request.Secret));
    }

    [GeneratedRegex(@"^[0-9a-z-]{5,120}\.apps\.googleusercontent\.com$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Client();

    [GeneratedRegex("^[A-Za-z0-9_-]{10,100}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ClientSecret();
}
