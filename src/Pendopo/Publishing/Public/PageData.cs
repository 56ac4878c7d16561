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
            ["@type"] = page.Kind == PostKind.Article ? "MedicalWebPage" : "Article",
            ["headline"] = page.Title,
            ["description"] = page.Summary,
            ["inLanguage"] = page.Language,
            ["datePublished"] = page.PublishedAt.UtcDateTime.ToString("O"),
            ["dateModified"] = page.ChangedAt.UtcDateTime.ToString("O"),
            ["mainEntityOfPage"] = address,
            ["publisher"] = Organisation(centre, home),
            ["author"] = Organisation(centre, home),
        };
        if (page.Reviewer.Length > 0)
            data["reviewedBy"] = new JsonObject { ["@type"] = "Person", ["name"] = page.Reviewer };
        if (picture is not null)
            data["image"] = picture;
        return data.ToJsonString(Json);
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
