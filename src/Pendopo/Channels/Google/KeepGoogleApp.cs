using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Google;

/// <summary>Keeps the installation's project at Google. Its secret is kept encrypted and never shown again.</summary>
internal sealed partial class KeepGoogleApp(SettingsBook settings, GoogleSettings google, PendopoDb db, AuditBook audit, Rights rights, Here here, IStringLocalizer<GoogleText> words)
{
    /// <param name="Secret">Empty keeps the one that is known, as long as the client stays the same.</param>
    /// <param name="Audited">Whether Google audited the project for YouTube.</param>
    public sealed record Request(string? ClientId, string? Secret, bool Audited);

    public async Task<Result<Done>> Run(Request request, CancellationToken cancel)
    {
        // All centres speak through this project.
        if (!await rights.MayEverywhere(here, PlatformPermissions.Settings, cancel))
            return Problem.NotFound;
        var problems = Check(request).ToList();
        if (problems.Count > 0)
            return problems;
        var client = request.ClientId?.Trim() ?? "";
        var same = client == google.ClientId;
        await settings.Write(GoogleSettings.ClientKey, client, cancel);
        if (!string.IsNullOrWhiteSpace(request.Secret))
            await settings.Write(GoogleSettings.KeptSecretKey, google.Seal(request.Secret.Trim()), cancel);
        else if (!same)
            await settings.Write(GoogleSettings.KeptSecretKey, null, cancel);
        await settings.Write(GoogleSettings.AuditedKey, request.Audited ? "yes" : null, cancel);
        audit.Note("settings.google", "installation");
        await db.SaveChangesAsync(cancel);
        await settings.Publish(cancel);
        return new Done();
    }

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
