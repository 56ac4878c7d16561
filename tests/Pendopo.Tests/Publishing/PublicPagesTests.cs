using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Public;
using Pendopo.Publishing.Publications;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

public abstract class PublicPagesTests(TestApp app) : AppTests(app)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task A_post_stands_on_the_front_page_and_on_a_page_of_its_own()
    {
        var post = await Published();
        using var visitor = Reader();
        (await visitor.GetStringAsync("/@melati")).ShouldContain($"/posts/{post.Slug}\"");
        var page = await visitor.GetStringAsync($"/@melati/posts/{post.Slug}");
        page.ShouldContain("<strong>oralit</strong>");
        page.ShouldContain("Bidan Ayu");
        page.ShouldContain("rel=\"canonical\"");
    }

    [Fact]
    public async Task What_search_engines_read_is_valid_data_about_the_post()
    {
        var post = await Published();
        using var visitor = Reader();
        var page = await visitor.GetStringAsync($"/@melati/posts/{post.Slug}");
        const string Begin = "<script type=\"application/ld+json\">";
        var json = page[(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..];
        using var data = JsonDocument.Parse(json[..json.IndexOf("</script>", StringComparison.Ordinal)]);
        data.RootElement.GetProperty("headline").GetString().ShouldBe("Pemberian oralit di rumah");
        data.RootElement.GetProperty("reviewedBy").GetProperty("name").GetString()!.ShouldContain("Bidan Ayu");
    }

    [Fact]
    public async Task The_three_feeds_hold_the_post_and_answer_304_to_who_has_it()
    {
        var post = await Published();
        using var visitor = Reader();
        var atom = XDocument.Parse(await visitor.GetStringAsync("/@melati/feed.atom"));
        atom.Root!.Element(Atom + "entry")!.Element(Atom + "title")!.Value.ShouldBe(post.Title);
        var rss = XDocument.Parse(await visitor.GetStringAsync("/@melati/feed.rss"));
        rss.Root!.Element("channel")!.Element("item")!.Element("guid")!.Value.ShouldEndWith($"/posts/{post.Slug}");
        using var json = JsonDocument.Parse(await visitor.GetStringAsync("/feed.json"));
        json.RootElement.GetProperty("items")[0].GetProperty("content_html").GetString()!.ShouldContain("<strong>oralit</strong>");
        using var first = await visitor.GetAsync("/@melati/feed.atom");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/@melati/feed.atom");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        (await visitor.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_recalled_post_is_gone_from_its_page_and_a_correction_in_the_feeds()
    {
        var post = await Published();
        await new PublishingStage(App).As("officer", scope => scope.GetRequiredService<RecallPost>().Run(post.Id, "Angkanya keliru.", default));
        await Rounds(2);
        using var visitor = Reader();
        using var page = await visitor.GetAsync($"/@melati/posts/{post.Slug}");
        page.StatusCode.ShouldBe(HttpStatusCode.Gone);
        var words = await page.Content.ReadAsStringAsync();
        words.ShouldContain("Angkanya keliru.");
        words.ShouldNotContain("sedikit demi sedikit");
        var entry = XDocument.Parse(await visitor.GetStringAsync("/@melati/feed.atom")).Root!.Element(Atom + "entry")!;
        entry.Element(Atom + "title")!.Value.ShouldContain(post.Title);
        entry.Element(Atom + "content")!.Value.ShouldContain("Angkanya keliru.");
        // The sample world has posts of its own with the same words: the address tells them apart.
        (await visitor.GetStringAsync("/@melati")).ShouldNotContain($"/posts/{post.Slug}\"");
        (await visitor.GetStringAsync("/@melati/search?q=oralit")).ShouldNotContain($"/posts/{post.Slug}\"");
    }

    [Theory]
    [InlineData("diberikan")]
    [InlineData("PEMBERIAN")]
    [InlineData("oralit")]
    [InlineData("diare")]
    public async Task Search_finds_every_form_of_a_word(string query)
    {
        var post = await Published();
        using var visitor = Reader();
        (await visitor.GetStringAsync($"/@melati/search?q={query}")).ShouldContain($"/posts/{post.Slug}\"");
    }

    [Fact]
    public async Task Search_without_a_result_offers_a_way_on_and_shows_the_words_harmlessly()
    {
        using var visitor = Reader();
        var page = await visitor.GetStringAsync("/@melati/search?q=%3Cscript%3Ealert(1)%3C/script%3E");
        page.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task The_other_centre_shows_nothing_of_it()
    {
        var post = await Published();
        using var visitor = Reader();
        (await visitor.GetStringAsync("/@kenanga")).ShouldNotContain(post.Title);
        (await visitor.GetAsync($"/@kenanga/posts/{post.Slug}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetStringAsync("/@kenanga/search?q=oralit")).ShouldNotContain(post.Title);
        (await visitor.GetStringAsync("/@kenanga/feed.atom")).ShouldNotContain(post.Title);
    }

    [Theory]
    [InlineData("/@nobody")]
    [InlineData("/@nobody/feed.atom")]
    [InlineData("/@melati/posts/tidak-ada")]
    [InlineData("/@melati/topics/tidak-ada")]
    [InlineData("/tidak-ada")]
    [InlineData("/go/0190f7a0-0000-7000-8000-000000000000/0")]
    public async Task An_address_that_is_nothing_is_not_found(string address)
    {
        using var visitor = Reader();
        (await visitor.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task People_are_counted_and_robots_are_not()
    {
        var post = await Published();
        using var visitor = Reader();
        using var robot = Reader("Googlebot/2.1");
        await visitor.GetStringAsync($"/@melati/posts/{post.Slug}");
        await visitor.GetStringAsync($"/@melati/posts/{post.Slug}");
        await robot.GetStringAsync($"/@melati/posts/{post.Slug}");
        await App.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<ViewWriter>().Single().Write(default);
        var days = await new PublishingStage(App).As("officer", scope => scope.GetRequiredService<PostViews>().Of(post.Id, default));
        days.ShouldHaveSingleItem().Views.ShouldBe(2);
    }

    [Fact]
    public async Task A_link_out_is_counted_and_leads_only_where_the_post_leads()
    {
        var post = await Published(PublishingStage.Words() with { Text = "Baca [panduan WHO](https://www.who.int/a?b=1&c=2) dahulu." });
        using var visitor = Reader();
        (await visitor.GetStringAsync($"/@melati/posts/{post.Slug}")).ShouldContain($"/go/{post.Id}/0");
        using var answer = await visitor.GetAsync($"/go/{post.Id}/0");
        answer.Headers.Location!.ToString().ShouldBe("https://www.who.int/a?b=1&c=2");
        (await visitor.GetAsync($"/go/{post.Id}/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_print_view_shows_the_address_and_its_code()
    {
        var post = await Published();
        using var visitor = Reader();
        var page = await visitor.GetStringAsync($"/@melati/posts/{post.Slug}/print");
        page.ShouldContain("<path d=\"M");
        page.ShouldContain($"/posts/{post.Slug}");
    }

    [Fact]
    public async Task The_sitemap_names_every_post_and_robots_are_kept_from_the_desk()
    {
        var post = await Published();
        using var visitor = Reader();
        (await visitor.GetStringAsync("/@melati/sitemap.xml")).ShouldContain($"/posts/{post.Slug}<");
        (await visitor.GetStringAsync("/robots.txt")).ShouldContain("Disallow: /desk");
    }

    private HttpClient Reader(string agent = "Mozilla/5.0 (Linux; Android 10) Chrome/120 Mobile")
    {
        var client = App.Anonymous();
        client.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("id");
        return client;
    }

    private async Task<Post> Published(PostWords? words = null)
    {
        var stage = new PublishingStage(App);
        var post = await stage.Approved(words);
        await stage.Schedule(post.Id, null, "feeds");
        await Rounds(2);
        return await stage.Post(post.Id);
    }

    private async Task Rounds(int count)
    {
        for (var i = 0; i < count; i++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(15));
            await App.Tick();
            await App.RunJobs();
        }
    }
}

[Collection("publishing on sqlite")]
public sealed class PublicPagesOnSqlite(SqliteApp app) : PublicPagesTests(app);

[Collection("publishing on postgres")]
public sealed class PublicPagesOnPostgres(PostgresApp app) : PublicPagesTests(app);
