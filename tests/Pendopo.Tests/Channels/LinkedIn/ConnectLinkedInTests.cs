using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.LinkedIn;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.LinkedIn;

namespace Pendopo.Tests.Channels.LinkedIn;

/// <summary>An officer is taken to LinkedIn and back, chooses the page or types its number, and it is connected.</summary>
public abstract class ConnectLinkedInTests(TestApp app) : AppTests(app)
{
    private const string Back = "/desk/channels/linkedin/back";
    private readonly HttpClient there = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private LinkedInStandIn linkedIn = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        linkedIn = await LinkedInStandIn.StartAsync(App.Clock);
        var values = new ConfigurationBuilder().AddInMemoryCollection(
            [new(LinkedInSettings.ServerKey, linkedIn.Url), new(LinkedInSettings.DialogKey, linkedIn.Url), new(LinkedInSettings.ClientIdKey, LinkedInStandIn.ClientId), new(LinkedInSettings.SecretKey, LinkedInStandIn.ClientSecret)]).Build();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] })
            .AddSingleton(provider => new LinkedInSettings(values, provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<PublicAddress>()));
    }

    public override async Task DisposeAsync()
    {
        there.Dispose();
        await linkedIn.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_is_connected_that_was_found_or_typed(bool found)
    {
        linkedIn.Facts.FindsPages = found;
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync(await Return(officer));
        page.ShouldContain("Semua yang dibutuhkan sudah diizinkan");
        using var wrong = await officer.Send(page, "choose", new() { [found ? "Form.Page" : "Form.Number"] = "bukan" }, Back);
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain(found ? "Pilih halamannya" : "bukan");
        using var chosen = await officer.Send(page, "choose", found ? new() { ["Form.Page"] = LinkedInStandIn.Page } : new() { ["Form.Number"] = $"https://www.linkedin.com/company/{LinkedInStandIn.PageId}/admin/" }, Back);
        (await officer.GetStringAsync("/desk/channels")).ShouldContain("Puskesmas Melati");
        await using var scope = await App.ScopeOf("officer");
        var channel = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().SingleAsync(row => row.Network == LinkedInConnector.NetworkName);
        (channel.Handle, channel.Address).ShouldBe(("Puskesmas Melati", LinkedInStandIn.Page));
    }

    [Fact]
    public async Task Who_says_no_or_comes_with_anothers_visit_connects_nothing()
    {
        using var officer = await App.Client("officer");
        linkedIn.Tokens.Declines = true;
        (await officer.GetStringAsync(await Return(officer))).ShouldContain("Tidak ada yang diizinkan di LinkedIn");
        linkedIn.Tokens.Declines = false;
        var back = await Return(officer);
        using var administrator = await App.Client("administrator");
        (await administrator.GetStringAsync(back)).ShouldContain("Mulailah lagi");
        (await officer.GetStringAsync($"{Back}?code=x&state=forged")).ShouldContain("Mulailah lagi");
    }

    private async Task<string> Return(HttpClient officer)
    {
        var page = new HtmlParser().ParseDocument(await officer.GetStringAsync("/desk/channels/linkedin"));
        var dialog = page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).Single(href => href.Contains("/oauth/v2/authorization", StringComparison.Ordinal));
        using var answer = await there.GetAsync(new Uri(dialog));
        return answer.Headers.Location!.PathAndQuery;
    }
}

[Collection("channels on sqlite")]
public sealed class ConnectLinkedInOnSqliteTests(SqliteApp app) : ConnectLinkedInTests(app);
