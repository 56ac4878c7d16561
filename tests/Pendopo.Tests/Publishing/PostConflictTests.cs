using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

public abstract class PostConflictTests(TestApp app) : AppTests(app)
{
    private PublishingStage stage = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        stage = new PublishingStage(App);
    }

    [Fact]
    public async Task Who_saves_second_sees_both_texts_and_decides_with_or_without_scripts()
    {
        var post = await stage.Draft();
        var desk = $"/desk/posts/{post.Id}";
        using var head = await App.Client("head");
        var open = await head.GetStringAsync(desk);
        await stage.Edit(post.Id, words => words with { Text = "Larutan oralit dari petugas." });
        var refused = await head.Send(open, "compose", new() { ["Form.Text"] = "Larutan oralit dari kepala.", ["Form.Act"] = "save" }, desk);
        refused.StatusCode.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
        var both = await refused.Content.ReadAsStringAsync();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(both);
        page.QuerySelector("section[aria-labelledby=theirs] del")!.TextContent.ShouldContain("petugas");
        page.QuerySelector("section[aria-labelledby=theirs] ins")!.TextContent.ShouldContain("kepala");
        page.QuerySelector("textarea[name='Form.Text']")!.TextContent.ShouldBe("Larutan oralit dari kepala.");
        (await head.Send(both, "compose", new() { ["Form.Text"] = "Larutan oralit dari kepala.", ["Form.Act"] = "over" }, desk)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        (await stage.Post(post.Id)).Text.ShouldBe("Larutan oralit dari kepala.");
    }

    [Fact]
    public async Task What_is_kept_by_itself_at_the_moment_of_another_save_is_refused_clearly()
    {
        var post = await stage.Submitted();
        var refused = await Late(post.Id, byItself: true);
        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe("ChangedMeanwhile");
        (await stage.Post(post.Id)).Title.ShouldBe("Pertama");
    }

    [Fact]
    public async Task What_a_person_saves_at_the_moment_of_their_own_autosave_is_kept()
    {
        var post = await stage.Submitted();
        (await Late(post.Id, byItself: false)).Problems.ShouldBeEmpty();
        ((await stage.Post(post.Id)).Title, (await stage.Post(post.Id)).Revision).ShouldBe(("Kedua", 3));
    }

    [Fact]
    public async Task Plans_made_at_the_same_moment_are_one_plan_or_a_clear_refusal()
    {
        var post = await stage.Approved();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => stage.As("officer", async scope =>
            await scope.GetRequiredService<SchedulePost>().Run(new(post.Id, [], null), default)))));
        answers.ShouldAllBe(answer => answer.Ok || answer.Problems[0].Code == "ChangedMeanwhile");
        answers.ShouldContain(answer => answer.Ok);
        (await stage.Publication(post.Id, "site")).State.ShouldBe(PublicationState.Scheduled);
    }

    [Fact]
    public async Task Posts_of_the_same_instant_are_all_listed_across_the_edge_of_a_page()
    {
        for (var i = 0; i < 55; i++)
            await stage.Draft();
        var seen = await stage.As("officer", async scope =>
        {
            var board = scope.GetRequiredService<PostBoard>();
            var first = await board.List(Shelf.Writing, null, default);
            var second = await board.List(Shelf.Writing, PageMark.Read(first.Next), default);
            second.Next.ShouldBeNull();
            return first.Posts.Concat(second.Posts).Select(line => line.Id).ToList();
        });
        seen.Distinct().Count().ShouldBe(seen.Count);
        seen.Count.ShouldBeGreaterThanOrEqualTo(55);
    }

    /// <summary>Saves with a context that had read the post before another save of the same person.</summary>
    private Task<Result<Post>> Late(Id<Post> id, bool byItself) => stage.As("officer", async scope =>
    {
        var read = await scope.GetRequiredService<PendopoDb>().Set<Post>().FirstAsync(row => row.Id == id);
        (await Save(id, "Pertama", byItself: true)).Problems.ShouldBeEmpty();
        return await scope.GetRequiredService<KeepPost>().Run(new(id, read.Revision, read.Words with { Title = "Kedua" }, byItself), default);
    });

    private Task<Result<Post>> Save(Id<Post> id, string title, bool byItself) => stage.As("officer", async scope =>
    {
        var post = await scope.GetRequiredService<PendopoDb>().Set<Post>().AsNoTracking().FirstAsync(row => row.Id == id);
        return await scope.GetRequiredService<KeepPost>().Run(new(id, post.Revision, post.Words with { Title = title }, byItself), default);
    });
}

[Collection("publishing on sqlite")]
public sealed class PostConflictOnSqlite(SqliteApp app) : PostConflictTests(app);

[Collection("publishing on postgres")]
public sealed class PostConflictOnPostgres(PostgresApp app) : PostConflictTests(app);
