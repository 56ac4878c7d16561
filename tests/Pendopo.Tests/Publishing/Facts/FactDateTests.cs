using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Facts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Facts;

public abstract class FactDateTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task Two_weeks_before_its_date_a_post_is_a_task_and_after_it_readers_are_told()
    {
        var post = await Out();
        (await Check(post.Id, Today.AddDays(20))).Ok.ShouldBeTrue();
        (await Due()).ShouldBeEmpty();
        App.Clock.Advance(TimeSpan.FromDays(7));
        (await Due()).ShouldHaveSingleItem().Post.ShouldBe(post.Id);
        (await Page(post)).ShouldNotContain("Sedang ditinjau");

        App.Clock.Advance(TimeSpan.FromDays(14));
        (await Page(post)).ShouldContain("Sedang ditinjau");
        using var reviewer = await App.Client("reviewer");
        (await reviewer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain("Sedang ditinjau");

        (await Check(post.Id, Today.AddYears(1))).Ok.ShouldBeTrue();
        (await Due()).ShouldBeEmpty();
        (await Page(post)).ShouldNotContain("Sedang ditinjau");
    }

    [Fact]
    public async Task A_date_needs_a_reviewer_a_source_and_a_day_to_come()
    {
        var post = await Out();
        (await Check(post.Id, Today.AddDays(20), "officer")).Problems.ShouldHaveSingleItem().Code.ShouldBe("NotAllowed");
        (await Check(post.Id, Today)).Problems.ShouldHaveSingleItem().Code.ShouldBe("FactDateWrong");
        (await Check(post.Id, Today.AddYears(4))).Problems.ShouldHaveSingleItem().Code.ShouldBe("FactDateWrong");
        var bare = await Stage.Draft(PublishingStage.Words() with { Title = "Tanpa sumber", Sources = "" });
        (await Check(bare.Id, Today.AddDays(20))).Problems.ShouldHaveSingleItem().Code.ShouldBe("FactSourceMissing");
    }

    [Fact]
    public async Task The_date_can_be_taken_away_and_both_stand_on_the_audit_chain()
    {
        var post = await Out();
        await Check(post.Id, Today.AddDays(3));
        await Check(post.Id, null);
        (await Due()).ShouldBeEmpty();
        (await Stage.As("reviewer", scope => scope.GetRequiredService<PendopoDb>().Set<AuditEntry>().CountAsync(row => row.Act == "publishing.facts"))).ShouldBe(2);
    }

    private DateOnly Today => Clock.DateOf(App.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    private async Task<Post> Out()
    {
        var post = await Stage.Approved(PublishingStage.Words() with { Sources = "Kementerian Kesehatan, Buku KIA 2024" });
        await Stage.Schedule(post.Id, null);
        for (var i = 0; i < 3; i++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(15));
            await App.Tick();
            await App.RunJobs();
        }
        return await Stage.Post(post.Id);
    }

    private Task<Pendopo.Platform.Result<Post>> Check(Id<Post> post, DateOnly? until, string role = "reviewer") =>
        Stage.As(role, scope => scope.GetRequiredService<CheckFacts>().Run(post, until, default));

    private Task<List<FactTask>> Due() => Stage.As("reviewer", scope => scope.GetRequiredService<FactReader>().Due(Today, default));

    private async Task<string> Page(Post post)
    {
        using var anybody = App.Anonymous();
        anybody.DefaultRequestHeaders.AcceptLanguage.ParseAdd("id");
        return await anybody.GetStringAsync($"/@melati/posts/{post.Slug}");
    }
}

[Collection("publishing on sqlite")]
public sealed class FactDateOnSqlite(SqliteApp app) : FactDateTests(app);

[Collection("publishing on postgres")]
public sealed class FactDateOnPostgres(PostgresApp app) : FactDateTests(app);
