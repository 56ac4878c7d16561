using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Site;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

public abstract class SendingTests(TestApp app) : PublishingTests(app)
{
    private async Task Round()
    {
        App.Clock.Advance(TimeSpan.FromSeconds(15));
        await App.Tick();
        await App.RunJobs();
    }

    private async Task Rounds(int count)
    {
        for (var i = 0; i < count; i++)
            await Round();
    }

    [Fact]
    public async Task An_approved_post_goes_to_its_page_first_and_then_to_the_network_with_its_address()
    {
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name, "feeds");
        await Rounds(2);
        var page = await Stage.Publication(post.Id, "site");
        var there = await Stage.Publication(post.Id, ScriptedNetwork.Name);
        (page.State, there.State).ShouldBe((PublicationState.Sent, PublicationState.Sent));
        page.SentAt!.Value.ShouldBeLessThanOrEqualTo(there.SentAt!.Value);
        Network.Posts.Single().Text.ShouldContain(page.RemoteUrl!);
        Network.Posts.Single().Key.ShouldBe(there.Key);
        Network.Posts.Single().IntendedAt.ShouldBe(there.IntendedAt!.Value);
    }

    [Fact]
    public async Task A_scheduled_post_is_out_within_a_minute_of_its_minute_and_not_before()
    {
        var post = await Stage.Approved();
        var local = (await App.CentreOf("melati")).Local(App.Clock.GetUtcNow()).DateTime.AddMinutes(30);
        await Stage.Schedule(post.Id, local, ScriptedNetwork.Name);
        App.Clock.Advance(TimeSpan.FromMinutes(29.5));
        await Round();
        Network.Posts.ShouldBeEmpty();
        await Rounds(4);
        var sent = await Stage.Publication(post.Id, ScriptedNetwork.Name);
        (sent.SentAt!.Value - sent.DueAt!.Value).ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_post_whose_hour_passed_while_the_machine_was_off_waits_for_a_person()
    {
        var post = await Stage.Approved();
        var local = (await App.CentreOf("melati")).Local(App.Clock.GetUtcNow()).DateTime.AddMinutes(30);
        await Stage.Schedule(post.Id, local, ScriptedNetwork.Name);
        App.Clock.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromMinutes(61));
        await Rounds(2);
        var late = await Stage.Publication(post.Id, "site");
        (late.State, late.TroubleCode, late.NeedsPerson).ShouldBe((PublicationState.Failed, "TimePassed", true));
        Network.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_half_an_hour_late_still_goes_out_by_itself()
    {
        var post = await Stage.Approved();
        var local = (await App.CentreOf("melati")).Local(App.Clock.GetUtcNow()).DateTime.AddMinutes(30);
        await Stage.Schedule(post.Id, local, ScriptedNetwork.Name);
        App.Clock.Advance(TimeSpan.FromMinutes(60));
        await Rounds(2);
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Sent);
    }

    [Fact]
    public async Task An_edit_after_approval_stops_what_is_scheduled_until_it_is_approved_again()
    {
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, (await App.CentreOf("melati")).Local(App.Clock.GetUtcNow()).DateTime.AddMinutes(1), ScriptedNetwork.Name);
        await Stage.Edit(post.Id, words => words with { Text = words.Text + "\n\nTambahan." });
        App.Clock.Advance(TimeSpan.FromMinutes(2));
        await Rounds(2);
        Network.Posts.ShouldBeEmpty();
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.WaitingForApproval);
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Rounds(2);
        Network.Posts.Single().Html.ShouldContain("Tambahan");
    }

    [Fact]
    public async Task Two_workers_with_one_publication_send_it_once()
    {
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Step(await Stage.Publication(post.Id, "site"));
        var waiting = await Stage.Publication(post.Id, ScriptedNetwork.Name);
        var both = new TaskCompletionSource();
        Network.Answers.Enqueue(async () =>
        {
            await both.Task;
            return Network.Sent(waiting.Key);
        });
        var workers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => Step(waiting))).ToList();
        await Task.WhenAny(workers);
        both.SetResult();
        await Task.WhenAll(workers);
        Network.Posts.Count.ShouldBe(1);
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Sent);
    }

    [Fact]
    public async Task A_crash_between_intent_and_answer_is_asked_about_and_never_sent_again_blindly()
    {
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Step(await Stage.Publication(post.Id, "site"));
        var waiting = await Stage.Publication(post.Id, ScriptedNetwork.Name);
        await Crash(waiting);
        // The rescuer gives the same job to another worker.
        (await Step(waiting)).Kind.ShouldBe(JobOutcomeKind.Done);
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Unknown);
        Network.Reconciliations.Enqueue(new SendOutcome.Sent(new("scripted:found", "https://scripted.example/found")));
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await Rounds(1);
        var found = await Stage.Publication(post.Id, ScriptedNetwork.Name);
        (found.State, found.RemoteId, Network.Posts.Count).ShouldBe((PublicationState.Sent, "scripted:found", 0));
    }

    [Fact]
    public async Task A_network_that_surely_has_it_not_gets_it_again_with_the_same_key()
    {
        var post = await Stage.Approved();
        Network.Answers.Enqueue(() => throw new HttpRequestException("gone"));
        Network.Reconciliations.Enqueue(new SendOutcome.RetryAt(null, "not there"));
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds(2);
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Unknown);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await Round();
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await Rounds(2);
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Sent);
        Network.Posts.Count.ShouldBe(2);
        Network.Posts.Select(sent => (sent.Key, sent.IntendedAt)).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task After_three_questions_without_answer_a_person_says_that_it_went_out()
    {
        var post = await Stage.Approved();
        Network.Answers.Enqueue(new SendOutcome.Unknown("no answer"));
        for (var i = 0; i < 3; i++)
            Network.Reconciliations.Enqueue(new SendOutcome.Unknown("cannot be asked"));
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds(2);
        foreach (var minutes in new[] { 1, 5, 20, 60 })
        {
            App.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await Round();
        }
        Network.Asked.ShouldBe(3);
        var unknown = await Stage.Publication(post.Id, ScriptedNetwork.Name);
        (unknown.State, unknown.NeedsPerson).ShouldBe((PublicationState.Unknown, true));
        await Decide(unknown, Decision.ItWentOut, "https://scripted.example/42");
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).RemoteUrl.ShouldBe("https://scripted.example/42");
        Network.Posts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_after_approval_reaches_the_page_and_the_network()
    {
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds(2);
        await Stage.Edit(post.Id, words => words with { Text = "Teks yang baru." });
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Rounds(2);
        Network.Edits.Single().Html.ShouldContain("Teks yang baru");
        (await Page(post.Id)).Html.ShouldContain("Teks yang baru");
        (await Page(post.Id)).Slug.ShouldBe("pemberian-oralit-di-rumah");
    }

    [Fact]
    public async Task A_new_title_after_the_first_send_leaves_the_address_as_it_was()
    {
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, null);
        await Rounds(2);
        await Stage.Edit(post.Id, words => words with { Title = "Judul lain sama sekali" });
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Rounds(2);
        ((await Page(post.Id)).Title, (await Page(post.Id)).Slug).ShouldBe(("Judul lain sama sekali", "pemberian-oralit-di-rumah"));
    }

    [Fact]
    public async Task Recall_reaches_the_page_and_the_network_and_its_reason_stands_in_the_place()
    {
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name, "feeds");
        await Rounds(2);
        await Recall(post.Id, "Takaran di teks ini salah.");
        await Rounds(2);
        Network.Recalls.ShouldHaveSingleItem();
        foreach (var name in new[] { "site", "feeds", ScriptedNetwork.Name })
            (await Stage.Publication(post.Id, name)).State.ShouldBe(PublicationState.Recalled);
        ((await Page(post.Id)).RecallReason, (await Page(post.Id)).Html).ShouldBe(("Takaran di teks ini salah.", ""));
    }

    [Fact]
    public async Task Recall_asked_while_a_send_is_under_way_follows_its_answer()
    {
        var post = await Stage.Approved();
        Network.Answers.Enqueue(async () =>
        {
            await Recall(post.Id, "Salah kirim.");
            return Network.Sent(Network.Posts.Single().Key);
        });
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds(4);
        Network.Recalls.ShouldHaveSingleItem();
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Recalled);
    }

    [Fact]
    public async Task A_text_that_does_not_fit_fails_before_the_network_is_called()
    {
        Network.Bounds = Network.Bounds with { Graphemes = 5 };
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds(2);
        var failed = await Stage.Publication(post.Id, ScriptedNetwork.Name);
        (failed.State, failed.TroubleCode, Network.Posts.Count).ShouldBe((PublicationState.Failed, "DoesNotFit", 0));
    }

    private async Task Recall(Id<Post> id, string reason) =>
        (await Stage.As("officer", async scope => await scope.GetRequiredService<RecallPost>().Run(id, reason, default))).Problems.ShouldBeEmpty();

    private async Task Decide(Publication publication, Decision decision, string url) =>
        (await Stage.As("officer", async scope => await scope.GetRequiredService<DecidePublication>().Run(new(publication.Id, decision, url), default))).Problems.ShouldBeEmpty();

    private Task<JobOutcome> Step(Publication publication) => Stage.As("officer", async scope =>
        await scope.GetRequiredService<IJobHandler<TakeStep>>().Run(new(publication.Id, publication.Version), default));

    private Task<bool> Crash(Publication publication) => Stage.As("officer", async scope =>
    {
        var db = scope.GetRequiredService<PendopoDb>();
        (await db.Set<Publication>().SingleAsync(row => row.Id == publication.Id)).Begin(1, App.Clock.GetUtcNow());
        await db.SaveChangesAsync();
        return true;
    });

    private async Task<SitePage> Page(Id<Post> id)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<SitePage>().AcrossCentres().AsNoTracking().SingleAsync(page => page.Id == id);
    }
}

[Collection("publishing on sqlite")]
public sealed class SendingOnSqlite(SqliteApp app) : SendingTests(app);

[Collection("publishing on postgres")]
public sealed class SendingOnPostgres(PostgresApp app) : SendingTests(app);
