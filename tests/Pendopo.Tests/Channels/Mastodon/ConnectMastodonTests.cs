using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Mastodon;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Mastodon;

namespace Pendopo.Tests.Channels.Mastodon;

/// <summary>An officer is taken to the server of an account and back; nothing is connected before the page says which account it is.</summary>
[Collection("channels on sqlite")]
public sealed class ConnectMastodonTests(SqliteApp app) : AppTests(app)
{
    private readonly HttpClient person = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private MastodonStandIn server = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        server = await MastodonStandIn.StartAsync(App.Clock);
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
    }

    public override async Task DisposeAsync()
    {
        person.Dispose();
        await server.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_account_is_connected_after_its_server_asked_and_its_token_is_sealed(bool recent)
    {
        server.Facts.ServesDiscovery = server.Facts.ChecksPkce = recent;
        using var officer = await App.Client("officer");
        var (way, _) = await Begin(officer, server.Url);
        way!.Contains("code_challenge_method=S256", StringComparison.Ordinal).ShouldBe(recent);
        var back = await Back(way);
        var page = await officer.GetStringAsync(back);
        page.ShouldContain("@melati@127.0.0.1");
        page.ShouldContain("write:statuses");
        page.ShouldContain("500");
        (await All()).ShouldBeEmpty();
        using var kept = await Submit(officer, page, "/desk/channels/mastodon/back", []);
        kept.StatusCode.ShouldBe(HttpStatusCode.Found);
        var channel = (await All()).ShouldHaveSingleItem();
        System.Text.Encoding.UTF8.GetString(channel.Credentials!).ShouldNotContain("token");
        (await officer.GetStringAsync("/desk/channels")).ShouldContain("@melati@127.0.0.1");
        // A code is good once, and what was sealed for one person opens for no other.
        (await officer.GetStringAsync(back)).ShouldContain("Server tidak menerima proses masuk ini");
        using var other = await App.Client("administrator");
        (await other.GetStringAsync(back)).ShouldContain("dimulai di tempat lain");
    }

    [Fact]
    public async Task What_cannot_be_connected_is_told_and_what_was_typed_is_kept()
    {
        using var officer = await App.Client("officer");
        (await Begin(officer, "")).Page.ShouldContain("Tulis server akun itu");
        (await Begin(officer, "bukan server")).Page.ShouldContain("Ini bukan nama server");
        var (_, page) = await Begin(officer, "http://127.0.0.1:9");
        page.ShouldContain("Tidak ada server serupa Mastodon");
        page.ShouldContain("http://127.0.0.1:9");
        server.Auth.Declines = true;
        (await officer.GetStringAsync(await Back((await Begin(officer, server.Url)).Way!))).ShouldContain("Belum diizinkan di halaman server");
        (await All()).ShouldBeEmpty();
        using var head = await App.Client("head");
        (await head.GetAsync("/desk/channels/mastodon")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_server_that_names_itself_is_taken_by_its_name_alone()
    {
        server.Facts.NamesItself = true;
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync(await Back((await Begin(officer, server.Url)).Way!))).ShouldContain("@melati@127.0.0.1");
        foreach (var (name, declines) in new[] { ("https://lain.example/", false), ("", false), ("https://lain.example/", true) })
        {
            (server.Auth.AnswersAs, server.Auth.Declines) = (name, declines);
            var tokens = server.Auth.Tokens.Count();
            (await officer.GetStringAsync(await Back((await Begin(officer, server.Url)).Way!))).ShouldContain("Jawabannya datang dari server lain");
            server.Auth.Tokens.Count().ShouldBe(tokens, "its code is handed to nobody");
        }
        (await All()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("@melati@sosial.example", "https://sosial.example")]
    [InlineData(" sosial.example ", "https://sosial.example")]
    [InlineData("https://sosial.example/@melati", "https://sosial.example")]
    [InlineData("sosial", null)]
    [InlineData("ftp://sosial.example", null)]
    public void A_server_is_known_by_its_name_its_address_or_an_account(string typed, string? origin) => MastodonSignIn.Server(typed).ShouldBe(origin);

    [Fact]
    public void A_server_that_tells_an_absurd_number_for_an_address_costs_nothing()
    {
        using var told = System.Text.Json.JsonDocument.Parse("""{"configuration":{"statuses":{"characters_reserved_per_url":2000000000}}}""");
        MastodonBounds.Read(told.RootElement).Length("Lihat https://melati.example/1").ShouldBeInRange(1000, 10_000);
    }

    [Fact]
    public void An_address_counts_as_its_server_says_in_the_composer_too()
    {
        using var told = System.Text.Json.JsonDocument.Parse("""{"configuration":{"statuses":{"characters_reserved_per_url":30,"max_characters":40}}}""");
        var limits = MastodonBounds.Read(told.RootElement).Limits;
        var text = $"Baca ini: https://melati.example/{new string('a', 300)}";
        (limits.Length(text), limits.PerLink).ShouldBe((40, 30));
        Fit.Check(limits, text, []).ShouldBeEmpty();
        Fit.Check(limits, text + "!" + " ya", []).ShouldHaveSingleItem().Trouble.ShouldBe(FitTrouble.TooManyGraphemes);
    }

    private async Task<(string? Way, string Page)> Begin(HttpClient officer, string typed)
    {
        using var answer = await Submit(officer, await officer.GetStringAsync("/desk/channels/mastodon"), "/desk/channels/mastodon", new() { ["Form.Server"] = typed });
        var page = await answer.Content.ReadAsStringAsync();
        return (new HtmlParser().ParseDocument(page).QuerySelector("a[href*='/oauth/authorize']")?.GetAttribute("href"), page);
    }

    private async Task<string> Back(string way)
    {
        using var asked = await person.GetAsync(way);
        return asked.Headers.Location!.PathAndQuery;
    }

    private static async Task<HttpResponseMessage> Submit(HttpClient officer, string page, string to, Dictionary<string, string> typed)
    {
        var form = new HtmlParser().ParseDocument(page).QuerySelectorAll("form").First(one => one.QuerySelector("input[name='_handler']") is not null);
        var fields = form.QuerySelectorAll("input[type=hidden]").ToDictionary(field => field.GetAttribute("name")!, field => field.GetAttribute("value") ?? "");
        foreach (var (name, value) in typed)
            fields[name] = value;
        return await officer.PostAsync(new Uri(to, UriKind.Relative), new FormUrlEncodedContent(fields));
    }

    private async Task<List<Channel>> All()
    {
        await using var scope = await App.ScopeOf("officer");
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().Where(channel => channel.Network == MastodonConnector.NetworkName).ToListAsync();
    }
}
