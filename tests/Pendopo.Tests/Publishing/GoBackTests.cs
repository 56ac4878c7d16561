using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Site;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

/// <summary>The ways back: to an earlier revision, and from a recall.</summary>
public abstract class GoBackTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task The_page_of_an_earlier_version_shows_what_changed_and_its_button_goes_back()
    {
        var post = await Stage.Approved();
        await Stage.Edit(post.Id, words => words with { Text = words.Text.Replace("sedikit demi sedikit", "sekaligus", StringComparison.Ordinal) });
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain($"/desk/posts/{post.Id}/revisions/1");
        var page = await officer.Page($"/desk/posts/{post.Id}/revisions/1");
        page.QuerySelector("del")!.TextContent.ShouldContain("sedikit demi sedikit");
        page.QuerySelector("ins")!.TextContent.ShouldContain("sekaligus");
        (await officer.Submit($"/desk/posts/{post.Id}/revisions/1", "go-back")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var now = await Stage.Post(post.Id);
        (now.Revision, now.Text, now.IsApproved).ShouldBe((3, post.Text, false));
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain("kembali ke versi 1.");
    }

    [Fact]
    public async Task Going_back_throws_nothing_away_that_a_colleague_wrote_since()
    {
        var post = await Stage.Approved();
        await Stage.Edit(post.Id, words => words with { Title = "Judul kedua" });
        await Stage.Edit(post.Id, words => words with { Title = "Judul ketiga" });
        (await Stage.As("officer", scope => scope.GetRequiredService<GoBack>().Run(new(post.Id, 1, 2), default))).Problems.Single().Code.ShouldBe("ChangedMeanwhile");
        (await Stage.As("kader", scope => scope.GetRequiredService<GoBack>().Run(new(post.Id, 1, 3), default))).Problems.Single().Code.ShouldBe("NotAllowed");
    }

    [Fact]
    public async Task A_recalled_post_is_planned_again_and_goes_out_as_a_new_one_at_its_old_address()
    {
        var post = await Recalled();
        var first = Network.Posts.Single().Key;
        using var officer = await App.Client("officer");
        (await officer.Submit($"/desk/posts/{post.Id}", "plan-again")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Stage.Post(post.Id)).IsApproved.ShouldBeFalse();
        await Stage.Edit(post.Id, words => words with { Text = "Takaran yang benar." });
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds(3);
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Sent);
        Network.Posts.Count.ShouldBe(2);
        Network.Posts.Last().Key.ShouldNotBe(first);
        var page = await Page(post.Id);
        (page.RecalledAt, page.Slug, page.FeedAt).ShouldBe((null, "pemberian-oralit-di-rumah", null));
        page.Html.ShouldContain("Takaran yang benar");
    }

    [Fact]
    public async Task A_recall_that_is_still_under_way_is_not_undone()
    {
        Network.Abilities = ConnectorAbilities.Edit;
        var post = await Recalled();
        (await Stage.As("officer", scope => scope.GetRequiredService<PlanAgain>().Run(post.Id, default))).Problems.Single().Code.ShouldBe("RecallNotDone");
        var open = await Stage.Approved(PublishingStage.Words("Judul lain"));
        (await Stage.As("officer", scope => scope.GetRequiredService<PlanAgain>().Run(open.Id, default))).Problems.Single().Code.ShouldBe("NotRecalled");
    }

    private async Task<Post> Recalled()
    {
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name, "feeds");
        await Rounds(2);
        (await Stage.As("officer", scope => scope.GetRequiredService<RecallPost>().Run(post.Id, "Takaran salah.", default))).Problems.ShouldBeEmpty();
        await Rounds(2);
        return post;
    }

    private async Task<SitePage> Page(Id<Post> id)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<SitePage>().AcrossCentres().AsNoTracking().SingleAsync(page => page.Id == id);
    }

    private async Task Rounds(int count)
    {
        for (var i = 0; i < count; i++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(15));
            await App.Tick();
            await App.RunJobs("publish");
        }
    }
}

[Collection("publishing on sqlite")]
public sealed class GoBackOnSqlite(SqliteApp app) : GoBackTests(app);

[Collection("publishing on postgres")]
public sealed class GoBackOnPostgres(PostgresApp app) : GoBackTests(app);
