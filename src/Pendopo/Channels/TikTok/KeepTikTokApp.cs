using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.TikTok;

/// <summary>Keeps the installation's app at TikTok. Its secret is kept encrypted and never shown again.</summary>
internal sealed partial class KeepTikTokApp(SettingsBook settings, TikTokSettings tiktok, PendopoDb db, AuditBook audit, Rights rights, Here here, IStringLocalizer<TikTokText> words)
{
    /// <param name="Secret">Empty keeps the one that is known, as long as the app stays the same.</param>
    public sealed record Request(string? Client, string? Secret, bool Audited);

    public async Task<Result<Done>> Run(Request request, CancellationToken cancel)
    {
        // All centres speak through this app.
        if (!await rights.MayEverywhere(here, PlatformPermissions.Settings, cancel))
            return Problem.NotFound;
        var problems = Check(request).ToList();
        if (problems.Count > 0)
            return problems;
        var client = request.Client?.Trim() ?? "";
        var same = client == tiktok.Client;
        await settings.Write(TikTokSettings.ClientKey, client, cancel);
        if (!string.IsNullOrWhiteSpace(request.Secret))
            await settings.Write(TikTokSettings.KeptSecretKey, tiktok.Seal(request.Secret.Trim()), cancel);
        else if (!same)
            await settings.Write(TikTokSettings.KeptSecretKey, null, cancel);
        await settings.Write(TikTokSettings.AuditedKey, request.Audited ? "yes" : null, cancel);
        audit.Note("settings.tiktok", "installation");
        await db.SaveChangesAsync(cancel);
        await settings.Publish(cancel);
        return new Done();
    }

    private IEnumerable<Problem> Check(Request request)
    {
        if (!string.IsNullOrWhiteSpace(request.Client) && !ClientKey().IsMatch(request.Client.Trim()))
            yield return words.Problem("ClientWrong", nameof(Request.Client));
        if (!string.IsNullOrWhiteSpace(request.Secret) && !ClientSecret().IsMatch(request.Secret.Trim()))
            yield return words.Problem("SecretWrong", nameof(Request.Secret));
    }

    [GeneratedRegex("^[0-9a-z]{5,60}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ClientKey();

    [GeneratedRegex("^[A-Za-z0-9_-]{10,100}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ClientSecret();
}
