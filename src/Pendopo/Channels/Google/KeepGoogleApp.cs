using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.GoogleReviews;
using Pendopo.Channels.YouTube;
using Pendopo.Platform;

namespace Pendopo.Channels.Google;

/// <summary>Keeps the installation's project at Google. Its secret is kept encrypted and never shown again.</summary>
internal sealed partial class KeepGoogleApp(KeepApp keep, GoogleSettings google, IStringLocalizer<GoogleText> words, IStringLocalizer<ChannelsText> shared)
{
    /// <param name="Secret">Empty keeps the one that is known, as long as the client stays the same.</param>
    /// <param name="Audited">Whether Google audited the project for YouTube.</param>
    public sealed record Request(string? ClientId, string? Secret, bool Audited)
    {
        public TypedVersion Videos { get; init; }
        public TypedVersion Profiles { get; init; }
        public TypedVersion Reviews { get; init; }
    }

    public Task<Result<Done>> Run(Request request, CancellationToken cancel) =>
        keep.Run(new("settings.google", GoogleSettings.ClientKey, request.ClientId, GoogleSettings.KeptSecretKey, request.Secret, google.Seal)
        {
            Besides = [(GoogleSettings.AuditedKey, request.Audited ? "yes" : null), .. google.VideosVersion.Kept(request.Videos), .. google.ProfilesVersion.Kept(request.Profiles), .. google.ReviewsVersion.Kept(request.Reviews)],
            Versions = [.. google.VideosVersion.Of(YouTubeConnector.NetworkName), .. google.ProfilesVersion.Of(ReviewsConnector.NetworkName), .. google.ReviewsVersion.Of(ReviewsConnector.NetworkName)],
        }, Check(request), cancel);

    private IEnumerable<Problem> Check(Request request)
    {
        if (!string.IsNullOrWhiteSpace(request.ClientId) && !Client().IsMatch(request.ClientId.Trim()))
            yield return words.Problem("ClientWrong", nameof(Request.ClientId));
        if (!string.IsNullOrWhiteSpace(request.Secret) && !ClientSecret().IsMatch(request.Secret.Trim()))
            yield return words.Problem("ClientSecretWrong", nameof(Request.Secret));
        foreach (var problem in google.VideosVersion.Check(request.Videos, nameof(Request.Videos), shared).Concat(google.ProfilesVersion.Check(request.Profiles, nameof(Request.Profiles), shared)).Concat(google.ReviewsVersion.Check(request.Reviews, nameof(Request.Reviews), shared)))
            yield return problem;
    }

    [GeneratedRegex(@"^[0-9a-z-]{5,120}\.apps\.googleusercontent\.com$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Client();

    [GeneratedRegex("^[A-Za-z0-9_-]{10,100}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ClientSecret();
}
