using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

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
        var known = await api.Send(GoogleApi.Get($"{settings.Accounts}/{settings.ProfilesVersion.Name}/accounts"), grant, cancel);
        if (!known.Ok)
            return Trouble(known);
        var places = new List<ReviewedPlace>();
        foreach (var account in known.Body.Items("accounts").Select(one => one.Text("name")).Where(name => name.Length > 0).Take(MostAccounts))
        {
            var told = await api.Send(GoogleApi.Get($"{settings.Places}/{settings.ProfilesVersion.Name}/{account}/locations", ("readMask", "name,title"), ("pageSize", "100")), grant, cancel);
            if (!told.Ok)
                return Trouble(told);
            places.AddRange(told.Body.Items("locations").Where(place => place.Text("name").Length > 0).Select(place => new ReviewedPlace($"{account}/{place.Text("name")}", KeptText.Of(place.Text("title"), Border.HandleLength))));
        }
        return places.Count > 0 ? places : words.Problem("NoPlaces");
    }

    public async Task<Result<Channel>> Run(Centre centre, GoogleGrant grant, string? chosen, CancellationToken cancel)
    {
        var looked = await Look(grant, cancel);
        if (!looked.Ok)
            return looked.Problems.ToList();
        if (looked.Value.FirstOrDefault(place => place.Name == chosen) is not { } found)
            return words.Problem("PlaceRequired", "Place");
        var tried = await api.Send(GoogleApi.Get($"{settings.Reviews}/{settings.ReviewsVersion.Name}/{found.Name}/reviews", ("pageSize", "1")), grant, cancel);
        if (!tried.Ok)
            return Trouble(tried);
        var keys = new ReviewKeys(found.Name, found.Title, grant);
        return await keep.Run(centre, ReviewsConnector.NetworkName, (found.Title, found.Name), keys, _ => keys, cancel);
    }

    // A project to which Google gave no access has a quota of nothing.
    private Problem Trouble(GoogleAnswer answer) => words.Problem(answer.Status is 403 or 429 ? "NoReviewAccess" : answer.WillPass ? "GoogleNotReached" : "CodeRefused");
}
