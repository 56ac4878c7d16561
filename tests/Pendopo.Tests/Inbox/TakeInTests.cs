using Microsoft.EntityFrameworkCore;
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
    public async Task A_channel_whose_look_still_waits_is_not_asked_for_another()
    {
        var world = await InboxWorld.Open(App);
        for (var minute = 0; minute < 3; minute++)
            await world.Do(services => services.GetRequiredService<Pendopo.Platform.Jobs.IJobHandler<Pendopo.Channels.Connected.HearAll>>().Run(new(), default));
        var looks = await world.Ask(services => services.GetRequiredService<PendopoDb>().Set<Pendopo.Platform.Jobs.Job>().Where(job => job.Kind == Pendopo.Channels.Connected.HearChannel.Name).Select(job => job.Arguments).ToListAsync());
        looks.ShouldContain(arguments => arguments.Contains($"{world.Channel}", StringComparison.Ordinal));
        looks.ShouldBeUnique();
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
    public async Task What_was_taken_back_before_it_is_heard_is_never_shown()
    {
        var world = await InboxWorld.Open(App);
        await Tell(world, new MessageWithdrawn(world.Channel, "m1"));
        await world.Hear(world.Reply("m1", "Saya sakit TB"));
        await Tell(world, new MessageChanged(world.Channel, world.Reply("m1", "Saya sakit TB paru") with { EditedAt = App.Clock.Now() }));
        (await world.Conversations()).ShouldBeEmpty();
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Message>().AcrossCentres().Where(row => row.ChannelId == world.Channel).Select(row => row.Text).ToListAsync()).ShouldBe([""]);
    }

    [Fact]
    public async Task A_change_that_comes_before_its_message_stands_and_the_message_is_its_earlier_version()
    {
        var world = await InboxWorld.Open(App);
        var first = world.Reply("m1", "Jam buak?");
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await Tell(world, new MessageChanged(world.Channel, first with { Text = "Jam buka?", EditedAt = App.Clock.Now() }));
        await world.Hear(first);
        await Shows(world, "Jam buka?", "Jam buak?");
    }

    [Fact]
    public async Task Of_two_changes_the_later_stands_in_whichever_order_they_come()
    {
        var world = await InboxWorld.Open(App);
        var first = world.Reply("m1", "satu");
        await world.Hear(first);
        var (second, third) = (first with { Text = "dua", EditedAt = first.SentAt.AddMinutes(1) }, first with { Text = "tiga", EditedAt = first.SentAt.AddMinutes(2) });
        App.Clock.Advance(TimeSpan.FromMinutes(5));
        await Tell(world, new MessageChanged(world.Channel, third));
        await Tell(world, new MessageChanged(world.Channel, second));
        await Tell(world, new MessageChanged(world.Channel, second));
        await world.Hear(first);
        await Shows(world, "tiga", "satu", "dua");
    }

    [Fact]
    public async Task A_changed_message_shows_colleagues_what_it_said_before_until_it_is_taken_back()
    {
        var world = await InboxWorld.Open(App);
        var first = world.Reply("m1", "Apakah gratis?");
        await world.Hear(first);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await Tell(world, new MessageChanged(world.Channel, first with { Text = "Apakah buka?", EditedAt = App.Clock.Now() }));
        var id = (await world.Conversations()).Single().Id;
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/inbox/{id}")).ShouldContain("Apakah gratis?");
        await Tell(world, new MessageWithdrawn(world.Channel, "m1"));
        (await officer.GetStringAsync($"/desk/inbox/{id}")).ShouldNotContain("Apakah gratis?");
        await Shows(world, "");
    }

    [Fact]
    public async Task A_later_message_stays_in_the_list_when_an_earlier_one_is_taken_back_or_heard_late()
    {
        var world = await InboxWorld.Open(App);
        var late = world.Reply("m0", "Selamat pagi");
        await world.Hear(world.Reply("m1", "Saya sakit TB"));
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Hear(world.Reply("m2", "Jam buka?"));
        await Tell(world, new MessageWithdrawn(world.Channel, "m1"));
        await world.Hear(late);
        (await world.Conversations()).Single().Excerpt.ShouldBe("Jam buka?");
    }

    [Fact]
    public async Task Words_too_long_for_their_place_and_what_a_database_refuses_do_not_keep_a_message_out()
    {
        var world = await InboxWorld.Open(App);
        var family = "👨‍👩‍👧‍👦";
        var author = InboxWorld.Rina with { Name = string.Concat(Enumerable.Repeat(family, 60)), Handle = new string('h', 400) };
        await world.Hear(world.Reply("m1", "Jam\0 buka\ud83d?", author) with { Language = new string('x', 60) }, world.Reply(new string('i', 501), "Tidak dapat dikenali lagi"));
        var conversation = (await world.Conversations()).ShouldHaveSingleItem();
        conversation.AuthorName.ShouldBe(string.Concat(Enumerable.Repeat(family, 300 / family.Length)));
        var message = (await world.Messages(conversation)).ShouldHaveSingleItem();
        (message.Text, message.Language).ShouldBe(("Jam\ufffd buka\ufffd?", null));
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

    [Fact]
    public async Task A_number_stands_masked_in_the_list_and_whole_before_the_one_who_answers()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "WA saya 0812 3456 7890, kapan buka?"));
        var row = (await world.Ask(services => services.GetRequiredService<ConversationQueries>().List(InboxView.Open, null, default))).Rows.First(found => found.Network == ScriptedNetwork.Name);
        row.Excerpt.ShouldNotContain("3456");
        row.Excerpt.ShouldContain("kapan buka?");
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/inbox")).ShouldNotContain("3456");
        (await officer.GetStringAsync($"/desk/inbox/{row.Id}")).ShouldContain("0812 3456 7890");
    }

    private async Task Shows(InboxWorld world, string text, params string[] earlier)
    {
        var conversation = (await world.Conversations()).ShouldHaveSingleItem();
        conversation.Excerpt.ShouldBe(text);
        var message = (await world.Messages(conversation)).ShouldHaveSingleItem();
        message.Text.ShouldBe(text);
        var versions = await world.Ask(services => services.GetRequiredService<ConversationQueries>().Versions([message], default));
        versions[message.Id].Select(version => version.Text).ShouldBe(earlier);
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

[Collection("rooms on sqlite")]
public sealed class TakeInOnSqlite(SqliteApp app) : TakeInTests(app);

[Collection("rooms on postgres")]
public sealed class TakeInOnPostgres(PostgresApp app) : TakeInTests(app);
