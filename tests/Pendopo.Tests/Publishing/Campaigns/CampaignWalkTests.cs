using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Campaigns;

public abstract class CampaignWalkTests(TestApp app) : PublishingTests(app)
{
    private static readonly Dictionary<string, string> Aim = new()
    {
        ["Form.Title"] = "Setiap ibu tahu hari posyandu", ["Form.Measure"] = "Reach", ["Form.Baseline"] = "100", ["Form.Target"] = "300", ["Form.Entered"] = "",
        ["Form.From"] = "2026-03-01", ["Form.To"] = "2026-03-31", ["Form.Note"] = "", ["Form.Act"] = "save",
    };

    private static readonly Dictionary<string, string> Typed = new()
    {
        ["Form.Name"] = "Posyandu Maret", ["Form.Objective"] = "", ["Form.From"] = "2026-03-01", ["Form.To"] = "2026-03-31",
        ["Form.Brief"] = "Untuk ibu balita.\n\nSebut hari dan tempat.", ["Form.PlanTip"] = "2", ["Form.PlanArticle"] = "1", ["Form.Act"] = "save",
    };

    [Fact]
    public async Task A_campaign_goes_from_its_objective_over_its_posts_to_its_review()
    {
        using var officer = await App.Client("officer");
        (await officer.Send(await officer.GetStringAsync("/desk/objectives/new"), "objective", Aim, "/desk/objectives/new")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var form = await officer.GetStringAsync("/desk/campaigns/new");
        var objective = new HtmlParser().ParseDocument(form).QuerySelectorAll("select[name='Form.Objective'] option").Single(option => option.TextContent == Aim["Form.Title"]).GetAttribute("value")!;
        var begun = await officer.Send(form, "campaign", new(Typed) { ["Form.Objective"] = objective }, "/desk/campaigns/new");
        begun.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = begun.Headers.Location!.ToString().Split('?')[0];
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, null);
        await App.RunJobs();
        var desk = $"/desk/posts/{post.Id}";
        (await officer.Send(await officer.GetStringAsync(desk), "campaign", new() { ["Form.Campaign"] = page.Split('/')[^1] }, desk)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Look(post, new(2026, 3, 2), 50);
        await Look(post, new(2026, 3, 9), 150);
        await Look(post, new(2026, 4, 1), 1000);
        var html = await officer.GetStringAsync(page);
        html.ShouldContain($"/desk/posts/{post.Id}");
        // 200 reads in March, on the way from 100 to 300: half.
        new HtmlParser().ParseDocument(html).QuerySelector("progress")!.GetAttribute("value").ShouldBe("50");
        var plan = new HtmlParser().ParseDocument(html).QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent).ToArray()).ToList();
        plan.ShouldContain(cells => cells.SequenceEqual(new[] { "1", "1", "1" }));
        plan.ShouldContain(cells => cells.SequenceEqual(new[] { "2", "0", "0" }));
        (await officer.GetStringAsync($"/desk/calendar?on=2026-03-02&campaign={page.Split('/')[^1]}")).ShouldContain($"/desk/posts/{post.Id}");
        (await officer.Send(html, "review", new() { ["Form.Learned"] = "Ibu membaca pada pagi hari." }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        App.Clock.Advance(TimeSpan.FromDays(40));
        using var later = await App.Client("officer");
        (await later.GetStringAsync("/desk/campaigns")).ShouldContain("sudah ditinjau");
    }

    [Fact]
    public async Task A_refused_campaign_keeps_what_was_typed_and_says_what_to_mend()
    {
        using var officer = await App.Client("officer");
        var answer = await officer.Send(await officer.GetStringAsync("/desk/campaigns/new"), "campaign",
            new(Typed) { ["Form.Name"] = "", ["Form.To"] = "2026-02-01", ["Form.PlanTip"] = "banyak" }, "/desk/campaigns/new");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        page.QuerySelector("textarea[name='Form.Brief']")!.TextContent.ShouldContain("Untuk ibu balita.");
        page.QuerySelector("input[name='Form.PlanTip']")!.GetAttribute("value").ShouldBe("banyak");
        page.QuerySelector("a[href='#form-plantip']").ShouldNotBeNull();
        var again = await officer.Send(await officer.GetStringAsync("/desk/campaigns/new"), "campaign", new(Typed) { ["Form.Name"] = "", ["Form.To"] = "2026-02-01" }, "/desk/campaigns/new");
        page = new HtmlParser().ParseDocument(await again.Content.ReadAsStringAsync());
        page.QuerySelector("a[href='#form-name']").ShouldNotBeNull();
        page.QuerySelector("a[href='#form-to']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Whoever_only_reads_sees_campaigns_and_changes_nothing()
    {
        var campaign = await Begin();
        using var clinician = await App.Client("clinician");
        var html = await clinician.GetStringAsync($"/desk/campaigns/{campaign.Id}");
        html.ShouldContain("Posyandu Maret");
        html.ShouldNotContain("/words");
        (await Stage.As("clinician", scope => scope.GetRequiredService<KeepCampaign>().Review(campaign.Id, "x", campaign.Version, default))).Problems[0].Code.ShouldBe("MayNotPlan");
        (await clinician.GetAsync($"/desk/campaigns/{campaign.Id}/words")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_centre_finds_neither_campaign_nor_objective()
    {
        var campaign = await Begin();
        await using var scope = await App.ScopeOf("officer@kenanga", "kenanga");
        (await scope.ServiceProvider.GetRequiredService<CampaignReader>().Read(campaign.Id, default)).ShouldBeNull();
        (await scope.ServiceProvider.GetRequiredService<KeepCampaign>().Run(new(campaign.Id, campaign.Words, campaign.Version), default)).IsNotFound.ShouldBeTrue();
        (await scope.ServiceProvider.GetRequiredService<CampaignReader>().All(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_who_change_one_campaign_do_not_overwrite_each_other()
    {
        var campaign = await Begin();
        (await Stage.As("officer", scope => scope.GetRequiredService<KeepCampaign>().Run(new(campaign.Id, campaign.Words with { Name = "Satu" }, campaign.Version), default))).Ok.ShouldBeTrue();
        (await Stage.As("head", scope => scope.GetRequiredService<KeepCampaign>().Run(new(campaign.Id, campaign.Words with { Name = "Dua" }, campaign.Version), default))).Problems[0].Code.ShouldBe("SomebodyElseChanged");
    }

    [Fact]
    public async Task A_post_changes_its_campaign_leaves_it_and_outlives_it()
    {
        var (first, second) = (await Begin(), await Begin());
        var post = await Stage.Draft();
        foreach (var wanted in new Id<Campaign>?[] { first.Id, second.Id, second.Id, null, second.Id })
        {
            (await Stage.As("officer", scope => scope.GetRequiredService<JoinCampaign>().Run(post.Id, wanted, default))).Ok.ShouldBeTrue();
            (await Members(post)).ShouldBe(wanted is { } id ? [id] : []);
        }
        (await Stage.As("officer", scope => scope.GetRequiredService<KeepCampaign>().Remove(second.Id, default))).Ok.ShouldBeTrue();
        (await Members(post)).ShouldBeEmpty();
        (await Stage.Post(post.Id)).Title.ShouldBe(post.Title);
    }

    [Fact]
    public async Task A_measure_that_no_room_counts_is_entered_by_hand_and_may_fall_towards_its_target()
    {
        var words = new ObjectiveWords("Lebih sedikit anak tanpa imunisasi", ObjectiveMeasure.Vaccinations, 400, 200, new(2026, 3, 1), new(2026, 5, 31), "");
        var made = (await Stage.As("officer", scope => scope.GetRequiredService<KeepObjective>().Run(new(null, words, null, null), default))).Value;
        (await Line(made)).Figure.ShouldBeNull();
        await Stage.As("officer", scope => scope.GetRequiredService<KeepObjective>().Run(new(made.Id, words, 250, made.Version), default));
        var line = await Line(made);
        (line.Figure, line.ByHand, line.Percent).ShouldBe((250, true, 75));
    }

    [Fact]
    public async Task Programs_plan_campaigns_and_objectives_and_are_told_what_is_wrong()
    {
        using var officer = await App.Client("officer");
        var objective = await (await officer.PostAsJsonAsync("/api/v1/objectives/", new { title = "Dibaca", measure = "Reach", baseline = 0, target = 10, from = "2026-03-01", to = "2026-03-31" })).Content.ReadFromJsonAsync<JsonElement>();
        var made = await officer.PostAsJsonAsync("/api/v1/campaigns/", new { name = "Maret", objective = objective.GetProperty("id").GetString(), from = "2026-03-01", to = "2026-03-31", plan = new { Tip = 3 } });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var post = await Stage.Draft();
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/campaign", new { campaign = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString() })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var read = await officer.GetFromJsonAsync<JsonElement>(made.Headers.Location!.ToString());
        read.GetProperty("posts")[0].GetString().ShouldBe(post.Id.ToString());
        read.GetProperty("campaign").GetProperty("words").GetProperty("plan").GetProperty("Tip").GetInt32().ShouldBe(3);
        var refused = await officer.PostAsJsonAsync("/api/v1/campaigns/", new { name = "", from = "2026-03-31", to = "2026-03-01" });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("EndsBeforeItBegins");
    }

    private async Task<Campaign> Begin() => (await Stage.As("officer", scope => scope.GetRequiredService<KeepCampaign>().Run(
        new(null, new("Posyandu Maret", null, "", new(2026, 3, 1), new(2026, 3, 31), new Dictionary<PostKind, int> { [PostKind.Tip] = 2 }), null), default))).Value;

    private async Task<ObjectiveLine> Line(Objective objective) =>
        (await Stage.As("officer", scope => scope.GetRequiredService<CampaignReader>().Objectives(default))).Single(line => line.Objective.Id == objective.Id);

    private async Task<List<Id<Campaign>>> Members(Post post)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<CampaignPost>().AcrossCentres().Where(row => row.PostId == post.Id).Select(row => row.CampaignId).ToListAsync();
    }

    private async Task Look(Post post, DateOnly day, int views)
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        db.Add(Pendopo.Publishing.Views.ViewCount.Of(post.Id, post.CentreId, day, views, 0));
        await db.SaveChangesAsync();
    }
}

[Collection("publishing on sqlite")]
public sealed class CampaignWalkOnSqlite(SqliteApp app) : CampaignWalkTests(app);

[Collection("publishing on postgres")]
public sealed class CampaignWalkOnPostgres(PostgresApp app) : CampaignWalkTests(app);
