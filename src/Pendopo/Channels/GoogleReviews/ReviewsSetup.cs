using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.GoogleReviews;

internal static class ReviewsSetup
{
    public static void AddGoogleReviews(this IServiceCollection services)
    {
        services.AddSingleton<IConnector, ReviewsConnector>();
        services.AddScoped<ConnectReviews>();
        services.AddSingleton(new ConnectOffer(ReviewsConnector.NetworkName, ConnectReviewsPage.Address, OfferCost.Review));
    }
}
