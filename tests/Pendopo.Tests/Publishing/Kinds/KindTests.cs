using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Resources;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Exits;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Kinds;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Kinds;

public sealed class KindWordsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("id")]
    public void Every_kind_brings_what_it_is_how_it_is_built_an_example_and_its_button(string language)
    {
        var texts = new ResourceManager(typeof(KindText)).GetResourceSet(CultureInfo.GetCultureInfo(language), true, tryParents: false)!;
        foreach (var kind in Enum.GetValues<PostKind>())
        {
            foreach (var key in new[] { kind + "Said", kind + "How", kind + "Example", "How" + kind, "Begin" + kind })
                texts.GetString(key).ShouldNotBeNullOrWhiteSpace(key);
            texts.GetString(kind + "How")!.Split('\n').Length.ShouldBe(3, kind.ToString());
        }
        KindRules.All.Select(rule => rule.Kind).Order().ShouldBe(Enum.GetValues<PostKind>());
    }

    [Fact]
    public void Details_are_kept_and_read_back_and_nothing_is_kept_as_nothing()
    {
        PostDetails.None.Kept.ShouldBeNull();
        PostDetails.Of(null).ShouldBe(PostDetails.None);
        var details = new PostDetails { Begins = new(2026, 3, 5, 9, 0, 0), Place = "Balai RW 03 \"Mawar\"", Choices = ["Pagi", "Siang"], Several = true, NobodyShown = true, Link = "https://video.example/1" };
        PostDetails.Of(details.Kept).ShouldBe(details);
        PostDetails.Of("{\"Choices\":null,\"Place\":null}").ShouldBe(PostDetails.None);
    }

    [Fact]
    public void The_time_of_an_event_names_its_day_once_when_it_is_over_that_day()
    {
        var (morning, noon) = (new DateTime(2026, 3, 5, 9, 0, 0), new DateTime(2026, 3, 5, 12, 30, 0));
        DetailLines.When(morning, noon, CultureInfo.GetCultureInfo("id")).ShouldBe("Kamis, 5 Maret 2026, 09.00–12.30");
        DetailLines.When(morning, null, CultureInfo.GetCultureInfo("en")).ShouldBe("Thursday, 5 March 2026, 09:00");
        DetailLines.When(morning, noon.AddDays(1), CultureInfo.GetCultureInfo("en")).ShouldBe("Thursday, 5 March 2026, 09:00 – Friday, 6 March 2026, 12:30");
    }
}

public abstract class KindWalkTests(TestApp app) : PublishingTests(app)
{
    private static readonly PostWords Gathering = new(PostKind.Event, "Posyandu Melati 3", "Timbang dan imunisasi.", "Gratis. Bawa buku KIA.", "", "id", "")
    {
        Details = new() { Begins = new(2026, 3, 5, 9, 0, 0), Ends = new(2026, 3, 5, 12, 0, 0), Place = "Balai RW 03" },
    };

    public static TheoryData<PostKind, string> Wanting => new()
    {
        { PostKind.Article, "SourcesRequired" }, { PostKind.Infographic, "InfographicNeedsPicture" }, 
        { PostKind.Video, "VideoRequired" }, { PostKind.Poll, "ChoicesRequired" }, { PostKind.Event, "BeginsRequired" }, { PostKind.Event, "PlaceRequired" },
    };

    [Theory]
    [InlineData(PostKind.Story, "StoryNeedsConsent")]
    [InlineData(PostKind.BehindTheScenes, "PersonsUnsaid")]
    public async Task What_may_show_somebody_names_a_consent_of_the_register_or_says_that_nobody_can_be_recognised(PostKind kind, string code)
    {
        var words = new PostWords(kind, "Judul", "", "Teks.", "", "id", "");
        (await Submitted(words)).ShouldBe([code]);
        (await Submitted(words with { Title = "Lain", Details = new() { NobodyShown = true } })).ShouldBe(kind == PostKind.Story ? [code] : []);

        async Task<IEnumerable<string>> Submitted(PostWords said)
        {
            var post = await Stage.Draft(said);
            return (await Stage.As("officer", scope => scope.GetRequiredService<SubmitPost>().Run(post.Id, "", default))).Problems.Select(problem => problem.Code);
        }
    }

    [Theory]
    [MemberData(nameof(Wanting))]
    public async Task A_kind_is_not_handed_in_without_what_it_needs(PostKind kind, string code)
    {
        var post = await Stage.Draft(new(kind, "Judul", "", "Teks.", "", "id", ""));
        var refused = await Stage.As("officer", scope => scope.GetRequiredService<SubmitPost>().Run(post.Id, "", default));
        refused.Problems.Select(problem => problem.Code).ShouldContain(code);
    }

    [Theory]
    [InlineData(PostKind.Tip)]
    [InlineData(PostKind.Notice)]
    [InlineData(PostKind.Question)]
    [InlineData(PostKind.Learned)]
    public async Task A_plain_kind_asks_for_title_and_text_alone(PostKind kind)
    {
        var post = await Stage.Draft(new(kind, "Judul", "", "Teks.", "", "id", ""));
        (await Stage.As("officer", scope => scope.GetRequiredService<SubmitPost>().Run(post.Id, "", default))).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_officer_chooses_an_event_fills_its_form_and_finds_the_fields_again()
    {
        using var officer = await App.Client("officer");
        var choice = new HtmlParser().ParseDocument(await officer.GetStringAsync("/desk/posts/new"));
        choice.QuerySelectorAll("form[action='/desk/posts']").Length.ShouldBe(Enum.GetValues<PostKind>().Length);
        var fields = choice.QuerySelectorAll("form[action='/desk/posts']").Single(form => form.QuerySelector("input[value=Event]") is not null)
            .QuerySelectorAll("input[type=hidden]").ToDictionary(field => field.GetAttribute("name")!, field => field.GetAttribute("value") ?? "");
        var page = (await officer.PostAsync("/desk/posts", new FormUrlEncodedContent(fields))).Headers.Location!.ToString();
        var typed = new Dictionary<string, string>
        {
            ["Form.Title"] = "Posyandu", ["Form.Text"] = "Gratis.", ["Form.BeginsDate"] = "2026-03-05", ["Form.BeginsTime"] = "09:30", ["Form.EndsDate"] = "", ["Form.Place"] = "Balai RW 03", ["Form.Act"] = "save",
        };
        (await officer.Send(await officer.GetStringAsync(page), "compose", typed, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var form = new HtmlParser().ParseDocument(await officer.GetStringAsync(page));
        form.QuerySelector("[name='Form.BeginsDate']")!.GetAttribute("value").ShouldBe("2026-03-05");
        form.QuerySelector("[name='Form.BeginsTime']")!.GetAttribute("value").ShouldBe("09:30");
        form.QuerySelector("[name='Form.Place']")!.GetAttribute("value").ShouldBe("Balai RW 03");
        (await officer.GetStringAsync("/desk/posts")).ShouldContain("Acara");
    }

    [Fact]
    public async Task An_event_says_when_and_where_on_its_page_to_robots_and_on_networks()
    {
        var post = await Stage.Approved(Gathering);
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await App.RunJobs();
        using var visitor = App.Anonymous();
        var html = await visitor.GetStringAsync($"/@melati/posts/{(await Stage.Post(post.Id)).Slug}");
        new HtmlParser().ParseDocument(html).QuerySelector("dl.facts")!.TextContent.ShouldContain("Kamis, 5 Maret 2026, 09.00–12.00");
        html.ShouldContain("Balai RW 03");
        using var data = JsonDocument.Parse(new HtmlParser().ParseDocument(html).QuerySelector("script[type='application/ld+json']")!.TextContent);
        data.RootElement.GetProperty("@type").GetString().ShouldBe("Event");
        data.RootElement.GetProperty("startDate").GetString().ShouldBe("2026-03-05T09:00:00+07:00");
        Network.Posts.Single().Text.ShouldContain("Kamis, 5 Maret 2026, 09.00–12.00\nBalai RW 03");
    }

    [Fact]
    public async Task The_guard_sees_the_words_of_the_details_and_can_mask_them()
    {
        var post = await Stage.Draft(Gathering with { Kind = PostKind.Poll, Details = new() { Choices = ["Pagi", "Siang"], Place = "Rumah Bu Sari" } });
        Outgoing.Texts(post.Words, null).Select(text => text.Text).ShouldContain("Rumah Bu Sari");
        await Stage.As("officer", async scope =>
        {
            var kind = scope.GetServices<Pendopo.Safety.Contracts.IContentKind>().Single(one => one.Name == PostContent.Kind);
            return await kind.Replace(post.Id.ToString(), [new LeavingText("place", "▇▇▇"), new LeavingText("choice1", "Sore")], default);
        });
        var masked = (await Stage.Post(post.Id)).Words.Details;
        masked.Place.ShouldBe("▇▇▇");
        masked.Choices.ShouldBe(["Pagi", "Sore"]);
    }

    [Fact]
    public async Task Programs_write_details_and_hear_what_is_wrong_with_them()
    {
        using var officer = await App.Client("officer");
        var made = await officer.PostAsJsonAsync("/api/v1/posts/", new { kind = "Poll", title = "Kapan?", text = "Pilih.", details = new { choices = new[] { "Pagi", "Siang" }, several = true } });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var body = await made.Content.ReadFromJsonAsync<JsonElement>();
        body.GetProperty("words").GetProperty("details").GetProperty("choices")[1].GetString().ShouldBe("Siang");
        var refused = await officer.PostAsJsonAsync("/api/v1/posts/", new { kind = "Video", title = "Oralit", details = new { link = "javascript:alert(1)" } });
        (await refused.Content.ReadAsStringAsync()).ShouldContain("LinkUnclear");
    }

    [Fact]
    public async Task The_calendar_shows_one_kind_alone_and_says_what_the_plan_still_wants()
    {
        var gathering = await Stage.Approved(Gathering);
        var article = await Stage.Approved();
        foreach (var post in new[] { gathering, article })
            await Stage.Schedule(post.Id, new DateTime(2026, 3, 4, 10, 0, 0));
        var campaign = (await Stage.As("officer", scope => scope.GetRequiredService<KeepCampaign>().Run(
            new(null, new("Maret", null, "", new(2026, 3, 1), new(2026, 3, 31), new Dictionary<PostKind, int> { [PostKind.Event] = 1, [PostKind.Story] = 3 }), null), default))).Value;
        await Stage.As("officer", scope => scope.GetRequiredService<JoinCampaign>().Run(gathering.Id, campaign.Id, default));
        using var officer = await App.Client("officer");
        var html = await officer.GetStringAsync("/desk/calendar?on=2026-03-01&kind=event");
        html.ShouldContain($"/desk/posts/{gathering.Id}");
        html.ShouldNotContain($"/desk/posts/{article.Id}");
        html.ShouldContain("Kisah 3.");
        new HtmlParser().ParseDocument(await officer.GetStringAsync("/desk/calendar?on=2026-03-04&show=week")).Body!.TextContent.ShouldContain("Acara · ");
    }
}

[Collection("publishing on sqlite")]
public sealed class KindWalkOnSqlite(SqliteApp app) : KindWalkTests(app);

[Collection("publishing on postgres")]
public sealed class KindWalkOnPostgres(PostgresApp app) : KindWalkTests(app);
