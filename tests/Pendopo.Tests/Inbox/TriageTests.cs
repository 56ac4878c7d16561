using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

public abstract class TriageTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task The_head_of_centre_gives_a_conversation_to_a_colleague_on_its_page()
    {
        var (world, conversation) = await Begun();
        var midwife = await App.PersonOf("reviewer");
        using var head = await App.Client("head");
        var sent = await head.Submit($"/desk/inbox/{conversation.Id}", "form[action$='/assign']", ("assignee", midwife.Id.ToString()));
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await world.Conversations()).Single().AssigneeId.ShouldBe(midwife.Id);
    }

    [Fact]
    public async Task Who_may_only_read_neither_takes_nor_frees_a_conversation()
    {
        var (world, conversation) = await Begun();
        var (midwife, desk) = (await App.PersonOf("reviewer"), await App.PersonOf("desk"));
        await world.Do(services => services.GetRequiredService<Triage>().Assign(conversation.Id, midwife.Id, default));
        foreach (var role in new[] { "desk", "clinician" })
            (await world.Ask(services => services.GetRequiredService<Triage>().Assign(conversation.Id, null, default), role)).Problems.Single().Code.ShouldBe("MayNotAssign");
        (await world.Ask(services => services.GetRequiredService<Triage>().Assign(conversation.Id, desk.Id, default), "desk")).Problems.Single().Code.ShouldBe("MayNotAssign");
        (await world.Conversations()).Single().AssigneeId.ShouldBe(midwife.Id);
    }

    [Fact]
    public async Task Two_answers_at_the_same_moment_are_one_answer_and_one_clear_refusal()
    {
        var (world, conversation) = await Begun();
        var seen = (await world.Messages(conversation))[^1].Id;
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        var refused = await world.Ask(async services =>
        {
            // This one has read the conversation before the colleague's answer was kept.
            await services.GetRequiredService<PendopoDb>().Set<Conversation>().FirstAsync(row => row.Id == conversation.Id);
            (await world.Answer(conversation, "Buka pukul 08.00.", seen, "reviewer")).Problems.ShouldBeEmpty();
            return await services.GetRequiredService<AnswerConversation>().Handle(new(conversation.Id, "Pukul delapan.", seen), default);
        });
        refused.Problems.Single().Code.ShouldBe("ColleagueAnswered");
        (await world.Messages(conversation)).Count(row => row.Kind == MessageKind.Answer).ShouldBe(1);
    }

    [Fact]
    public async Task A_step_taken_while_a_colleague_takes_one_is_done_after_it()
    {
        var (world, conversation) = await Begun();
        (await world.Ask(async services =>
        {
            await services.GetRequiredService<PendopoDb>().Set<Conversation>().FirstAsync(row => row.Id == conversation.Id);
            await world.Do(other => other.GetRequiredService<Triage>().MarkRead(conversation.Id, true, default), "reviewer");
            return await services.GetRequiredService<Triage>().Close(conversation.Id, default);
        })).Problems.ShouldBeEmpty();
        var now = (await world.Conversations()).Single();
        (now.Closed, now.Unread).ShouldBe((true, false));
    }

    [Fact]
    public async Task First_drafts_kept_at_the_same_moment_are_one_draft()
    {
        var (world, conversation) = await Begun();
        var kept = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            Task.Run(() => world.Ask(services => services.GetRequiredService<Triage>().KeepDraft(conversation.Id, $"Buka {i}", default)))));
        kept.ShouldAllBe(result => result.Ok || result.Problems[0].Code == "Stale");
        (await world.Ask(services => services.GetRequiredService<PendopoDb>().Set<ReplyDraft>().CountAsync(row => row.ConversationId == conversation.Id))).ShouldBe(1);
    }

    private async Task<(InboxWorld World, Conversation Conversation)> Begun()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Jam buka?"));
        return (world, (await world.Conversations()).Single());
    }
}

[Collection("rooms on sqlite")]
public sealed class TriageOnSqlite(SqliteApp app) : TriageTests(app);

[Collection("rooms on postgres")]
public sealed class TriageOnPostgres(PostgresApp app) : TriageTests(app);
