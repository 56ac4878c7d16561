using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Hours;
using Pendopo.Inbox.Kept;
using Pendopo.Inbox.Privately;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

/// <summary>What others said is kept only as long as their network's rules let it be.</summary>
[Collection("rooms on sqlite")]
public sealed class LookAgainTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task What_was_taken_away_goes_what_changed_is_read_anew_and_what_nobody_can_look_at_goes_in_time()
    {
        var world = await InboxWorld.Open(App);
        world.Network.Kept = new(TimeSpan.FromDays(24), Grows: false, TimeSpan.FromDays(29), AtOnce: 2);
        await world.Hear(world.Reply("stays", "Jam buka?"), world.Reply("goes", "Salah ketik", InboxWorld.Budi, "post-2"), world.Reply("changes", "Hari apa?", InboxWorld.Budi, "post-3"));
        world.Network.Standing = new() { ["stays"] = "" };
        await Day(0);
        (await Words()).Count.ShouldBe(3, "it is too early to look");

        world.Network.Standing = new() { ["stays"] = "", ["changes"] = "Hari apa, jam berapa?" };
        await Day(25);
        (await Words()).ShouldBe(["Hari apa, jam berapa?", "Jam buka?"]);
        (await world.Conversations()).ShouldNotContain(row => row.Excerpt == "Hari apa?");

        world.Network.Standing = null;
        await Day(25);
        (await Words()).Count.ShouldBe(2, "one silence takes nothing away");
        await Day(6);
        (await Words()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_network_that_asks_for_nothing_is_not_looked_at()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("stays", "Jam buka?"));
        world.Network.Standing = [];
        await Day(400);
        (await Words()).ShouldBe(["Jam buka?"]);
    }

    [Fact]
    public async Task Words_that_a_network_lets_be_kept_for_two_days_go_with_their_writer_and_the_rest_stays_and_can_be_answered()
    {
        var world = await InboxWorld.Open(App);
        world.Network.Members = new(TimeSpan.FromHours(48), language => language.Name == "id" ? "Seseorang" : "Somebody");
        // Read a week after it was said: the hours count from the reading.
        await world.Hear(world.Reply("old", "Anak saya demam") with { SentAt = App.Clock.Now().AddDays(-7) });
        await world.Hear(world.Reply("old", "Anak saya demam tinggi") with { SentAt = App.Clock.Now().AddDays(-7), EditedAt = App.Clock.Now().AddDays(-6) });
        using var officer = await App.Client("officer");
        var talk = (await world.Conversations()).Single();
        (await officer.PostAsJsonAsync($"/api/v1/conversations/{talk.Id}/answers", new { text = "Datanglah hari ini." })).StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted);
        await Hours(44);
        (await Words()).ShouldBe(["Anak saya demam tinggi"]);
        await world.Hear(world.Reply("new", "Terima kasih"));
        await Hours(3);
        (await Words()).ShouldBe(["", "Terima kasih"], "before the hours are over, and only what is that old");
        (await world.Conversations()).Single().AuthorName.ShouldBe("Rina");
        // Told again, or changed there, it brings nothing back.
        await world.Hear(world.Reply("old", "Anak saya demam tinggi sekali") with { SentAt = App.Clock.Now().AddDays(-9), EditedAt = App.Clock.Now() });
        await Hours(47);
        (await Words()).ShouldBe(["", ""]);
        talk = (await world.Conversations()).Single();
        (talk.AuthorName, talk.AuthorHandle, talk.AuthorUrl, talk.Excerpt).ShouldBe(("Seseorang", "", null, ""));
        await using (var scope = await App.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            (await db.Set<MessageVersion>().AcrossCentres().CountAsync()).ShouldBe(0);
            (await db.Set<Conversation>().AcrossCentres().CountAsync(row => row.AuthorId == InboxWorld.Rina.Id)).ShouldBe(0);
        }
        var page = await officer.GetStringAsync($"/desk/inbox/{talk.Id}");
        page.ShouldContain("hanya membolehkan ucapan anggotanya disimpan sebentar");
        page.ShouldContain("https://scripted.example/old");
        page.ShouldContain("Datanglah hari ini.");
        (await officer.PostAsJsonAsync($"/api/v1/conversations/{talk.Id}/answers", new { text = "Bagaimana sekarang?" })).StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted);
        App.Clock.Advance(TimeSpan.FromSeconds(15));
        await App.RunJobs();
        world.Network.Replies.Last().To.Id.ShouldBe("new");
        // Who writes again is found in the same conversation.
        await world.Hear(world.Reply("again", "Sudah sembuh"));
        talk = (await world.Conversations()).ShouldHaveSingleItem();
        (talk.Excerpt, talk.AuthorId, talk.AuthorName).ShouldBe(("Sudah sembuh", InboxWorld.Rina.Id, "Rina"));
    }

    [Fact]
    public async Task What_was_written_to_the_centre_in_private_stays_whatever_the_network_asks_of_the_comment_before_it()
    {
        var world = await InboxWorld.Open(App);
        (world.Network.Members, world.Network.Kept) = (new(TimeSpan.FromHours(48), _ => "Seseorang"), new(TimeSpan.FromDays(1), Grows: false, TimeSpan.FromDays(1), AtOnce: 2));
        await world.Hear(world.Reply("public", "Anak saya demam"));
        var from = (await world.Conversations()).Single();
        (await world.Ask(services => services.GetRequiredService<OfferPrivately>().Run(from.Id, default))).Problems.ShouldBeEmpty();
        App.Clock.Advance(TimeSpan.FromSeconds(15));
        await App.RunJobs();
        var secret = Regex.Match(world.Network.Replies.Last().Text, "/private/([a-z]+)").Groups[1].Value;
        await world.Do(async services =>
        {
            var door = services.GetRequiredService<TalkDoor>();
            (await door.Say(secret, (await door.Open(secret, default)).Value, "Apa hasil tes saya?", default)).Problems.ShouldBeEmpty();
        });
        await Day(0);
        // The network keeps silent for two days: the comment goes, and who wrote it is called by no name.
        await Day(2);
        await Hours(1);
        var own = (await world.Conversations()).Single(row => row.IsOwn);
        (own.Excerpt, own.AuthorName, own.AuthorHandle).ShouldBe(("Apa hasil tes saya?", "Seseorang", ""));
        (await world.Messages(own)).ShouldHaveSingleItem().Text.ShouldBe("Apa hasil tes saya?");
        from = (await world.Conversations()).Single(row => !row.IsOwn);
        (from.AuthorName, (await world.Messages(from)).First().State).ShouldBe(("Seseorang", MessageState.Withdrawn));
        // By the number of its writer it is found still, and goes with them.
        await using (var scope = await App.Scope())
        {
            var erase = scope.ServiceProvider.GetRequiredService<EraseOutsider>();
            foreach (var found in await erase.Find(InboxWorld.Rina.Id, default))
                await erase.Run(found, default);
        }
        (await world.Conversations()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_number_of_a_writer_goes_unless_they_are_blocked_and_with_it_what_holds_it_elsewhere()
    {
        var world = await InboxWorld.Open(App);
        world.Network.Members = new(TimeSpan.FromHours(48), _ => "Seseorang");
        await world.Hear(world.Reply("rude", "Kalian bodoh", InboxWorld.Budi), world.Reply("gone", "Salah kirim", root: "post-2"));
        var (rude, gone) = ((await world.Conversations()).Single(row => row.AuthorId == InboxWorld.Budi.Id), (await world.Conversations()).Single(row => row.AuthorId == InboxWorld.Rina.Id));
        using var officer = await App.Client("officer");
        (await officer.PutAsJsonAsync($"/api/v1/conversations/{rude.Id}/block", new { reason = "Abuse" })).StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);
        await world.Do(async services =>
        {
            var (db, events) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<EventBoard>());
            events.Publish(new MessageHeard(world.Channel, world.Reply("lost", "Tidak pernah terbaca")));
            events.Publish(new ReplySettled(world.Channel, Guid.CreateVersion7(), null, "Ditolak"));
            db.Add(AwayReply.To(gone, App.Clock.Now()));
            await db.SaveChangesAsync();
            await db.Set<Job>().Where(row => row.Arguments.Contains(world.Channel.ToString()) && row.State == JobState.Available).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, JobState.Discarded));
            events.Publish(new MessageWithdrawn(world.Channel, "gone"));
            await db.SaveChangesAsync();
        });
        await Hours(45);
        (await Shelved()).ShouldBe(2);
        (await world.Conversations()).Single(row => row.Id == gone.Id).AuthorId.ShouldBe(InboxWorld.Rina.Id);
        await Hours(2);
        (await Shelved()).ShouldBe(1, "what nobody took up and holds somebody's words is deleted, and nothing else");
        (await world.Ask(services => services.GetRequiredService<PendopoDb>().Set<AwayReply>().CountAsync())).ShouldBe(0);
        gone = (await world.Conversations()).Single(row => row.Id == gone.Id);
        (gone.IsWriterForgotten, gone.AuthorName).ShouldBe((true, "Seseorang"));
        (await officer.PutAsJsonAsync($"/api/v1/conversations/{gone.Id}/block", new { reason = "Abuse" })).StatusCode.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
        (await officer.GetStringAsync($"/desk/inbox/{gone.Id}")).ShouldContain("Penulisnya tidak lagi dikenal di sini");
        rude = (await world.Conversations()).Single(row => row.Id == rude.Id);
        (rude.AuthorId, rude.AuthorName, rude.Excerpt).ShouldBe((InboxWorld.Budi.Id, "Seseorang", ""));
        (await officer.DeleteAsync($"/api/v1/conversations/{rude.Id}/block")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);
        await Hours(1);
        (await world.Conversations()).ShouldAllBe(row => row.IsWriterForgotten);

        Task<int> Shelved() => world.Ask(services => services.GetRequiredService<PendopoDb>().Set<Job>().CountAsync(row => row.State == JobState.Discarded));
    }

    private async Task Hours(int hours)
    {
        App.Clock.Advance(TimeSpan.FromHours(hours));
        await using (var scope = await App.Scope())
        {
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new ForgetWordsAll());
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        await App.RunJobs();
    }

    private async Task Day(int days)
    {
        App.Clock.Advance(TimeSpan.FromDays(days));
        await using (var scope = await App.Scope())
        {
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new LookAgainAll());
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        await App.RunJobs();
    }

    private async Task<List<string>> Words()
    {
        await using var scope = await App.ScopeOf("officer");
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Message>().Where(row => row.Kind == MessageKind.Heard && row.State == MessageState.Sent && row.RemoteId != null && row.RemoteUrl!.StartsWith("https://scripted"))
            .OrderBy(row => row.Text).Select(row => row.Text).ToListAsync();
    }
}
