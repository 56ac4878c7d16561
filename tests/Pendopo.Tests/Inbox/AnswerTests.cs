using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

public abstract class AnswerTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task An_answer_leaves_after_ten_seconds_to_where_the_message_came_from()
    {
        var (world, conversation) = await Begun();
        (await world.Answer(conversation, "Buka pukul 08.00.")).Ok.ShouldBeTrue();
        await App.RunJobs();
        world.Network.Replies.ShouldBeEmpty();
        App.Clock.Advance(TimeSpan.FromSeconds(11));
        await App.RunJobs();
        var reply = world.Network.Replies.ShouldHaveSingleItem();
        reply.To.Id.ShouldBe("m1");
        reply.Root.ShouldBe(new RemoteRef("post-1", null, "v0"));
        reply.Author.Id.ShouldBe(InboxWorld.Rina.Id);
        var sent = (await world.Messages(conversation)).Single(message => message.Kind == MessageKind.Answer);
        sent.State.ShouldBe(MessageState.Sent);
        sent.RemoteUrl.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_answer_taken_back_never_leaves_and_its_words_return_to_the_draft()
    {
        var (world, conversation) = await Begun();
        var message = (await world.Answer(conversation, "Salah tulis")).Value;
        (await world.Ask(services => services.GetRequiredService<TakeBackAnswer>().Handle(message.Id, default))).Ok.ShouldBeTrue();
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.RunJobs();
        world.Network.Replies.ShouldBeEmpty();
        (await world.Ask(services => services.GetRequiredService<ConversationQueries>().Draft(conversation.Id, default))).ShouldBe("Salah tulis");
        (await world.Conversations()).Single().WaitsForAnswer.ShouldBeTrue();
    }

    [Fact]
    public async Task An_answer_is_taken_back_also_when_the_next_one_was_begun()
    {
        var (world, conversation) = await Begun();
        var message = (await world.Answer(conversation, "Salah tulis")).Value;
        await world.Do(services => services.GetRequiredService<Triage>().KeepDraft(conversation.Id, "Maksud saya", default));
        (await world.Ask(services => services.GetRequiredService<TakeBackAnswer>().Handle(message.Id, default))).Ok.ShouldBeTrue();
        (await world.Ask(services => services.GetRequiredService<ConversationQueries>().Draft(conversation.Id, default))).ShouldBe("Salah tulis\n\nMaksud saya");
    }

    [Fact]
    public async Task An_answer_that_did_not_arrive_stands_among_those_that_wait()
    {
        var (world, conversation) = await Begun();
        world.Network.Answers.Enqueue(new SendOutcome.Refused("blocked", "This person has blocked you."));
        await world.Answer(conversation, "Buka pukul 08.00.");
        (await world.Conversations()).Single().WaitsForAnswer.ShouldBeFalse();
        await Later(TimeSpan.FromSeconds(11));
        (await world.Conversations()).Single().WaitsForAnswer.ShouldBeTrue();
    }

    [Fact]
    public async Task A_network_that_stays_away_ends_in_a_failure_that_a_person_sees()
    {
        var (world, conversation) = await Begun();
        for (var i = 0; i < 12; i++)
            world.Network.Answers.Enqueue(new SendOutcome.RetryAt(null, "The server does not answer."));
        await world.Answer(conversation, "Buka pukul 08.00.");
        for (var i = 0; i < 12; i++)
            await Later(TimeSpan.FromHours(1));
        (await world.Messages(conversation)).Single(row => row.Kind == MessageKind.Answer).State.ShouldBe(MessageState.Failed);
    }

    [Fact]
    public async Task A_message_taken_back_meanwhile_leaves_nothing_to_answer()
    {
        var (world, conversation) = await Begun();
        await world.Answer(conversation, "Buka pukul 08.00.");
        await world.Do(async services =>
        {
            services.GetRequiredService<Pendopo.Platform.Events.EventBoard>().Publish(new MessageWithdrawn(world.Channel, "m1"));
            await services.GetRequiredService<Pendopo.Platform.Data.PendopoDb>().SaveChangesAsync();
        });
        await Later(TimeSpan.FromSeconds(11));
        world.Network.Replies.ShouldBeEmpty();
        (await world.Messages(conversation)).Single(row => row.Kind == MessageKind.Answer).Reason.ShouldBe("NothingToAnswer");
    }

    [Fact]
    public async Task Who_may_only_answer_takes_a_conversation_but_gives_it_to_nobody()
    {
        var (world, conversation) = await Begun();
        var (nurse, midwife) = (await App.PersonOf("clinician"), await App.PersonOf("reviewer"));
        (await world.Ask(services => services.GetRequiredService<Triage>().Assign(conversation.Id, midwife.Id, default), "clinician")).Problems.Single().Code.ShouldBe("MayNotAssign");
        (await world.Ask(services => services.GetRequiredService<Triage>().Assign(conversation.Id, nurse.Id, default), "clinician")).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task An_answer_that_has_left_is_not_taken_back()
    {
        var (world, conversation) = await Begun();
        var message = (await world.Answer(conversation, "Buka pukul 08.00.")).Value;
        App.Clock.Advance(Message.UndoTime);
        var refused = await world.Ask(services => services.GetRequiredService<TakeBackAnswer>().Handle(message.Id, default));
        refused.Problems.Single().Code.ShouldBe("TooLateToTakeBack");
    }

    [Fact]
    public async Task An_answer_whose_outcome_is_unknown_is_not_sent_again_until_a_person_says_so()
    {
        var (world, conversation) = await Begun();
        world.Network.Answers.Enqueue(new SendOutcome.Unknown("no answer came"));
        var message = (await world.Answer(conversation, "Buka pukul 08.00.")).Value;
        await Later(TimeSpan.FromHours(30));
        world.Network.Replies.Count.ShouldBe(1);
        (await world.Messages(conversation)).Single(row => row.Id == message.Id).State.ShouldBe(MessageState.Unknown);
        await world.Do(services => services.GetRequiredService<SettleAnswer>().Again(message.Id, default));
        await App.RunJobs();
        world.Network.Replies.Count.ShouldBe(2);
        world.Network.Replies.Select(reply => reply.Key).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_answer_over_which_the_program_stopped_is_old_enough_to_be_looked_for_before_it_is_said_again()
    {
        var (world, conversation) = await Begun();
        var message = (await world.Answer(conversation, "Buka pukul 08.00.")).Value;
        await world.Do(async services =>
        {
            var db = services.GetRequiredService<Pendopo.Platform.Data.PendopoDb>();
            (await db.Set<Message>().FindAsync(message.Id))!.BeginSending();
            await db.SaveChangesAsync();
        });
        await Later(TimeSpan.FromSeconds(12));
        world.Network.Replies.ShouldBeEmpty();
        await Later(TimeSpan.FromSeconds(34));
        world.Network.Replies.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refused_answer_shows_the_networks_reason()
    {
        var (world, conversation) = await Begun();
        world.Network.Answers.Enqueue(new SendOutcome.Refused("blocked", "This person has blocked you."));
        await world.Answer(conversation, "Buka pukul 08.00.");
        await Later(TimeSpan.FromSeconds(11));
        var failed = (await world.Messages(conversation)).Single(row => row.Kind == MessageKind.Answer);
        failed.State.ShouldBe(MessageState.Failed);
        failed.Reason.ShouldBe("This person has blocked you.");
    }

    [Fact]
    public async Task A_network_that_is_away_gets_the_answer_once_when_it_is_back()
    {
        var (world, conversation) = await Begun();
        world.Network.Answers.Enqueue(new SendOutcome.RetryAt(null, "503"));
        world.Network.Answers.Enqueue(new SendOutcome.RetryAt(App.Clock.GetUtcNow() + TimeSpan.FromMinutes(10), "429"));
        await world.Answer(conversation, "Buka pukul 08.00.");
        await Later(TimeSpan.FromSeconds(11));
        await Later(TimeSpan.FromMinutes(1));
        await Later(TimeSpan.FromMinutes(10));
        (await world.Messages(conversation)).Single(row => row.Kind == MessageKind.Answer).State.ShouldBe(MessageState.Sent);
        world.Network.Replies.Select(reply => reply.Key).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_hour_that_the_network_names_costs_no_attempt()
    {
        var (world, conversation) = await Begun();
        await world.Answer(conversation, "Buka pukul 08.00.");
        for (var busy = 0; busy < 15; busy++)
        {
            world.Network.Answers.Enqueue(new SendOutcome.RetryAt(App.Clock.GetUtcNow() + TimeSpan.FromMinutes(2), "503"));
            await Later(TimeSpan.FromMinutes(2));
        }
        await Later(TimeSpan.FromMinutes(2));
        (await world.Messages(conversation)).Single(row => row.Kind == MessageKind.Answer).State.ShouldBe(MessageState.Sent);
        world.Network.Replies.Count.ShouldBe(16);
    }

    [Fact]
    public async Task What_a_network_refuses_to_do_with_a_comment_is_said_in_its_words()
    {
        var (world, conversation) = await Begun();
        world.Network.Acts = [CommentAct.Hide];
        var comment = (await world.Messages(conversation)).Single(message => message.Kind == MessageKind.Heard).Id;
        world.Network.Answers.Enqueue(new SendOutcome.Refused("TooDeep", "Only what stands right under a post is hidden."));
        var problem = (await world.Ask(services => services.GetRequiredService<TendComment>().Run(conversation.Id, comment, "Hide", default))).Problems.Single();
        problem.Code.ShouldBe("ActRefused");
        problem.Text.ShouldContain("Only what stands right under a post is hidden.");
        world.Network.Answers.Enqueue(new SendOutcome.Unknown("no answer came"));
        (await world.Ask(services => services.GetRequiredService<TendComment>().Run(conversation.Id, comment, "Hide", default))).Problems.Single().Code.ShouldBe("ActFailed");
    }

    [Fact]
    public async Task An_answer_that_was_taken_back_on_the_network_says_so_and_the_comment_waits_again()
    {
        var (world, conversation) = await Begun();
        world.Network.Acts = [CommentAct.Unanswer];
        (await world.Answer(conversation, "Ya, buka.")).Problems.ShouldBeEmpty();
        await Later(TimeSpan.FromMinutes(2));
        var comment = (await world.Messages(conversation)).Single(message => message.Kind == MessageKind.Heard);
        (await world.Ask(services => services.GetRequiredService<TendComment>().Run(conversation.Id, comment.Id, "Unanswer", default))).Problems.ShouldBeEmpty();
        (await world.Messages(conversation)).Single(message => message.Kind == MessageKind.Answer).State.ShouldBe(MessageState.Withdrawn);
        conversation = (await world.Conversations()).Single();
        (conversation.WaitsForAnswer, conversation.Excerpt).ShouldBe((true, comment.Text));
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync($"/desk/inbox/{conversation.Id}");
        page.ShouldContain("Ditarik</span>");
        page.ShouldContain("Tarik jawaban kita");
    }

    [Theory]
    [InlineData("", "AnswerMissing")]
    [InlineData("   ", "AnswerMissing")]
    public async Task An_empty_answer_is_refused(string text, string code)
    {
        var (world, conversation) = await Begun();
        (await world.Answer(conversation, text)).Problems.Single().Code.ShouldBe(code);
    }

    [Fact]
    public async Task An_answer_longer_than_the_network_takes_is_refused_with_both_numbers()
    {
        var (world, conversation) = await Begun();
        var problem = (await world.Answer(conversation, new string('a', 301))).Problems.Single();
        problem.Code.ShouldBe("AnswerTooLong");
        problem.Text.ShouldContain("301");
        problem.Text.ShouldContain("300");
    }

    [Fact]
    public async Task An_answer_with_an_identity_number_is_held()
    {
        var (world, conversation) = await Begun();
        var problem = (await world.Answer(conversation, "NIK anak Anda 3404014107150003, silakan datang.")).Problems.Single();
        problem.Code.ShouldBe("AnswerHeld");
        problem.Text.ShouldNotContain("3404014107150003");
        await Later(TimeSpan.FromMinutes(1));
        world.Network.Replies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_colleagues_answer_given_meanwhile_is_shown_before_mine_is_sent()
    {
        var (world, conversation) = await Begun();
        var seen = (await world.Messages(conversation))[^1].Id;
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Answer(conversation, "Buka pukul 08.00.", seen, "reviewer");
        (await world.Answer(conversation, "Pukul delapan pagi.", seen)).Problems.Single().Code.ShouldBe("ColleagueAnswered");
    }

    [Fact]
    public async Task A_colleague_who_writes_is_seen_by_others_and_not_by_themselves()
    {
        var (world, conversation) = await Begun();
        await world.Do(services => services.GetRequiredService<Triage>().KeepDraft(conversation.Id, "Buka pu", default), "reviewer");
        (await Replying("officer")).ShouldBe(["Bidan Ayu"]);
        (await Replying("reviewer")).ShouldBeEmpty();
        App.Clock.Advance(ReplyDraft.Fresh + TimeSpan.FromSeconds(1));
        (await Replying("officer")).ShouldBeEmpty();

        Task<List<string>> Replying(string role) => world.Ask(services => services.GetRequiredService<ConversationQueries>().Replying(conversation.Id, default), role);
    }

    [Fact]
    public async Task A_conversation_is_not_given_to_someone_who_may_not_answer()
    {
        var (world, conversation) = await Begun();
        var member = await App.PersonOf("member");
        var result = await world.Ask(services => services.GetRequiredService<Triage>().Assign(conversation.Id, member.Id, default));
        result.Problems.Single().Code.ShouldBe("NoSuchColleague");
    }

    [Fact]
    public async Task An_answer_in_public_that_tells_somebody_is_a_patient_is_held_and_in_private_it_leaves()
    {
        const string ready = "Halo Bu Tuti, hasil lab Ibu sudah jadi, silakan diambil.";
        var (world, conversation) = await Begun();
        (await world.Answer(conversation, ready)).Problems.Single().Code.ShouldBe("AnswerTellsOfCare");
        await world.Hear(world.Reply("m9", "Sudah jadi hasilnya?", InboxWorld.Budi, "direct-1", kind: IncomingKind.Private));
        var direct = (await world.Conversations()).Single(row => row.Private);
        (await world.Answer(direct, ready)).Ok.ShouldBeTrue();
    }

    private async Task<(InboxWorld World, Conversation Conversation)> Begun()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Jam buka?"));
        return (world, (await world.Conversations()).Single());
    }

    private async Task Later(TimeSpan time)
    {
        App.Clock.Advance(time);
        await App.RunJobs();
    }
}

[Collection("rooms on sqlite")]
public sealed class AnswerOnSqlite(SqliteApp app) : AnswerTests(app);

[Collection("rooms on postgres")]
public sealed class AnswerOnPostgres(PostgresApp app) : AnswerTests(app);
