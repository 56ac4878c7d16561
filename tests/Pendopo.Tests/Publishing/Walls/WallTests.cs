using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Walls;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Walls;

/// <summary>Posts on a screen in the waiting room and on paper.</summary>
public abstract class WallTests(TestApp app) : PublishingTests(app)
{
    private const string Desk = "/desk/screens";

    [Fact]
    public async Task A_screen_shows_what_was_chosen_for_it_one_after_the_other_and_loses_what_is_taken_back_at_that_moment()
    {
        var address = await Made("Ruang tunggu");
        (await Seen(address)).QuerySelector("h2")!.TextContent.ShouldBe("Selamat datang");
        var (first, second) = (await Published("Oralit di rumah"), await Published("Jadwal imunisasi"));

        var page = await Seen(address);
        var cards = page.QuerySelectorAll("article");
        cards.Select(card => card.QuerySelector("h2")!.TextContent).ShouldBe(["Jadwal imunisasi", "Oralit di rumah"]);
        cards.Select(card => card.HasAttribute("hidden")).ShouldBe([false, true]);
        cards[0].QuerySelector(".wall-words p")!.TextContent.ShouldBe("Oralit menggantikan cairan yang hilang.");
        cards[0].QuerySelector("figcaption span")!.TextContent.ShouldEndWith("/posts/jadwal-imunisasi");
        page.QuerySelector("noscript")!.InnerHtml.ShouldContain("20; url=?n=1");
        (await Seen(address + "?n=1")).QuerySelectorAll("article").Select(card => card.HasAttribute("hidden")).ShouldBe([true, false]);
        (await Seen(address + "?n=-7")).QuerySelectorAll("article:not([hidden])").Length.ShouldBe(1);

        await Stage.Edit(second.Id, words => words with { Summary = "Setiap Rabu pagi." });
        await Stage.Approve((await Stage.Submit(second.Id)).Id);
        await App.RunJobs();
        (await Seen(address)).QuerySelector("article p")!.TextContent.ShouldBe("Setiap Rabu pagi.");

        // Before any job ran: the page itself asks whether the post still stands.
        (await Stage.As("officer", scope => scope.GetRequiredService<RecallPost>().Run(first.Id, "Takaran salah.", default))).Problems.ShouldBeEmpty();
        (await Seen(address)).QuerySelectorAll("h2").Select(title => title.TextContent).ShouldBe(["Jadwal imunisasi"]);
        await App.RunJobs();
        (await Stage.Publication(first.Id, "screen")).State.ShouldBe(PublicationState.Recalled);
        (await Cards()).ShouldHaveSingleItem().PostId.ShouldBe(second.Id);
        App.Clock.Advance(TimeSpan.FromDays(15));
        (await Seen(address)).QuerySelector("h2")!.TextContent.ShouldBe("Selamat datang");
    }

    [Fact]
    public async Task A_screen_tells_when_it_was_seen_and_its_address_opens_nothing_once_it_is_revoked()
    {
        var address = await Made("Poli KIA");
        (await Light()).ShouldBe((ChannelState.Connected, "Belum ada televisi yang membuka alamatnya."));
        await Seen(address.ToUpperInvariant().Replace("/@MELATI/SCREEN/", "/@melati/screen/", StringComparison.Ordinal));
        (await Light()).ShouldBe((ChannelState.Connected, null));
        App.Clock.Advance(TimeSpan.FromHours(3));
        (await Light()).Reason.ShouldNotBeNull().ShouldStartWith("Layar terakhir terlihat pada");
        using var officer = await App.Client("officer");
        (await officer.Page(Desk)).QuerySelector(".chip")!.TextContent.ShouldBe("Tidak terlihat");

        (await Step(officer, "revocation")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Answer(address)).ShouldBe(HttpStatusCode.NotFound);
        (await Stage.As("officer", scope => scope.GetRequiredService<PendopoDb>().Set<Channel>().SingleAsync(row => row.Network == "screen"))).State.ShouldBe(ChannelState.Off);
        (await Step(officer, "address")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var next = await AddressOn(officer);
        next.ShouldNotBe(address);
        (await Answer(next)).ShouldBe(HttpStatusCode.OK);
        (await Answer(address)).ShouldBe(HttpStatusCode.NotFound);
        (await Answer(next.Replace("@melati", "@kenanga", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.NotFound);
        (await Answer("/screen/" + new string('a', 300))).ShouldBe(HttpStatusCode.NotFound);

        var wrong = await officer.Submit(Desk, "screen", ("Form.Name", "poli kia".ToUpperInvariant()), ("Form.Seconds", "3"), ("Form.Days", "x"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var typed = new HtmlParser().ParseDocument(await wrong.Content.ReadAsStringAsync());
        typed.QuerySelectorAll(".errors a").Length.ShouldBe(2);
        typed.QuerySelector("[name='Form.Name']")!.GetAttribute("value").ShouldBe("POLI KIA");
        using var reviewer = await App.Client("reviewer");
        (await reviewer.GetStringAsync(Desk)).ShouldNotContain("/screen/", Case.Insensitive, "an address is a key");
    }

    [Fact]
    public async Task When_the_data_keys_are_gone_the_desk_says_so_and_a_screen_goes_on_showing()
    {
        var address = await Made("Poli KIA");
        await Stage.As("officer", scope => scope.GetRequiredService<PendopoDb>().Set<Screen>().ExecuteUpdateAsync(set => set.SetProperty(row => row.SecretSealed, "CfDJ8disegel-dengan-kunci-lain")));
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync(Desk)).ShouldContain("Alamatnya tidak dapat ditampilkan");
        (await Answer(address)).ShouldBe(HttpStatusCode.OK);
        (await Step(officer, "address")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Answer(await AddressOn(officer))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_poster_is_printed_with_its_code_and_one_that_hangs_is_taken_down_by_a_person()
    {
        using var officer = await App.Client("officer");
        (await officer.Submit(Desk, "posters")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var (waits, hangs) = (await Published("Oralit di rumah", "print"), await Published("Jadwal imunisasi", "print"));
        (await officer.GetStringAsync($"/desk/posts/{(await Stage.Draft()).Id}")).ShouldContain("Seseorang mencetak dan memasangnya.");
        var card = (await Cards()).Single(row => row.PostId == hangs.Id);
        (await officer.GetStringAsync($"/desk/posters/{card.Id}/poster.svg")).ShouldContain("Jadwal imunisasi");
        foreach (var (name, width) in new[] { ("a4.pdf", "595"), ("a3.pdf", "841") })
        {
            var pdf = await officer.GetAsync($"/desk/posters/{card.Id}/{name}");
            pdf.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
            System.Text.Encoding.Latin1.GetString(await pdf.Content.ReadAsByteArrayAsync()).ShouldContain($"0 0 {width}.");
        }
        (await Step(officer, "hanging")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach (var post in new[] { waits, hangs })
            (await Stage.As("officer", scope => scope.GetRequiredService<RecallPost>().Run(post.Id, "Salah.", default))).Problems.ShouldBeEmpty();
        await App.RunJobs();
        (await Stage.Publication(waits.Id, "print")).State.ShouldBe(PublicationState.Recalled);
        var left = await Stage.Publication(hangs.Id, "print");
        (left.NeedsPerson, left.TroubleReason).ShouldBe((true, "Poster masih terpasang. Lepaskan semua lembarnya, lalu catat di Layar dan poster."));
        (await officer.GetAsync($"/desk/posters/{card.Id}/a4.pdf")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "no more copies are made of it");
        (await Step(officer, "removal")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Cards()).ShouldBeEmpty();
    }

    private async Task<string> Made(string name)
    {
        using var officer = await App.Client("officer");
        (await officer.Submit(Desk, "screen", ("Form.Name", name), ("Form.Seconds", "20"), ("Form.Days", "14"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return await AddressOn(officer);
    }

    private static async Task<string> AddressOn(HttpClient officer) => new Uri((await officer.Page(Desk)).QuerySelector("a.address")!.GetAttribute("href")!).AbsolutePath;

    private async Task<Post> Published(string title, string network = "screen")
    {
        var post = await Stage.Approved(PublishingStage.Words(title));
        await Stage.Schedule(post.Id, null, network);
        await App.RunJobs();
        (await Stage.Publication(post.Id, network)).State.ShouldBe(PublicationState.Sent);
        return post;
    }

    private async Task<IHtmlDocument> Seen(string address)
    {
        using var television = App.Anonymous();
        return new HtmlParser().ParseDocument(await television.GetStringAsync(address));
    }

    private async Task<HttpStatusCode> Answer(string address)
    {
        using var television = App.Anonymous();
        return (await television.GetAsync(address)).StatusCode;
    }

    /// <summary>Presses the first button of the page whose form leads there.</summary>
    private static async Task<HttpResponseMessage> Step(HttpClient officer, string step)
    {
        var form = (IHtmlFormElement)(await officer.Page(Desk)).QuerySelector($"form[action$='/{step}']")!;
        var token = (IHtmlInputElement)form.QuerySelector("input[name=__RequestVerificationToken]")!;
        using var sent = new FormUrlEncodedContent([new(token.Name!, token.Value)]);
        return await officer.PostAsync(form.GetAttribute("action"), sent);
    }

    private async Task<(ChannelState State, string? Reason)> Light() => await Stage.As("officer", async scope =>
    {
        var channels = scope.GetRequiredService<PendopoDb>().Set<Channel>().AsNoTracking().Where(row => row.Network == "screen");
        (await scope.GetRequiredService<CheckAccount>().Run((await channels.SingleAsync()).Id, default)).ShouldBeTrue();
        var channel = await channels.SingleAsync();
        return (channel.State, channel.TroubleReason);
    });

    private Task<List<WallCard>> Cards() => Stage.As("officer", scope => scope.GetRequiredService<PendopoDb>().Set<WallCard>().AsNoTracking().ToListAsync());
}

[Collection("publishing on sqlite")]
public sealed class WallOnSqliteTests(SqliteApp app) : WallTests(app);

[Collection("publishing on postgres")]
public sealed class WallOnPostgresTests(PostgresApp app) : WallTests(app);
