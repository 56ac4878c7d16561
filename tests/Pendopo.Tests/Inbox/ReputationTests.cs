using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Blocks;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Heeded;
using Pendopo.Inbox.Reputation;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

public abstract class ReputationTests(TestApp app) : AppTests(app)
{
    private const string Rumour = "Kata tetangga vaksin campak yang sekarang dipakai itu sudah kedaluwarsa semua, tolong sebarkan";

    [Fact]
    public async Task Words_that_several_people_pass_on_raise_one_card_and_stay_where_they_are()
    {
        var world = await Heard(3, i => Rumour);
        await Watch(world);
        await Watch(world);
        var card = (await Cards(world)).ShouldHaveSingleItem();
        (card.Kind, card.Messages, card.Chosen).ShouldBe((SurgeKind.Repeated, 3, null));
        (await world.Conversations()).Count(row => row.ApartAt is null && row.ClosedAt is null).ShouldBe(3, "nothing is hidden");
        (await world.Ask(services => services.GetRequiredService<DecideSurge>().Decide(card.Id, null, "", default))).Problems[0].Code.ShouldBe("PlayMissing");
        (await world.Ask(services => services.GetRequiredService<DecideSurge>().Decide(card.Id, Play.Correct, "Bidan Ayu menulis penjelasan.", default))).Ok.ShouldBeTrue();
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/inbox/surges/{card.Id}")).ShouldContain("Bidan Ayu menulis");
        foreach (var (role, may) in new[] { ("head", true), ("desk", false) })
        {
            using var reader = await App.Client(role);
            (await reader.GetStringAsync($"/desk/inbox/surges/{card.Id}")).Contains("name=\"Form.Play\"", StringComparison.Ordinal).ShouldBe(may, role);
        }
        (await world.Ask(services => services.GetRequiredService<DecideSurge>().Waiting(default))).ShouldBe(0);
    }

    [Fact]
    public async Task What_two_people_say_what_is_private_and_what_is_kept_apart_raises_nothing()
    {
        var world = await Heard(2, i => Rumour);
        await world.Hear([.. Enumerable.Range(10, 5).Select(i => world.Reply($"p{i}", Rumour, Writer(i), $"dm-{i}", kind: IncomingKind.Private))]);
        await world.Hear([.. Enumerable.Range(20, 2).Select(i => world.Reply($"s{i}", Rumour, Writer(i), $"post-{i}"))]);
        foreach (var spam in (await world.Conversations()).Where(row => row.AuthorId is "did:w20" or "did:w21"))
            await world.Ask(services => services.GetRequiredService<BlockSender>().Block(spam.Id, BlockReason.Spam, default));
        await Watch(world);
        (await Cards(world)).ShouldBeEmpty();
    }

    [Fact]
    public void A_play_that_hides_what_people_say_does_not_exist() => Enum.GetNames<Play>().ShouldBe(["Answer", "Correct", "Explain", "Escalate", "Leave"]);

    [Fact]
    public async Task What_was_heeded_is_shown_in_both_languages_and_never_with_somebody_in_it()
    {
        var world = await InboxWorld.Open(App);
        var words = new HeededWords("Antrean terlalu panjang.", "The queue is too long.", "Ada loket kedua.", "There is a second counter.");
        (await Keep(world, words with { SaidId = "NIK 3404014107150003 antre lama." })).Problems[0].Code.ShouldBe("HeededHeld");
        (await Keep(world, words with { DidEn = "" })).Problems[0].Code.ShouldBe("HeededMissing");
        (await Keep(world, words)).Problems.ShouldBeEmpty();
        using var visitor = App.Anonymous();
        visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        (await visitor.GetStringAsync("/@melati/you-said")).ShouldContain("There is a second counter.");
        (await visitor.GetStringAsync("/@kenanga/you-said")).ShouldNotContain("second counter");
    }

    private async Task<InboxWorld> Heard(int people, Func<int, string> text)
    {
        var world = await InboxWorld.Open(App);
        await world.Hear([.. Enumerable.Range(0, people).Select(i => world.Reply($"r{i}", text(i), Writer(i), $"post-{i}"))]);
        return world;
    }

    private static RemotePerson Writer(int i) => new($"did:w{i}", $"w{i}.example", $"W{i}", null);

    private async Task Watch(InboxWorld world)
    {
        await world.Do(async services =>
        {
            var db = services.GetRequiredService<PendopoDb>();
            // The scripted network has no row in the table of terms; the fediverse's words may be read.
            await db.Set<Conversation>().Where(row => row.ChannelId == world.Channel).ExecuteUpdateAsync(set => set.SetProperty(row => row.Network, "fediverse"));
            services.GetRequiredService<JobBoard>().Add(new WatchReputation());
            await db.SaveChangesAsync();
        });
        await App.RunJobs();
    }

    private static Task<List<SurgeCard>> Cards(InboxWorld world) => world.Ask(services => services.GetRequiredService<DecideSurge>().All(default));

    private static Task<Result<HeededLine>> Keep(InboxWorld world, HeededWords words) =>
        world.Ask(services => services.GetRequiredService<KeepHeeded>().Run(new(null, words, null, Shown: true, null), default));
}

[Collection("rooms on sqlite")]
public sealed class ReputationOnSqlite(SqliteApp app) : ReputationTests(app);

[Collection("rooms on postgres")]
public sealed class ReputationOnPostgres(PostgresApp app) : ReputationTests(app);
