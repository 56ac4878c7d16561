using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;
using Pendopo.Platform;
using Pendopo.Platform.Centres;

namespace Pendopo.Channels.GoogleReviews;

/// <summary>A place of which the person is an owner or a manager.</summary>
internal sealed record ReviewedPlace(string Name, string Title);

/// <summary>Connects a place that the person chose, or gives a connected one another grant. It is tried before it is kept.</summary>
internal sealed class ConnectReviews(GoogleApi api, GoogleSettings settings, KeepAccount keep, IStringLocalizer<GoogleText> words)
{
    private const int MostAccounts = 10;

    /// <summary>The places that the grant opens.</summary>
    public async Task<Result<IReadOnlyList<ReviewedPlace>>> Look(GoogleGrant grant, CancellationToken cancel)
    {
        return await keep.Run(centre, ReviewsConnector.NetworkName, (found.Title, found.Name), keys, _ => keys, cancel);
    }

    // A project to which Google gave no access has a quota of nothing.
    private Problem Trouble(GoogleAnswer answer) => words.Problem(answer.Status is 403 or 429 ? "NoReviewAccess" : answer.WillPass ? "GoogleNotReached" : "CodeRefused");
}
