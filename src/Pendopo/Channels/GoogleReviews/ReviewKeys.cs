using Pendopo.Channels.Google;

namespace Pendopo.Channels.GoogleReviews;

/// <summary>What is kept of a place on Google, encrypted.</summary>
/// <param name="Place">Its name there: `accounts/1/locations/2`.</param>
internal sealed record ReviewKeys(string Place, string Title, GoogleGrant Grant) : IGoogleKeys<ReviewKeys>
{
    public ReviewKeys With(GoogleGrant grant) => this with { Grant = grant };

    // A record prints its members, and this one holds tokens.
    public override string ToString() => Title;
}
