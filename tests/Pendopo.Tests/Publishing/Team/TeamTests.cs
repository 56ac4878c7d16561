using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Team;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Team;

public abstract class TeamTests(TestApp app) : PublishingTests(app)
{
    private static readonly DateOnly Tomorrow = new(2026, 3, 3);

    [Fact]
    public async Task An_idea_becomes_one_post_however_often_it_is_taken_up()
    {
        var idea = (await Stage.As("kader", scope => scope.GetRequiredService<KeepIdea>().Propose("Menyimpan ASI pada hari pasar", "Tanya Bu Sari", default))).Value;
        var first = (await Stage.As("officer", scope => scope.GetRequiredService<KeepIdea>().TakeUp(idea.Id, default))).Value;
        (await Stage.As("clinician", scope => scope.GetRequiredService<KeepIdea>().TakeUp(idea.Id, default))).Value.ShouldBe(first);
        (await Stage.Post(first)).Title.ShouldBe("Menyimpan ASI pada hari pasar");
        (await Stage.As("officer", scope => scope.GetRequiredService<KeepIdea>().Shelve(idea.Id, true, default))).Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task An_idea_is_set_aside_and_fetched_back_and_another_centre_never_sees_it()
    {
        var idea = (await Stage.As("officer", scope => scope.GetRequiredService<KeepIdea>().Propose("Sarapan sehat", "", default))).Value;
        foreach (var aside in new[] { true, false })
        {
            await Stage.As("officer", scope => scope.GetRequiredService<KeepIdea>().Shelve(idea.Id, aside, default));
            (await Stage.As("officer", scope => scope.GetRequiredService<TeamReader>().Ideas(aside ? IdeaState.SetAside : IdeaState.Open, default))).ShouldContain(line => line.Idea.Id == idea.Id);
        }
        await using var scope = await App.ScopeOf("officer@kenanga", "kenanga");
        (await scope.ServiceProvider.GetRequiredService<KeepIdea>().TakeUp(idea.Id, default)).IsNotFound.ShouldBeTrue();
        (await scope.ServiceProvider.GetRequiredService<TeamReader>().Ideas(IdeaState.Open, default)).ShouldNotContain(line => line.Idea.Id == idea.Id);
    }

    [Fact]
    public async Task What_is_asked_of_somebody_stands_on_their_desk_until_it_is_done()
    {
        var post = await Stage.Draft();
        (await Give(post, "reviewer")).Problems.ShouldBeEmpty();
        using var reviewer = await App.Client("reviewer");
        (await reviewer.GetStringAsync("/desk")).ShouldContain("Ambil dua foto");
        var task = (await Stage.As("reviewer", scope => scope.GetRequiredService<TeamReader>().Tasks(null, mineOnly: true, default))).Single(line => line.Assignment.PostId == post.Id);
        (await Stage.As("clinician", scope => scope.GetRequiredService<KeepAssignment>().Finish(task.Assignment.Id, true, default))).IsNotFound.ShouldBeTrue();
        (await Stage.As("reviewer", scope => scope.GetRequiredService<KeepAssignment>().Finish(task.Assignment.Id, true, default))).Ok.ShouldBeTrue();
        (await reviewer.GetStringAsync("/desk")).ShouldNotContain("Ambil dua foto");
        (await reviewer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain("Ambil dua foto");
    }

    [Fact]
    public async Task Work_is_asked_only_of_colleagues_of_this_centre_and_for_a_day_to_come()
    {
        var post = await Stage.Draft();
        var stranger = await PersonOf("officer@kenanga", "kenanga");
        var wrong = await Stage.As("officer", scope => scope.GetRequiredService<KeepAssignment>().Give(new(post.Id, stranger, " ", new(2026, 3, 1)), default));
        wrong.Problems.Select(problem => problem.Field).ShouldBe(["What", "Due", "Person"], ignoreOrder: true);
    }

    [Fact]
    public async Task Whoever_a_comment_names_is_told_and_asked_until_they_react()
    {
        var post = await Stage.Draft();
        var name = (await Stage.As("reviewer", scope => Task.FromResult(scope.GetRequiredService<Here>().Person!.Name)));
        await Comment("officer", post, $"@{name}, dosisnya benar?");
        (await Asked("reviewer")).ShouldContain(line => line.Post == post.Id);
        (await Asked("head")).ShouldNotContain(line => line.Post == post.Id);
        await Comment("reviewer", post, "Benar.");
        (await Asked("reviewer")).ShouldNotContain(line => line.Post == post.Id);
        await Comment("officer", post, "Terima kasih.", await PersonOf("head"));
        (await Asked("head")).ShouldContain(line => line.Post == post.Id);
        (await Stage.As("head", scope => scope.GetRequiredService<Mentions>().Seen(post.Id, default))).Ok.ShouldBeTrue();
        (await Asked("head")).ShouldNotContain(line => line.Post == post.Id);
    }

    [Fact]
    public async Task Hours_are_noted_in_one_tap_and_taken_back_by_whoever_noted_them()
    {
        var post = await Stage.Draft();
        foreach (var (role, minutes) in new[] { ("officer", 30), ("officer", 15), ("reviewer", 60) })
            (await Stage.As(role, scope => scope.GetRequiredService<NoteEffort>().Run(post.Id, minutes, default))).Ok.ShouldBeTrue();
        (await Minutes("officer", post)).ShouldBe((105, 45));
        await Stage.As("officer", scope => scope.GetRequiredService<NoteEffort>().TakeBack(post.Id, default));
        (await Minutes("officer", post)).ShouldBe((90, 30));
        (await Stage.As("officer", scope => scope.GetRequiredService<NoteEffort>().Run(post.Id, 7, default))).Problems[0].Code.ShouldBe("MinutesUnknown");
        using var officer = await App.Client("officer");
        (await officer.Send(await officer.GetStringAsync($"/desk/posts/{post.Id}"), "effort", new() { ["Form.Minutes"] = "120" }, $"/desk/posts/{post.Id}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        (await Minutes("officer", post)).ShouldBe((210, 150));
    }

    [Fact]
    public async Task Reminders_go_once_a_morning_to_those_whose_work_is_due_and_to_those_who_let_a_post_wait()
    {
        await using var sink = await SmtpSink.StartAsync();
        using var rina = await App.Client("administrator");
        await rina.Submit("/admin/settings", "mail", ("Mail.Host", SmtpSink.Host), ("Mail.Port", $"{sink.Port}"), ("Mail.Security", "none"), ("Mail.From", "halo@melati.example"));
        var post = await Stage.Submitted();
        (await Give(post, "officer")).Problems.ShouldBeEmpty();
        for (var hour = 0; hour < 26; hour++)
        {
            App.Clock.Advance(TimeSpan.FromHours(1));
            await App.Tick();
            await App.RunJobs();
        }
        // Due on the third of March: told on the morning of the second, which is now, and of the third.
        var mails = await sink.MailsToAsync("dimas@melati.example", count: 0);
        mails.Count(mail => mail.Text!.Contains("/desk/team", StringComparison.Ordinal)).ShouldBe(2);
        (await sink.MailsToAsync("ayu@melati.example", count: 0)).Count(mail => mail.Text!.Contains("/desk/approvals", StringComparison.Ordinal)).ShouldBe(1);
        mails.ShouldAllBe(mail => !mail.Text!.Contains("oralit", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Erasing_a_colleague_takes_what_was_asked_of_them_and_said_to_them()
    {
        var post = await Stage.Draft();
        await Give(post, "reviewer");
        await Comment("officer", post, "Mohon dibaca.", await PersonOf("reviewer"));
        await Stage.As("reviewer", scope => scope.GetRequiredService<NoteEffort>().Run(post.Id, 15, default));
        var ayu = await PersonOf("reviewer");
        await using var scope = await App.Scope();
        foreach (var erasure in scope.ServiceProvider.GetServices<IErasure>())
            await erasure.Erase(ayu, default);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        (await db.Set<Assignment>().AcrossCentres().AnyAsync(row => row.PersonId == ayu)).ShouldBeFalse();
        (await db.Set<Mention>().AcrossCentres().AnyAsync(row => row.PersonId == ayu)).ShouldBeFalse();
        (await db.Set<Effort>().AcrossCentres().AnyAsync(row => row.PersonId == ayu)).ShouldBeFalse();
    }

    private async Task<Pendopo.Platform.Result<Post>> Give(Post post, string role)
    {
        var person = await PersonOf(role);
        return await Stage.As("officer", scope => scope.GetRequiredService<KeepAssignment>().Give(new(post.Id, person, "Ambil dua foto", Tomorrow), default));
    }

    private async Task Comment(string role, Post post, string words, params Id<Person>[] tell) =>
        (await Stage.As(role, scope => scope.GetRequiredService<CommentOnPost>().Run(post.Id, words, tell, default))).Ok.ShouldBeTrue();

    private Task<IReadOnlyList<MentionLine>> Asked(string role) => Stage.As(role, scope => scope.GetRequiredService<TeamReader>().Asked(default));

    private Task<(int, int)> Minutes(string role, Post post) => Stage.As(role, scope => scope.GetRequiredService<TeamReader>().Minutes(post.Id, default));

    private async Task<Id<Person>> PersonOf(string role, string centre = "melati")
    {
        await using var scope = await App.ScopeOf(role, centre);
        return scope.ServiceProvider.GetRequiredService<Here>().Actor;
    }
}

[Collection("publishing on sqlite")]
public sealed class TeamOnSqlite(SqliteApp app) : TeamTests(app);

[Collection("publishing on postgres")]
public sealed class TeamOnPostgres(PostgresApp app) : TeamTests(app);

public sealed class NamedInTests
{
    private static readonly Teammate Ayu = new(Id<Person>.New(), "Bidan Ayu", "Bidan"), AyuToo = new(Id<Person>.New(), "Ayu Lestari", ""), Dimas = new(Id<Person>.New(), "Dimas", "");

    [Theory]
    [InlineData("@Dimas tolong", "Dimas")]
    [InlineData("tolong @dimas.", "Dimas")]
    [InlineData("@Bidan Ayu dan @Dimas", "Bidan Ayu,Dimas")]
    [InlineData("@Lestari?", "Ayu Lestari")]
    [InlineData("@Ayu Lestari?", "Ayu Lestari")]
    [InlineData("@Ayu?", "")]
    [InlineData("dimas@melati.example", "")]
    [InlineData("@Dimasari", "")]
    [InlineData("@Dimas @Dimas", "Dimas")]
    public void A_name_after_the_sign_means_one_colleague_or_none(string comment, string named) =>
        string.Join(',', Teammates.NamedIn(comment, [Ayu, AyuToo, Dimas]).Select(mate => mate.Name)).ShouldBe(named);
}
