using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Web;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Facebook;
using Pendopo.Channels.Graph;
using Pendopo.Channels.Instagram;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.Settings;
using Pendopo.Testing;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Files;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.Channels.Facebook;

/// <summary>An officer is taken to Meta and back, a page is connected, and what is said there comes into the inbox by its webhook.</summary>
public abstract class ConnectFacebookTests(TestApp app) : AppTests(app)
{
    private const string Hook = "/channels/graph", Back = "/desk/channels/facebook/back";
    private readonly HttpClient meta = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private GraphStandIn graph = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        graph = await GraphStandIn.StartAsync(App.Clock);
        var values = new ConfigurationBuilder().AddInMemoryCollection(GraphHouse.Values(graph.Url)).Build();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] })
            .AddSingleton(provider => new GraphSettings(values, provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<PublicAddress>()));
    }

    public override async Task DisposeAsync()
    {
        meta.Dispose();
        await graph.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_page_is_connected_after_Meta_asked_and_its_comments_are_answered_once()
    {
        using var officer = await App.Client("officer");
        await Connect(officer);
        var post = graph.Page.Stands("Jadwal imunisasi");
        var comment = graph.Page.Talk.Says(post, "Puskesmas buka hari Minggu?");
        using var door = App.Anonymous();
        for (var time = 0; time < 3; time++)
            (await GraphWebhooks.Send(door, Hook, graph.Webhooks.Comment(comment.Id, post, comment.Text))).ShouldBe(200);
        await App.RunJobs();
        var asked = await Only();
        (asked.Network, asked.AuthorName).ShouldBe(("facebook", "Siti"));
        (await officer.GetStringAsync($"/desk/inbox/{asked.Id}")).ShouldContain("Puskesmas buka hari Minggu?");
        (await officer.PostAsJsonAsync($"/api/v1/conversations/{asked.Id}/answers", new { text = "Tutup pada hari Minggu." })).EnsureSuccessStatusCode();
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.RunJobs();
        await App.RunJobs();
        graph.Page.Talk.Comments.Values.Where(one => one.AuthorId == PageStandIn.Id).ShouldHaveSingleItem().Parent.ShouldBe(comment.Id);
        await Hide(officer, asked.Id);
        graph.Page.Talk.Comments[comment.Id].Hidden.ShouldBeTrue();
    }

    private static async Task Hide(HttpClient officer, Id<Conversation> conversation)
    {
        var page = await officer.GetStringAsync($"/desk/inbox/{conversation}");
        page.ShouldContain("Jawaban pribadi untuk komentar ini hanya satu kali");
        var form = new HtmlParser().ParseDocument(page).QuerySelectorAll("form").First(one => one.GetAttribute("action")?.EndsWith("/comment", StringComparison.Ordinal) == true);
        var fields = form.QuerySelectorAll("input[type=hidden]").ToDictionary(field => field.GetAttribute("name")!, field => field.GetAttribute("value") ?? "");
        fields["act"] = "Hide";
        using var done = await officer.PostAsync(new Uri(form.GetAttribute("action")!, UriKind.Relative), new FormUrlEncodedContent(fields));
        (await officer.GetStringAsync($"/desk/inbox/{conversation}")).ShouldContain("Menyembunyikan komentar di jaringan.");
    }

    [Fact]
    public async Task Events_in_any_order_and_many_times_come_to_the_same_and_none_without_its_signature()
    {
        using var officer = await App.Client("officer");
        await Connect(officer);
        var post = graph.Page.Stands("Jadwal");
        JsonObject[] events =
        [
            graph.Webhooks.Comment("c1", post, "Satu"), graph.Webhooks.Comment("c2", post, "Akan hilang"), graph.Webhooks.Comment("c2", post, "Akan hilang", verb: "remove"),
            graph.Webhooks.Message("m1", "Dari orang", "PSID1"), graph.Webhooks.Message("m2", "Dari kita", "PSID1", echo: true),
        ];
        using var door = App.Anonymous();
        (await GraphWebhooks.Send(door, Hook, events[0], secret: "another")).ShouldBe(403);
        (await GraphWebhooks.Send(door, Hook, events[0], signature: "")).ShouldBe(403);
        foreach (var told in GraphWebhooks.Shuffled(events, 3, seed: 11))
            (await GraphWebhooks.Send(door, Hook, told)).ShouldBe(200);
        for (var round = 0; round < 3; round++)
        {
            await App.RunJobs();
            App.Clock.Advance(TimeSpan.FromMinutes(2));
        }
        await using var scope = await App.ScopeOf("officer");
        var heard = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Message>().Where(row => row.RemoteId == "c1" || row.RemoteId == "c2" || row.RemoteId == "m1" || row.RemoteId == "m2").ToListAsync();
        heard.Where(message => message.Text.Length > 0).Select(message => message.Text).ShouldBe(["Satu", "Dari orang"], ignoreOrder: true);
    }

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Ten_times_shuffled_and_a_week_late_each_event_has_one_effect_and_nothing_comes_back()
    {
        const int Times = 10, OfEach = 8;
        var people = Enumerable.Range(0, Series.Of("GRAPH_EVENTS", 240, 10_000) / (Times * OfEach)).ToList();
        using var officer = await App.Client("officer");
        await Connect(officer);
        await ConnectInstagram();
        var (post, medium, hooks) = (graph.Page.Stands("Jadwal"), graph.Instagram.Stands("Posyandu"), graph.Webhooks);
        var events = people.SelectMany(number => new[]
        {
            hooks.Comment($"n-stays{number}", post, $"Tanya {number}"), hooks.Message($"n-letter{number}", $"Pesan {number}", $"PSID{number}"),
            hooks.Comment($"n-goes{number}", post, $"Hilang {number}"), hooks.Comment($"n-goes{number}", post, $"Hilang {number}", verb: "remove"), hooks.Comment($"n-changes{number}", post, $"Lama {number}"),
            hooks.InstagramComment($"n-picture{number}", medium, $"Di gambar {number}"), hooks.Message($"n-direct{number}", $"Langsung {number}", $"IG{number}", instagram: true),
        }).ToList();
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        events.AddRange(people.Select(number => hooks.Comment($"n-changes{number}", post, $"Baru {number}", verb: "edited")));
        App.Clock.Advance(TimeSpan.FromDays(7));
        using var door = App.Anonymous();
        foreach (var told in GraphWebhooks.Shuffled(events, Times, seed: 17))
            (await GraphWebhooks.Send(door, Hook, told)).ShouldBe(200);
        for (var round = 0; round < 3; round++)
        {
            await App.RunJobs();
            App.Clock.Advance(TimeSpan.FromMinutes(2));
        }
        await using var scope = await App.ScopeOf("officer");
        var heard = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Message>().Where(row => row.RemoteId!.StartsWith("n-") && row.Text != "").Select(row => row.Text).ToListAsync();
        heard.Order().ShouldBe(people.SelectMany(number => new[] { $"Tanya {number}", $"Pesan {number}", $"Baru {number}", $"Di gambar {number}", $"Langsung {number}" }).Order());
    }

    private async Task ConnectInstagram()
    {
        await using var scope = await App.ScopeOf("officer");
        var keys = new InstagramKeys(InstagramStandIn.Id, InstagramStandIn.Username, graph.Tokens.ForPage(), []);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        db.Add(Channel.Connect((await App.CentreOf("melati")).Id, InstagramConnector.NetworkName, "@" + keys.Username, keys.Account, scope.ServiceProvider.GetRequiredService<Accounts>().Seal(keys), App.Clock.GetUtcNow()));
        await db.SaveChangesAsync();
    }

    [Fact]
    public async Task The_hand_shake_is_answered_to_who_knows_the_word_only()
    {
        using var door = App.Anonymous();
        var word = App.Services.GetRequiredService<GraphSettings>().VerifyToken;
        (await GraphWebhooks.Handshake(door, Hook, "4711", word)).ShouldBe((200, "4711"));
        (await GraphWebhooks.Handshake(door, Hook, "4711", "guess")).Status.ShouldBe(403);
        (await GraphWebhooks.Handshake(door, Hook, "%3Cb%3E", word)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Who_says_no_or_comes_back_with_anothers_visit_connects_nothing()
    {
        using var officer = await App.Client("officer");
        graph.Tokens.Declines = true;
        (await officer.GetStringAsync(await Return(officer))).ShouldContain("Tidak ada yang diizinkan di Meta");
        graph.Tokens.Declines = false;
        var back = await Return(officer);
        using var administrator = await App.Client("administrator");
        (await administrator.GetStringAsync(back)).ShouldContain("Mulailah lagi");
        (await officer.GetStringAsync($"{Back}?code=x&state=forged")).ShouldContain("Mulailah lagi");
        graph.Tokens.Allows.Remove("pages_messaging");
        var page = await officer.GetStringAsync(await Return(officer));
        page.ShouldContain("pages_messaging");
        using var chosen = await officer.Send(page, "choose", new() { ["Form.Page"] = "111", ["Form.What"] = "facebook", ["Form.Visit"] = "forged" }, Back);
        chosen.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_picture_is_made_to_what_Instagram_fetches_behind_an_address_that_ends()
    {
        await using var scope = await App.ScopeOf("officer");
        using var png = new MemoryStream(PictureSamples.Png());
        var file = (await scope.ServiceProvider.GetRequiredService<TakeFile>().Run((await App.CentreOf("melati")).Id, (await App.PersonOf("officer")).Id, png, "Foto", default)).Value;
        file.Show();
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        var image = new OutgoingImage($"https://melati.example/files/{file.Name}", "image/png", file.Width, file.Height, "", _ => Task.FromResult(Stream.Null));
        var address = new Uri(App.Services.GetRequiredService<FittedPictures>().Address(image)).PathAndQuery;
        using var instagram = App.Anonymous();
        var bytes = await instagram.GetByteArrayAsync(new Uri(address, UriKind.Relative));
        bytes[..3].ShouldBe([0xFF, 0xD8, 0xFF]);
        (await instagram.GetAsync(new Uri("/channels/picture/forged.jpg", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        App.Clock.Advance(TimeSpan.FromHours(3));
        (await instagram.GetAsync(new Uri(address, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task Connect(HttpClient officer)
    {
        var page = await officer.GetStringAsync(await Return(officer));
        page.ShouldContain("Semua yang dibutuhkan sudah diizinkan");
        using var chosen = await officer.Send(page, "choose", new() { ["Form.Page"] = PageStandIn.Id, ["Form.What"] = "facebook" }, Back);
        chosen.StatusCode.ShouldBeOneOf(HttpStatusCode.Found, HttpStatusCode.OK, HttpStatusCode.SeeOther);
        graph.Webhooks.Subscribed.ShouldBe(["feed", "mention", "messages"], ignoreOrder: true);
        await using var scope = await App.ScopeOf("officer");
        var channel = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().SingleAsync(row => row.Network == FacebookConnector.NetworkName);
        (channel.Handle, channel.Address).ShouldBe((PageStandIn.Name, PageStandIn.Id));
        System.Text.Encoding.UTF8.GetString(channel.Credentials!).ShouldNotContain("EAAG");
    }

    /// <summary>Goes to Meta and agrees; where that leads back to.</summary>
    private async Task<string> Return(HttpClient officer)
    {
        var page = new HtmlParser().ParseDocument(await officer.GetStringAsync("/desk/channels/facebook"));
        var dialog = page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).Single(href => href.Contains("/dialog/oauth", StringComparison.Ordinal));
        HttpUtility.ParseQueryString(new Uri(dialog).Query)["code_challenge_method"].ShouldBe("S256");
        using var answer = await meta.GetAsync(new Uri(dialog));
        return answer.Headers.Location!.PathAndQuery;
    }

    private async Task<Conversation> Only()
    {
        await using var scope = await App.ScopeOf("officer");
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Conversation>().SingleAsync(row => row.Network == "facebook");
    }
}

[Collection("channels on sqlite")]
public sealed class ConnectFacebookOnSqliteTests(SqliteApp app) : ConnectFacebookTests(app);

[Collection("channels on postgres")]
public sealed class ConnectFacebookOnPostgresTests(PostgresApp app) : ConnectFacebookTests(app);
