using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Pool;
using Pendopo.Publishing.Publications;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Pool;

public abstract class PoolTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task A_centre_takes_a_campaign_over_with_one_press_and_fills_in_only_what_is_local()
    {
        var campaign = await Shared();
        using var officer = await App.Client("officer@kenanga");
        var page = await officer.GetStringAsync("/desk/pool");
        var form = new HtmlParser().ParseDocument(page).QuerySelectorAll("input[name=_handler]").Select(input => input.GetAttribute("value")!).Single(name => name.StartsWith("take-", StringComparison.Ordinal));
        var taken = await officer.Send(page, form, [], "/desk/pool");
        taken.StatusCode.ShouldBe(HttpStatusCode.Redirect, await taken.Content.ReadAsStringAsync());
        var local = taken.Headers.Location!.ToString();
        local.ShouldEndWith("/local");
        var asked = await officer.GetStringAsync(local);
        new HtmlParser().ParseDocument(asked).QuerySelectorAll("label").Count(label => label.TextContent.Contains("tempat", StringComparison.Ordinal)).ShouldBe(1);
        (await officer.Send(asked, "local", new() { ["Form.Local0"] = "Balai Kenanga" }, local)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var drafts = await Posts("kenanga");
        drafts.Count.ShouldBe(1);
        drafts[0].Text.ShouldContain("Datang ke Balai Kenanga. Tanya Puskesmas Kenanga.");
        drafts[0].Review.ShouldBe(ReviewState.Draft);
        // Taken once; the first centre's words stay its own.
        (await officer.GetStringAsync("/desk/pool")).ShouldNotContain("value=\"take-");
        (await Stage.As("officer", scope => scope.GetRequiredService<CampaignReader>().Read(campaign.Id, default)))!.Posts.Count.ShouldBe(2);
        (await officer.GetStringAsync(local)).ShouldContain("Tidak ada yang kosong");
    }

    [Fact]
    public async Task Only_the_district_shares_and_what_is_no_longer_shared_is_found_by_nobody()
    {
        var campaign = await Shared();
        (await Stage.As("officer", scope => scope.GetRequiredService<ShareCampaign>().Run(campaign.Id, false, default))).Problems.Single().Code.ShouldBe("NotAllowed");
        Id<PoolEntry> entry;
        await using (var scope = await App.ScopeOf("officer@kenanga", "kenanga"))
            entry = (await scope.ServiceProvider.GetRequiredService<PoolReader>().All(default)).Single().Id;
        using var district = await App.Client("district-officer");
        (await district.GetStringAsync($"/desk/campaigns/{campaign.Id}")).ShouldContain("Jangan bagikan lagi");
        (await district.DeleteAsync($"/api/v1/campaigns/{campaign.Id}/sharing/")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await using (var scope = await App.ScopeOf("officer@kenanga", "kenanga"))
        {
            (await scope.ServiceProvider.GetRequiredService<PoolReader>().All(default)).ShouldBeEmpty();
            (await scope.ServiceProvider.GetRequiredService<TakeOver>().Run(entry, default)).IsNotFound.ShouldBeTrue();
        }
        (await Posts("kenanga")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_is_shown_said_yes_to_one_centre_and_stays_there()
    {
        var consents = new Pendopo.Tests.Safety.Consents.ConsentStage(App, Stage);
        var (said, _, _) = await consents.Given();
        await Shared();
        (await consents.Name((await Posts("melati")).Single(one => one.Title == "Kuras bak").Id, said.Id)).Problems.ShouldBeEmpty();
        await using (var scope = await App.ScopeOf("officer@kenanga", "kenanga"))
        {
            var entry = (await scope.ServiceProvider.GetRequiredService<PoolReader>().All(default)).Single().Id;
            (await scope.ServiceProvider.GetRequiredService<TakeOver>().Run(entry, default)).Problems.ShouldBeEmpty();
        }
        (await Posts("kenanga")).ShouldBeEmpty();
    }

    private async Task<Campaign> Shared()
    {
        var campaign = (await Stage.As("officer", scope => scope.GetRequiredService<KeepCampaign>().Run(
            new(null, new("Lawan DBD", null, "Untuk semua warga.", new(2026, 3, 1), new(2026, 3, 31), new Dictionary<PostKind, int> { [PostKind.Tip] = 1 }), null), default))).Value;
        var post = await Stage.Draft(PublishingStage.Words("Kuras bak") with { Text = "Datang ke {{tempat}}. Tanya {{puskesmas}}." });
        var draft = await Stage.Draft(PublishingStage.Words("Belum disetujui"));
        foreach (var one in new[] { post, draft })
            (await Stage.As("officer", scope => scope.GetRequiredService<JoinCampaign>().Run(one.Id, campaign.Id, default))).Problems.ShouldBeEmpty();
        using var district = await App.Client("district-officer");
        (await district.PutAsJsonAsync($"/api/v1/campaigns/{campaign.Id}/sharing/", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        // What is local stays open for those who take it over: approved so, it cannot be planned here.
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        (await Stage.As("officer", scope => scope.GetRequiredService<SchedulePost>().Run(new(post.Id, [], null), default))).Problems.Single().Code.ShouldBe("VariableLeft");
        return campaign;
    }

    private async Task<List<Post>> Posts(string centre)
    {
        await using var scope = await App.ScopeOf("officer@kenanga", centre);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        return await db.Set<Post>().AsNoTracking().Where(post => db.Set<CampaignPost>().Any(member => member.PostId == post.Id)).ToListAsync();
    }
}

[Collection("publishing on sqlite")]
public sealed class PoolOnSqlite(SqliteApp app) : PoolTests(app);

[Collection("publishing on postgres")]
public sealed class PoolOnPostgres(PostgresApp app) : PoolTests(app);
