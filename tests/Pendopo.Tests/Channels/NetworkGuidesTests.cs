using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels;

/// <summary>Whoever connects a network for the first time finds every step beside the page that connects it.</summary>
[Collection("rooms on sqlite")]
public sealed class NetworkGuidesTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task Each_page_that_connects_a_network_leads_to_its_guide_in_both_languages()
    {
        using var officer = await App.Client("officer");
        foreach (var offer in App.Services.GetServices<ConnectOffer>())
        {
            var link = (await officer.Page(offer.Href)).QuerySelectorAll("main a[href^='/desk/channels/guide/']").ShouldHaveSingleItem(offer.Href).GetAttribute("href")!;
            var page = await officer.Page(link);
            var (indonesian, english) = (In("id", link), In("en", link));
            page.QuerySelector("h1")!.TextContent.Trim().ShouldBe(indonesian.Title);
            english.Title.ShouldNotBe(indonesian.Title, link);
            // All of it, and no way to what the program does not hold.
            page.QuerySelectorAll(".prose li, .prose p").Length.ShouldBeGreaterThan(5, link);
            page.QuerySelectorAll(".prose a").Select(one => one.GetAttribute("href")!).ShouldAllBe(href => href.StartsWith("https://", StringComparison.Ordinal) || href.StartsWith("/desk/channels/guide/", StringComparison.Ordinal));
        }
        (await officer.GetAsync("/desk/channels/guide/kantor-pos")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await officer.GetAsync("/desk/channels/guide/..%2Fguide")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Pages of the installation's own apps, and the guides that lead to them.</summary>
    private static readonly (string Href, string Guide)[] Apps =
        [("/admin/graph", "facebook"), ("/admin/x", "x"), ("/admin/linkedin", "linkedin"), ("/admin/google", "youtube"), ("/admin/threads", "threads"), ("/admin/tiktok", "tiktok")];

    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public async Task A_guide_names_each_field_that_its_page_asks_for_as_the_page_does(string language)
    {
        using var administrator = await App.Client("administrator");
        administrator.DefaultRequestHeaders.AcceptLanguage.Clear();
        administrator.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        // Letters and screens are no forms that are filled in once.
        var pages = App.Services.GetServices<ConnectOffer>().Where(offer => offer.Href.StartsWith("/desk/channels/", StringComparison.Ordinal)).Select(offer => (offer.Href, Guide: "")).Concat(Apps).ToList();
        pages.Count.ShouldBeGreaterThan(18);
        var unnamed = new List<string>();
        foreach (var (href, guide) in pages)
        {
            var page = await administrator.Page(href);
            var told = Words(In(language, guide.Length > 0 ? $"/{guide}" : page.QuerySelector("main a[href^='/desk/channels/guide/']")!.GetAttribute("href")!).Html);
            var asked = page.QuerySelectorAll("main form .field > label").Select(label => label.ChildNodes[0].TextContent.Trim()).ToList();
            unnamed.AddRange(asked.Where(label => !told.Contains(Words(label), StringComparison.OrdinalIgnoreCase)).Select(label => $"{href}: {label}"));
        }
        unnamed.ShouldBeEmpty();
    }

    // Without marks and quotation marks, of which a page and a sentence have their own.
    private static string Words(string html) => string.Concat(new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).Body!.TextContent.Where(sign => sign is not ('"' or '“' or '”')));

    private static (string Title, string Html) In(string language, string address)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var guide = GuideText.Of(address[(address.LastIndexOf('/') + 1)..]).ShouldNotBeNull(address);
        CultureInfo.CurrentUICulture = before;
        return guide;
    }
}
