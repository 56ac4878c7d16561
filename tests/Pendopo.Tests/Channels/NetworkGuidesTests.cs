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

    private static (string Title, string Html) In(string language, string address)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var guide = GuideText.Of(address[(address.LastIndexOf('/') + 1)..]).ShouldNotBeNull(address);
        CultureInfo.CurrentUICulture = before;
        return guide;
    }
}
