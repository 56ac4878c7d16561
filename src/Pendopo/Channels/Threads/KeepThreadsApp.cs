using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Threads;

/// <summary>Keeps the installation's app for Threads. Its secret is kept encrypted and never shown again.</summary>
internal sealed partial class KeepThreadsApp(SettingsBook settings, ThreadsSettings threads, PendopoDb db, AuditBook audit, Rights rights, Here here, IStringLocalizer<ThreadsText> words)
{
    /// <param name="Secret">Empty keeps the one that is known, as long as the app stays the same.</param>
    public sealed record Request(string? AppId, string? Secret);

    public async Task<Result<Done>> Run(Request request, CancellationToken cancel)
    {
        // All centres speak through this app.
        if (!await rights.MayEverywhere(here, PlatformPermissions.Settings, cancel))
            return Problem.NotFound;
        var problems = Check(request).ToList();
        if (problems.Count > 0)
            return problems;
        var app = request.AppId?.Trim() ?? "";
        var same = app == threads.AppId;
        await settings.Write(ThreadsSettings.AppIdKey, app, cancel);
        if (!string.IsNullOrWhiteSpace(request.Secret))
            await settings.Write(ThreadsSettings.KeptSecretKey, threads.Seal(request.Secret.Trim()), cancel);
        else if (!same)
            await settings.Write(ThreadsSettings.KeptSecretKey, null, cancel);
        audit.Note("settings.threads", "installation");
        await db.SaveChangesAsync(cancel);
        await settings.Publish(cancel);
        return new Done();
    }

    private IEnumerable<Problem> Check(Request request)
    {
        if (!string.IsNullOrWhiteSpace(request.AppId) && !AppNumber().IsMatch(request.AppId.Trim()))
            yield return words.Problem("AppIdWrong", nameof(Request.AppId));
        if (!string.IsNullOrWhiteSpace(request.Secret) && !AppSecret().IsMatch(request.Secret.Trim()))
            yield return words.Problem("SecretWrong", nameof(Request.Secret));
    }

    [GeneratedRegex("^[0-9]{5,25}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AppNumber();

    [GeneratedRegex("^[0-9a-fA-F]{32,64}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AppSecret();
}
