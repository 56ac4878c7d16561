using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

public abstract class TakeInTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_reply_becomes_an_unread_conversation_that_waits_for_an_answer()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Anak saya demam tiga hari. Kami harus ke mana?"));
        var conversation = (await world.Conversations()).ShouldHaveSingleItem();
        conversation.Unread.ShouldBeTrue();
        conversation.WaitsForAnswer.ShouldBeTrue();
        conversation.AuthorHandle.ShouldBe("rina.example");
        (await world.Messages(conversation)).ShouldHaveSingleItem().Text.ShouldBe("Anak saya demam tiga hari. Kami harus ke mana?");
    }

    [Fact]
    public async Task A_message_heard_twice_is_kept_once()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Jam buka?"), world.Reply("m1", "Jam buka?"));
        await world.Hear(world.Reply("m1", "Jam buka?"));
        var conversation = (await world.Conversations()).ShouldHaveSingleItem();
        (await world.Messages(conversation)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_people_under_one_post_are_two_conversations_and_one_person_is_one()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Apakah gratis?"), world.Reply("m2", "Besok buka?", InboxWorld.Budi), world.Reply("m3", "Terima kasih", parent: "m2"));
        (await world.Conversations()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_new_message_opens_a_closed_conversation_again()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Jam buka?"));
        var conversation = (await world.Conversations()).Single();
        await world.Do(services => services.GetRequiredService<Triage>().Close(conversation.Id, default));
        (await world.Conversations()).Single().Closed.ShouldBeTrue();
        await world.Hear(world.Reply("m2", "Halo?"));
        (await world.Conversations()).Single().Closed.ShouldBeFalse();
    }

    [Fact]
    public async Task What_its_author_took_back_is_forgotten_in_list_and_thread()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Saya sakit TB"));
        await Tell(world, new MessageWithdrawn(world.Channel, "m1"));
        var conversation = (await world.Conversations()).Single();
        conversation.Excerpt.ShouldBeEmpty();
        var message = (await world.Messages(conversation)).Single();
        message.State.ShouldBe(MessageState.Withdrawn);
        message.Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_its_author_changed_shows_the_new_words()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Jam buak?"));
        await Tell(world, new MessageChanged(world.Channel, world.Reply("m1", "Jam buka?")));
        (await world.Messages((await world.Conversations()).Single())).Single().Text.ShouldBe("Jam buka?");
    }

    [Fact]
    public async Task The_other_centre_sees_nothing_of_it()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Jam buka?"));
        var id = (await world.Conversations()).Single().Id;
        using var kenanga = await App.Client("officer@kenanga");
        kenanga.DefaultRequestHeaders.Add("Cookie", "pendopo.centre=kenanga");
        (await kenanga.GetAsync($"/desk/inbox/{id}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await kenanga.GetStringAsync("/desk/inbox")).ShouldNotContain("Jam buka?");
    }

    private async Task Tell<TEvent>(InboxWorld world, TEvent happened) where TEvent : IEvent
    {
        await world.Do(async services =>
        {
            services.GetRequiredService<EventBoard>().Publish(happened);
            await services.GetRequiredService<PendopoDb>().SaveChangesAsync();
        });
        await App.RunJobs();
    }
}

[Collection("sqlite")]
public sealed class TakeInOnSqlite(SqliteApp app) : TakeInTests(app);

[Collection("postgres")]
public sealed class TakeInOnPostgres(PostgresApp app) : TakeInTests(app);
