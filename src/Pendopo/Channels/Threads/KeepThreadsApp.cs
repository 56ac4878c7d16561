using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Platform;

namespace Pendopo.Channels.Threads;

/// <summary>Keeps the installation's app for Threads. Its secret is kept encrypted and never shown again.</summary>
internal sealed partial class KeepThreadsApp(KeepApp keep, ThreadsSettings threads, IStringLocalizer<ThreadsText> words, IStringLocalizer<ChannelsText> shared)
{
    /// <param name="Secret">Empty keeps the one that is known, as long as the app stays the same.</param>
    public sealed record Request(string? AppId, string? Secret, TypedVersion Version);

    public Task<Result<Done>> Run(Request request, CancellationToken cancel) =>
        keep.Run(new("settings.threads", ThreadsSettings.AppIdKey, request.AppId, ThreadsSettings.KeptSecretKey, request.Secret, threads.Seal) { Besides = [.. threads.Version.Kept(request.Version)], Versions = [.. threads.Version.Of(ThreadsConnector.NetworkName)] }, Check(request), cancel);

    private IEnumerable<Problem> Check(Request request)
    {
        if (!string.IsNullOrWhiteSpace(request.AppId) && !AppNumber().IsMatch(request.AppId.Trim()))
            yield return words.Problem("AppIdWrong", nameof(Request.AppId));
        if (!string.IsNullOrWhiteSpace(request.Secret) && !AppSecret().IsMatch(request.Secret.Trim()))
            yield return words.Problem("SecretWrong", nameof(Request.Secret));
        foreach (var problem in threads.Version.Check(request.Version, nameof(Request.Version), shared))
            yield return problem;
    }

    [GeneratedRegex("^[0-9]{5,25}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AppNumber();

    [GeneratedRegex("^[0-9a-fA-F]{32,64}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AppSecret();
}
