using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

/// <summary>What people ask of a publication while nobody knows whether it is out.</summary>
public abstract class AskedMeanwhileTests(TestApp app) : PublishingTests(app)
{
    private const string Corrected = "Teks yang sudah diperbaiki.";

    [Fact]
    public async Task A_correction_approved_while_a_send_is_under_way_reaches_the_network_by_itself()
    {
        var post = await Stage.Approved();
        Network.Answers.Enqueue(async () =>
        {
            await Correct(post.Id);
            return Network.Sent(Network.Posts.Single().Key);
        });
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds(4);
        Network.Edits.ShouldHaveSingleItem().Html.ShouldContain(Corrected);
        (await There(post.Id)).SentRevision.ShouldBe(2);
    }

    [Fact]
    public async Task A_correction_approved_while_nobody_knows_reaches_the_network_once_it_is_found()
    {
        var post = await Unknown();
        await Correct(post.Id);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        Network.Reconciliations.Enqueue(Network.Sent((await There(post.Id)).Key));
        await Rounds(3);
        Network.Edits.ShouldHaveSingleItem().Html.ShouldContain(Corrected);
        (await There(post.Id)).SentRevision.ShouldBe(2);
    }

    [Fact]
    public async Task A_correction_approved_while_nobody_knows_is_a_persons_task_when_a_person_saw_the_post_there()
    {
        var post = await Unknown();
        await Correct(post.Id);
        await Decide(post.Id, Decision.ItWentOut);
        var there = await There(post.Id);
        (there.State, there.Chore, there.NeedsPerson, there.ChangeTo).ShouldBe((PublicationState.Sent, Chore.Change, true, 2));
        await Decide(post.Id, Decision.DidByHand);
        (await There(post.Id)).SentRevision.ShouldBe(2);
    }

    [Fact]
    public async Task A_correction_approved_while_nobody_knows_is_what_goes_out_when_it_is_sent_again()
    {
        var post = await Unknown();
        await Correct(post.Id);
        await Decide(post.Id, Decision.SendAgain);
        await Rounds(3);
        Network.Posts.Last().Html.ShouldContain(Corrected);
        Network.Edits.ShouldBeEmpty();
        var there = await There(post.Id);
        (there.SentRevision, there.ChangeTo).ShouldBe((2, null));
    }

    [Fact]
    public async Task A_recall_asked_while_nobody_knows_is_a_persons_task_when_a_person_saw_the_post_there()
    {
        var post = await Unknown();
        await Recall(post.Id);
        await Decide(post.Id, Decision.ItWentOut);
        var there = await There(post.Id);
        (there.State, there.Chore, there.NeedsPerson).ShouldBe((PublicationState.Sent, Chore.Recall, true));
        await Decide(post.Id, Decision.DidByHand);
        (await There(post.Id)).State.ShouldBe(PublicationState.Recalled);
        Network.Recalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recalled_post_that_a_person_did_not_find_there_is_not_sent_again()
    {
        var post = await Unknown();
        await Recall(post.Id);
        await Decide(post.Id, Decision.SendAgain);
        await Rounds(3);
        (await There(post.Id)).State.ShouldBe(PublicationState.Draft);
        Network.Posts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_recall_asked_while_a_change_is_refused_still_reaches_the_network()
    {
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds(2);
        Network.Answers.Enqueue(async () =>
        {
            await Recall(post.Id);
            return new SendOutcome.Refused("no", "This may not be changed.");
        });
        await Correct(post.Id);
        await Rounds(4);
        Network.Recalls.ShouldHaveSingleItem();
        (await There(post.Id)).State.ShouldBe(PublicationState.Recalled);
    }

    private Task<Publication> There(Id<Post> id) => Stage.Publication(id, ScriptedNetwork.Name);

    private async Task<Post> Unknown()
    {
        var post = await Stage.Approved();
        Network.Answers.Enqueue(new SendOutcome.Unknown("no answer"));
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds(2);
        (await There(post.Id)).State.ShouldBe(PublicationState.Unknown);
        return post;
    }

    private async Task Correct(Id<Post> id)
    {
        await Stage.Edit(id, words => words with { Text = Corrected });
        await Stage.Submit(id);
        await Stage.Approve(id);
    }

    private async Task Recall(Id<Post> id) =>
        (await Stage.As("officer", async scope => await scope.GetRequiredService<RecallPost>().Run(id, "Takaran salah.", default))).Problems.ShouldBeEmpty();

    private async Task Decide(Id<Post> id, Decision decision)
    {
        var there = await There(id);
        (await Stage.As("officer", async scope => await scope.GetRequiredService<DecidePublication>().Run(new(there.Id, decision), default))).Problems.ShouldBeEmpty();
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
public sealed class AskedMeanwhileOnSqlite(SqliteApp app) : AskedMeanwhileTests(app);

[Collection("publishing on postgres")]
public sealed class AskedMeanwhileOnPostgres(PostgresApp app) : AskedMeanwhileTests(app);
