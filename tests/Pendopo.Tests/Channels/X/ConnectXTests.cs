using System.Net;
using System.Web;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.X;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.X;

namespace Pendopo.Tests.Channels.X;

/// <summary>An officer reads what X costs, is taken there and back, agrees, and the account is connected; what is said there comes into the inbox with its price.</summary>
public abstract class ConnectXTests(TestApp app) : AppTests(app)
{
    private const string Back = "/desk/channels/x/back";
    private readonly HttpClient there = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private XStandIn x = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        x = await XStandIn.StartAsync(App.Clock);
        var values = new ConfigurationBuilder().AddInMemoryCollection(
            [new(XSettings.ServerKey, x.Url), new(XSettings.DialogKey, x.Url), new(XSettings.ClientIdKey, XStandIn.ClientId), new(XSettings.SecretKey, XStandIn.ClientSecret)]).Build();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] })
            .AddSingleton(provider => new XSettings(values, provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<PublicAddress>()));
    }

    public override async Task DisposeAsync()
    {
        there.Dispose();
        await x.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task An_account_is_connected_after_somebody_agreed_to_its_price()
    {
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync(await Return(officer));
        page.ShouldContain("US$ 0,200");
        page.ShouldContain("@" + XStandIn.Username);
        using var unasked = await officer.Send(page, "agree", new(), Back);
        unasked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await unasked.Content.ReadAsStringAsync()).ShouldContain("Centang bahwa puskesmas setuju");
        using var agreed = await officer.Send(page, "agree", new() { ["Form.Agree"] = "true" }, Back);
        (await officer.GetStringAsync("/desk/channels")).ShouldContain("@" + XStandIn.Username);
        await using var scope = await App.ScopeOf("officer");
        var channel = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().SingleAsync(row => row.Network == XConnector.NetworkName);
        (channel.Handle, channel.Address).ShouldBe(("@" + XStandIn.Username, XStandIn.UserId));
        System.Text.Encoding.UTF8.GetString(channel.Credentials!).ShouldNotContain(XStandIn.UserId);

        x.Posts.Say($"@{XStandIn.Username} ibu saya pendarahan");
        await scope.ServiceProvider.GetRequiredService<Pendopo.Platform.Jobs.IJobHandler<Pendopo.Channels.Connected.HearChannel>>().Run(new(channel.Id), default);
        await App.RunJobs();
        await using var later = await App.ScopeOf("officer");
        var asked = await later.ServiceProvider.GetRequiredService<PendopoDb>().Set<Conversation>().SingleAsync(row => row.Network == "x");
        asked.UrgentAt.ShouldBeNull("what X forbids to read for health is not even looked through for danger");
        (await officer.GetStringAsync($"/desk/inbox/{asked.Id}")).ShouldContain("hanya mengizinkan puskesmas menjawab orang yang menyebutnya");
    }

    [Fact]
    public async Task Who_says_no_or_comes_with_anothers_visit_or_too_late_connects_nothing()
    {
        using var officer = await App.Client("officer");
        x.Tokens.Declines = true;
        (await officer.GetStringAsync(await Return(officer))).ShouldContain("Tidak ada yang diizinkan di X");
        x.Tokens.Declines = false;
        var back = await Return(officer);
        using var administrator = await App.Client("administrator");
        (await administrator.GetStringAsync(back)).ShouldContain("Mulailah lagi");
        (await officer.GetStringAsync($"{Back}?code=x&state=forged")).ShouldContain("Mulailah lagi");
        App.Clock.Advance(TimeSpan.FromSeconds(31));
        (await officer.GetStringAsync(back)).ShouldContain("setengah menit");
        await using var scope = await App.ScopeOf("officer");
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().CountAsync(row => row.Network == XConnector.NetworkName)).ShouldBe(0);
    }

    /// <summary>Goes to X and agrees; where that leads back to.</summary>
    private async Task<string> Return(HttpClient officer)
    {
        var page = new HtmlParser().ParseDocument(await officer.GetStringAsync("/desk/channels/x"));
        var dialog = page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).Single(href => href.Contains("/i/oauth2/authorize", StringComparison.Ordinal));
        var asked = HttpUtility.ParseQueryString(new Uri(dialog).Query);
        (asked["code_challenge_method"], asked["state"]!.Length <= 500).ShouldBe(("S256", true));
        using var answer = await there.GetAsync(new Uri(dialog));
        return answer.Headers.Location!.PathAndQuery;
    }
}

[Collection("channels on sqlite")]
public sealed class ConnectXOnSqliteTests(SqliteApp app) : ConnectXTests(app);
