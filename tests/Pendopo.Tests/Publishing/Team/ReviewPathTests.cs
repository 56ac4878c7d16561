using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Team;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Team;

public abstract class ReviewPathTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task A_medical_path_takes_the_approval_of_a_clinician_who_reviews_and_of_nobody_else()
    {
        await Rule(ReviewPath.Medical);
        var post = await Stage.Submitted();
        (await Answer("head", post)).Problems[0].Code.ShouldBe("MedicalApproves");
        (await Stage.Post(post.Id)).Review.ShouldBe(ReviewState.WaitingForApproval);
        (await Answer("reviewer", post)).Ok.ShouldBeTrue();
        (await Stage.Post(post.Id)).IsApproved.ShouldBeTrue();
    }

    [Fact]
    public async Task Medical_and_head_needs_both_in_turn_by_two_people_before_anything_goes_out()
    {
        await Rule(ReviewPath.MedicalAndHead);
        var post = await Stage.Submitted();
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        (await Answer("head", post)).Problems[0].Code.ShouldBe("MedicalFirst");
        (await Answer("reviewer", post)).Ok.ShouldBeTrue();
        await App.RunJobs();
        (await Stage.Post(post.Id)).Review.ShouldBe(ReviewState.WaitingForApproval);
        (await Answer("reviewer", post)).Problems[0].Code.ShouldBe("HeadApproves");
        Network.Posts.ShouldBeEmpty();
        (await Answer("head", post)).Ok.ShouldBeTrue();
        (await Stage.Post(post.Id)).IsApproved.ShouldBeTrue();
    }

    [Fact]
    public async Task One_person_with_both_rights_cannot_give_both_approvals()
    {
        await Rule(ReviewPath.MedicalAndHead);
        var post = await Stage.Submitted();
        (await Answer("administrator", post)).Ok.ShouldBeTrue();
        (await Answer("administrator", post)).Problems[0].Code.ShouldBe("AnotherHeadApproves");
    }

    [Fact]
    public async Task Changes_asked_for_after_the_first_approval_begin_the_way_anew()
    {
        await Rule(ReviewPath.MedicalAndHead);
        var post = await Stage.Submitted();
        await Answer("reviewer", post);
        (await Answer("head", post, ReviewAnswer.AskForChanges)).Ok.ShouldBeTrue();
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await Stage.Submit(post.Id);
        (await Answer("head", post)).Problems[0].Code.ShouldBe("MedicalFirst");
    }

    [Fact]
    public async Task A_kind_that_needs_nobody_is_approved_when_it_is_handed_in()
    {
        await Rule(ReviewPath.None);
        (await Stage.Submitted()).IsApproved.ShouldBeTrue();
        (await Stage.Submitted(PublishingStage.Words() with { Kind = PostKind.Tip })).IsApproved.ShouldBeFalse();
    }

    [Fact]
    public async Task A_post_may_ask_for_more_than_its_kind_and_never_for_less()
    {
        var post = await Stage.Draft();
        (await Choose(post, ReviewPath.None)).Problems[0].Code.ShouldBe("PathTooLoose");
        (await Choose(post, ReviewPath.Medical)).Ok.ShouldBeTrue();
        await Stage.Submit(post.Id);
        (await Answer("head", post)).Problems[0].Code.ShouldBe("MedicalApproves");
        (await Choose(post, ReviewPath.One)).Problems[0].Code.ShouldBe("PathWhileWaiting");
    }

    [Fact]
    public async Task Only_the_last_word_loosens_what_a_kind_needs()
    {
        foreach (var role in new[] { "officer", "reviewer", "district-officer" })
            (await Stage.As(role, scope => scope.GetRequiredService<ChoosePath>().Rules(new Dictionary<PostKind, ReviewPath> { [PostKind.Article] = ReviewPath.None }, default))).Problems[0].Code.ShouldBe("MayNotSetPaths");
        (await Stage.Submitted()).IsApproved.ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_approves_what_they_wrote_whatever_the_path()
    {
        await Rule(ReviewPath.Medical);
        var post = await Stage.As("reviewer", async scope => (await scope.GetRequiredService<BeginPost>().Run(PublishingStage.Words(), null, default)).Value);
        await Stage.As("reviewer", scope => scope.GetRequiredService<SubmitPost>().Run(post.Id, "", default));
        (await Answer("reviewer", post)).Problems[0].Code.ShouldBe("AnotherPersonApproves");
    }

    [Fact]
    public async Task The_head_sets_the_paths_on_a_page_that_others_only_read()
    {
        using var head = await App.Client("head");
        var html = await head.GetStringAsync("/desk/team/paths");
        (await head.Send(html, "paths", new() { ["Form.Article"] = "MedicalAndHead", ["Form.Tip"] = "One" }, "/desk/team/paths")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        using var officer = await App.Client("officer");
        var read = await officer.GetStringAsync("/desk/team/paths");
        read.ShouldContain("lalu keputusan akhir");
        read.ShouldNotContain("<select");
    }

    [Fact]
    public async Task A_phone_approves_one_text_after_the_other()
    {
        var (first, second) = (await Stage.Submitted(PublishingStage.Words("Cuci tangan pakai sabun")), await Stage.Submitted(PublishingStage.Words("Minum obat TB sampai selesai")));
        using var reviewer = await App.Client("reviewer");
        var seen = new HashSet<Id<Post>>();
        for (var i = 0; i < 5 && seen.Count < 2; i++)
        {
            var html = await reviewer.GetStringAsync("/desk/approvals");
            foreach (var post in new[] { first, second }.Where(post => html.Contains($"value=\"{post.Id}\"", StringComparison.Ordinal)))
                seen.Add(post.Id);
            (await reviewer.Send(html, "answer", new() { ["Form.Act"] = "Approve", ["Form.Comment"] = "" }, "/desk/approvals")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        }
        (await Stage.Post(first.Id)).IsApproved.ShouldBeTrue();
        (await Stage.Post(second.Id)).IsApproved.ShouldBeTrue();
    }

    private Task<Result<Post>> Choose(Post post, ReviewPath path) => Stage.As("officer", scope => scope.GetRequiredService<ChoosePath>().For(post.Id, path, default));

    private async Task Rule(ReviewPath path) => (await Stage.As("head", scope =>
        scope.GetRequiredService<ChoosePath>().Rules(new Dictionary<PostKind, ReviewPath> { [PostKind.Article] = path }, default))).Ok.ShouldBeTrue();

    private Task<Result<Post>> Answer(string role, Post post, ReviewAnswer answer = ReviewAnswer.Approve) => Stage.As(role, async scope =>
        await scope.GetRequiredService<AnswerReview>().Run(new(post.Id, (await Stage.Post(post.Id)).Revision, answer, "Sudah saya baca."), default));
}

[Collection("publishing on sqlite")]
public sealed class ReviewPathOnSqlite(SqliteApp app) : ReviewPathTests(app);

[Collection("publishing on postgres")]
public sealed class ReviewPathOnPostgres(PostgresApp app) : ReviewPathTests(app);
