using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Platform.Centres;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Public;

/// <summary>What search engines and networks read of a page: schema.org data, as a block that no browser runs.</summary>
internal static class PageData
{
    // The default encoder escapes every angle bracket, so the block cannot be closed from within.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Default };

    public static string Article(SitePage page, Centre centre, string address, string home, string? picture)
    {
        var data = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = page.Kind switch { PostKind.Article => "MedicalWebPage", PostKind.Event => "Event", _ => "Article" },
            ["headline"] = page.Title,
            ["description"] = page.Summary,
            ["inLanguage"] = page.Language,
            ["datePublished"] = page.PublishedAt.UtcDateTime.ToString("O"),
            ["dateModified"] = page.ChangedAt.UtcDateTime.ToString("O"),
            ["mainEntityOfPage"] = address,
            ["publisher"] = Organisation(centre, home),
            ["author"] = Organisation(centre, home),
        };
        AddEvent(data, page, centre);
        if (page.Reviewer.Length > 0)
            data["reviewedBy"] = new JsonObject { ["@type"] = "Person", ["name"] = page.Reviewer };
        if (picture is not null)
            data["image"] = picture;
        return data.ToJsonString(Json);
    }

    // schema.org asks an event for its name, its beginning with the distance from UTC, and its place.
    private static void AddEvent(JsonObject data, SitePage page, Centre centre)
    {
        if (page.Kind != PostKind.Event || PostDetails.Of(page.Details) is not { Begins: { } begins } details)
            return;
        data["name"] = page.Title;
        data["startDate"] = At(begins);
        if (details.Ends is { } ends)
            data["endDate"] = At(ends);
        if (details.Place.Length > 0)
            data["location"] = new JsonObject { ["@type"] = "Place", ["name"] = details.Place, ["address"] = details.Place };

        string At(DateTime local) => centre.Local(centre.Instant(local)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    public static string Front(Centre centre, string home)
    {
        var data = Organisation(centre, home);
        data["@context"] = "https://schema.org";
        if (centre.Address.Length > 0)
            data["address"] = centre.Address;
        if (centre.Phone.Length > 0)
            data["telephone"] = centre.Phone;
        return data.ToJsonString(Json);
    }

    private static JsonObject Organisation(Centre centre, string home) => new() { ["@type"] = "MedicalClinic", ["name"] = centre.Name, ["url"] = home };
}
