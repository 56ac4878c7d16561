using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Platform.Centres;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Claims;

/// <summary>What search engines read of a judged claim: a ClaimReview of schema.org.</summary>
internal static class ClaimData
{
    // The default encoder escapes every angle bracket, so the block cannot be closed from within.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Default };

    /// <param name="verdict">The word of the verdict, as people read it.</param>
    public static string Review(CheckedClaim claim, string verdict, Centre centre, string home, string address) => new JsonObject
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "ClaimReview",
        ["url"] = address,
        ["claimReviewed"] = claim.Said,
        ["datePublished"] = claim.ReviewedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["expires"] = claim.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["author"] = new JsonObject { ["@type"] = "MedicalClinic", ["name"] = centre.Name, ["url"] = home },
        ["reviewBody"] = claim.Answer,
        ["citation"] = claim.SourceAddress,
        ["itemReviewed"] = new JsonObject { ["@type"] = "Claim", ["name"] = claim.Said },
        ["reviewRating"] = new JsonObject
        {
            ["@type"] = "Rating",
            ["ratingValue"] = (int)Enum.Parse<Verdict>(claim.Verdict) + 1,
            ["worstRating"] = 1,
            ["bestRating"] = (int)Verdict.True + 1,
            ["alternateName"] = verdict,
        },
    }.ToJsonString(Json);
}
