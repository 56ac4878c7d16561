using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox;
using Pendopo.Inbox.Blocks;
using Pendopo.Inbox.Contacts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Hours;
using Pendopo.Inbox.Pace;
using Pendopo.Inbox.Tags;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

public abstract class InboxGrownTests(TestApp app) : AppTests(app)
{
    private const string AllDay = "00.00-23.59;00.00-23.59;00.00-23.59;00.00-23.59;00.00-23.59;00.00-23.59;00.00-23.59";

    [Fact]
    public async Task The_clock_begins_with_the_first_word_that_waits_and_what_is_due_soonest_stands_first()
    {
        var world = await InboxWorld.Open(App);
        await Settle(world, AllDay);
        await world.Hear(world.Reply("r1", "Jam berapa posyandu?"));
        await world.Hear(world.Reply("r2", "Ibu saya pendarahan", InboxWorld.Budi, "post-2"));
        var due = (await List(world, InboxView.Due)).Rows;
        due.Select(row => row.AuthorName).ShouldContain("Rina");
        due.TakeWhile(row => row.AuthorName != "Rina").ShouldContain(row => row.AuthorName == "Pak Budi", "the urgent one is due first");
        var first = (await world.Conversations()).Single(row => row.AuthorId == "did:rina");
        App.Clock.Advance(TimeSpan.FromMinutes(30));
        await world.Hear(world.Reply("r3", "Halo?"));
        (await world.Conversations()).Single(row => row.Id == first.Id).AnswerBy.ShouldBe(first.AnswerBy);
        (await world.Answer(first, "Pukul 08.00.")).Ok.ShouldBeTrue();
        (await List(world, InboxView.Due)).Rows.ShouldNotContain(row => row.Id == first.Id);
    }

    [Fact]
    public async Task Who_takes_care_is_reminded_once_shortly_before_an_answer_is_due()
    {
        var world = await InboxWorld.Open(App);
        await Settle(world, AllDay);
        await world.Hear(world.Reply("r1", "Jam berapa posyandu?"));
        var conversation = (await world.Conversations()).Single();
        App.Clock.Advance(conversation.AnswerBy!.Value - App.Clock.Now() - TimeSpan.FromMinutes(20));
        await Remind(world);
        (await world.Conversations()).Single().RemindedAt.ShouldBeNull();
        App.Clock.Advance(TimeSpan.FromMinutes(10));
        await Remind(world);
        var reminded = (await world.Conversations()).Single().RemindedAt.ShouldNotBeNull();
        await Remind(world);
        (await world.Conversations()).Single().RemindedAt.ShouldBe(reminded);
    }

    [Fact]
    public async Task Whoever_writes_while_the_centre_is_shut_is_told_once_with_the_emergency_number()
    {
        var world = await InboxWorld.Open(App);
        await Settle(world, "", away: true);
        await Shut(world);
        await world.Hear(world.Reply("r1", "Anak saya demam", kind: IncomingKind.Private, root: "dm-1"));
        await world.Hear(world.Reply("r2", "Halo?", kind: IncomingKind.Private, root: "dm-1"), world.Reply("r3", "Apa kabar", kind: IncomingKind.Private, root: "dm-9"));
        await App.RunJobs();
        var reply = world.Network.Replies.ShouldHaveSingleItem();
        reply.Text.ShouldContain("119");
        reply.Private.ShouldBeTrue();
        (await world.Conversations()).ShouldAllBe(row => row.WaitsForAnswer, "nothing was answered");
    }

    [Fact]
    public async Task Nothing_is_said_by_itself_to_robots_to_automatic_replies_in_public_or_while_open()
    {
        var world = await InboxWorld.Open(App);
        await Settle(world, "", away: true);
        await Shut(world);
        var robot = new RemotePerson("did:bot", "bot.example", "Bot", null, Robot: true);
        await world.Hear(
            world.Reply("r1", "ping", robot, "dm-1", kind: IncomingKind.Private),
            world.Reply("r2", "Balasan otomatis: saya sedang cuti", InboxWorld.Budi, "dm-2", kind: IncomingKind.Private),
            world.Reply("r3", "Kapan buka?", InboxWorld.Rina, "post-3"));
        await Settle(world, AllDay, away: true);
        await world.Hear(world.Reply("r4", "Kapan buka?", InboxWorld.Rina, "dm-4", kind: IncomingKind.Private));
        await App.RunJobs();
        world.Network.Replies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_blocked_writer_stands_apart_until_it_is_undone_but_a_cry_for_help_is_shown()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("r1", "Obat pelangsing murah, klik di sini"));
        var spam = (await world.Conversations()).Single();
        (await world.Ask(services => services.GetRequiredService<BlockSender>().Block(spam.Id, null, default))).Problems[0].Code.ShouldBe("BlockReasonMissing");
        (await world.Ask(services => services.GetRequiredService<BlockSender>().Block(spam.Id, BlockReason.Spam, default))).Ok.ShouldBeTrue();
        await world.Hear(world.Reply("r2", "Masih ada promo", root: "post-7"), world.Reply("r3", "Tolong, anak saya kejang", root: "post-8"));
        (await List(world, InboxView.Open)).Rows.ShouldNotContain(row => row.AuthorName == "Rina");
        (await List(world, InboxView.Apart)).Rows.Count(row => row.AuthorName == "Rina").ShouldBe(3);
        (await world.Ask(services => services.GetRequiredService<ConversationQueries>().Urgent(default))).ShouldContain(row => row.AuthorName == "Rina");
        (await world.Ask(services => services.GetRequiredService<BlockSender>().Unblock(spam.Id, default))).Ok.ShouldBeTrue();
        (await List(world, InboxView.Open)).Rows.Count(row => row.AuthorName == "Rina").ShouldBe(3);
        (await Acts(world)).ShouldBe(["inbox.block", "inbox.unblock"]);
    }

    [Fact]
    public async Task Criticism_is_no_reason_to_block_and_stands_where_everything_stands()
    {
        Enum.GetNames<BlockReason>().ShouldBe(["Spam", "Abuse"]);
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("r1", "Pelayanan puskesmas ini buruk sekali, antre tiga jam dan petugasnya ketus"));
        (await List(world, InboxView.Open)).Rows.ShouldContain(row => row.AuthorName == "Rina");
        (await world.Conversations()).Single().ApartAt.ShouldBeNull();
    }

    [Fact]
    public async Task Tags_sort_conversations_and_go_with_their_list()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("r1", "Jadwal imunisasi?"), world.Reply("r2", "Terima kasih", InboxWorld.Budi, "post-2"));
        var asked = (await world.Conversations()).Single(row => row.AuthorId == "did:rina");
        (await world.Ask(services => services.GetRequiredService<KeepTags>().Add(" #Imunisasi ", default))).Ok.ShouldBeTrue();
        (await world.Ask(services => services.GetRequiredService<KeepTags>().Add("Imunisasi", default))).Problems[0].Code.ShouldBe("TagThere");
        var tag = new Id<InboxTag>((await world.Ask(services => services.GetRequiredService<KeepTags>().All(default))).Single(one => one.Name == "Imunisasi").Id);
        (await world.Ask(services => services.GetRequiredService<KeepTags>().Put(asked.Id, [tag, Id<InboxTag>.New()], default))).Ok.ShouldBeTrue();
        var rows = (await world.Ask(services => services.GetRequiredService<ConversationQueries>().List(InboxView.Open, null, default, tag: tag))).Rows;
        rows.ShouldHaveSingleItem().Tags.ShouldBe(["Imunisasi"]);
        (await world.Ask(services => services.GetRequiredService<KeepTags>().All(default))).Single(one => one.Id == tag.Value).Open.ShouldBe(1);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/inbox?tag={tag}")).ShouldContain("Imunisasi");
        (await world.Ask(services => services.GetRequiredService<KeepTags>().Change(tag, "", default))).Ok.ShouldBeTrue();
        (await List(world, InboxView.Open)).Rows.ShouldAllBe(row => !row.Tags.Contains("Imunisasi"));
    }

    [Fact]
    public async Task Accounts_of_one_person_are_joined_by_a_colleague_alone_and_parted_again()
    {
        var world = await InboxWorld.Open(App);
        var twin = new RemotePerson("did:rina2", "rina.lain.example", "Rina", null);
        await world.Hear(world.Reply("r1", "Halo"), world.Reply("r2", "Halo lagi", twin, "post-2"));
        var one = (await world.Conversations()).Single(row => row.AuthorId == "did:rina");
        (await world.Ask(services => services.GetRequiredService<LinkContacts>().Accounts(one, default))).Count.ShouldBe(1, "the same name is no proof");
        (await world.Ask(services => services.GetRequiredService<LinkContacts>().Link(one.Id, "siapa.example", default))).Problems[0].Code.ShouldBe("NobodyOfThisHandle");
        (await world.Ask(services => services.GetRequiredService<LinkContacts>().Link(one.Id, "@rina.lain.example", default))).Ok.ShouldBeTrue();
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/inbox/{one.Id}/history")).ShouldContain("Halo lagi");
        (await world.Ask(services => services.GetRequiredService<LinkContacts>().Unlink(one.Id, default))).Ok.ShouldBeTrue();
        (await officer.GetStringAsync($"/desk/inbox/{one.Id}/history")).ShouldNotContain("Halo lagi");
        (await Acts(world)).ShouldBe(["inbox.link", "inbox.unlink"]);
    }

    [Fact]
    public async Task A_conversation_is_handed_over_with_a_note_to_a_colleague_or_a_role()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("r1", "Boleh tanya soal obat?"));
        var conversation = (await world.Conversations()).Single();
        var midwife = await App.PersonOf("reviewer");
        (await Hand(world, conversation, $"person:{midwife.Id}", " ")).Problems[0].Code.ShouldBe("HandOverNoteMissing");
        (await Hand(world, conversation, $"person:{midwife.Id}", "Tolong dijawab, soal dosis.")).Ok.ShouldBeTrue();
        (await world.Messages(conversation)).ShouldContain(message => message.Kind == MessageKind.Note && message.Text.Contains("dosis"));
        var role = (await world.Ask(async services => await HandOver.Roles(services.GetRequiredService<PendopoDb>(), conversation.CentreId, default))).Single(one => one.Key == "clinician");
        (await Hand(world, conversation, $"role:{role.Id}", "Siapa pun perawat.")).Ok.ShouldBeTrue();
        (await List(world, InboxView.MyRole, "clinician")).Rows.ShouldContain(row => row.Id == conversation.Id);
        (await List(world, InboxView.MyRole)).Rows.ShouldNotContain(row => row.Id == conversation.Id);
        (await Hand(world, conversation, "role:" + Id<Pendopo.Platform.Access.Role>.New(), "x")).Problems[0].Code.ShouldBe("NoSuchColleague");
    }

    [Fact]
    public async Task The_rules_are_kept_by_form_and_wrong_hours_are_refused_with_what_was_typed()
    {
        var world = await InboxWorld.Open(App);
        var refused = await world.Ask(services => services.GetRequiredService<KeepRules>().Keep(Words("8 pagi", true) with { AwayId = "" }, 0, default));
        refused.Problems.Select(problem => problem.Code).ShouldBe(["HoursWrong", "AwayMissing"]);
        (await world.Ask(services => services.GetRequiredService<KeepRules>().Keep(Words(AllDay, false), 0, default), "clinician")).IsNotFound.ShouldBeTrue();
        await Settle(world, AllDay);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/inbox/rules")).ShouldContain("00.00-23.59");
        (await officer.GetStringAsync("/desk/inbox/team")).ShouldContain("chart");
        (await officer.GetStringAsync("/desk/inbox/team.csv")).ShouldStartWith("part,key,heard");
    }

    private static RulesWords Words(string hours, bool away) =>
        new(hours, "", AnswerMinutes.Usual, away, "Kami tutup sampai {{buka}}.", "We are closed until {{opens}}.", new Dictionary<Id<Channel>, AwayWhere>());

    private static Task Settle(InboxWorld world, string hours, bool away = false) => world.Do(async services =>
    {
        var keep = services.GetRequiredService<KeepRules>();
        (await keep.Keep(Words(hours, away), (await keep.Read(default)).Version, default)).Problems.ShouldBeEmpty();
    });

    // Open for the last two hours and shut since a minute, whatever the clock of the test says.
    private async Task Shut(InboxWorld world)
    {
        var local = (await App.CentreOf("melati")).Local(App.Clock.Now());
        var span = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{local.AddHours(-2):HH.mm}-{local.AddMinutes(-1):HH.mm}");
        await Settle(world, string.Join(';', Enumerable.Repeat(span, 7)), away: true);
    }

    private static Task<ConversationSlice> List(InboxWorld world, InboxView view, string role = "officer") =>
        world.Ask(services => services.GetRequiredService<ConversationQueries>().List(view, null, default), role);

    private static Task<Result<Conversation>> Hand(InboxWorld world, Conversation conversation, string to, string note) =>
        world.Ask(services => services.GetRequiredService<HandOver>().Run(conversation.Id, to, note, default));

    private static Task<List<string>> Acts(InboxWorld world) => world.Ask(services =>
        services.GetRequiredService<PendopoDb>().Set<AuditEntry>().Where(row => row.Act.StartsWith("inbox.")).OrderBy(row => row.Id).Select(row => row.Act).ToListAsync());

    private async Task Remind(InboxWorld world)
    {
        await world.Do(async services =>
        {
            services.GetRequiredService<Pendopo.Platform.Jobs.JobBoard>().Add(new RemindAnswers());
            await services.GetRequiredService<PendopoDb>().SaveChangesAsync();
        });
        await App.RunJobs();
    }
}

[Collection("rooms on sqlite")]
public sealed class InboxGrownOnSqlite(SqliteApp app) : InboxGrownTests(app);

[Collection("rooms on postgres")]
public sealed class InboxGrownOnPostgres(PostgresApp app) : InboxGrownTests(app);
