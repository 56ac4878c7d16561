using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Bluesky;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Listening;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

public abstract class ListeningTests(TestApp app) : AppTests(app)
{
    private static readonly string[] Everywhere = ["site", "fediverse", "bluesky"];

    [Fact]
    public async Task Public_words_with_a_watched_word_are_kept_once_apart_from_the_inbox_and_follow_their_author()
    {
        var channel = await Fediverse();
        await Watch("#DBD");
        await Watch("demam berdarah", "film");
        var said = Said("1", "Cegah demam berdarah, NIK 3404014107150003 #DBD");
        await Hear(new PublicHeard("fediverse", channel, said), new PublicHeard("fediverse", channel, said), new PublicHeard("fediverse", channel, Said("2", "Nonton film demam berdarah")), new PublicHeard("x", null, Said("3", "#dbd")));
        var row = (await List()).Rows.ShouldHaveSingleItem();
        row.Words.ShouldBe(["#DBD", "demam berdarah"]);
        row.Text.ShouldNotContain("3404014107150003");
        row.MayAnswer.ShouldBeTrue();
        (await Ask(services => services.GetRequiredService<PendopoDb>().Set<Message>().AnyAsync(message => message.RemoteId == said.Remote.Id))).ShouldBeFalse();
        await Hear(new PublicHeard("fediverse", channel, said with { Text = "Cegah #DBD", EditedAt = said.SentAt.AddMinutes(1) }));
        (await List()).Rows.ShouldHaveSingleItem().Text.ShouldBe("Cegah #DBD");
        await Hear(new PublicWithdrawn("fediverse", said.Remote.Id, "https://else.example/users/other"));
        (await List()).Rows.Count.ShouldBe(1, "only its author takes it back");
        await Hear(new PublicWithdrawn("fediverse", said.Remote.Id, said.Author.Id));
        (await List()).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_find_is_taken_into_the_inbox_where_it_can_be_answered_and_left_or_brought_back_where_it_is_not_for_us()
    {
        var channel = await Fediverse();
        await Watch("posyandu");
        await Hear(new PublicHeard("fediverse", channel, Said("1", "Posyandu di mana?")), new PublicHeard("site", null, Said("2", "Posyandu bagus")));
        var rows = (await List()).Rows;
        var (there, here) = (rows.Single(row => row.Network == "fediverse"), rows.Single(row => row.Network == "site"));
        (await Ask(services => services.GetRequiredService<SettleFind>().TakeIn(here.Id, default))).Problems[0].Code.ShouldBe("CannotAnswerThere");
        using var officer = await App.Client("officer");
        var taken = await officer.PutAsync($"/api/v1/listening/finds/{there.Id}/conversation", null);
        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
        var id = (await taken.Content.ReadFromJsonAsync<JsonObject>())!["conversation"]!.GetValue<Guid>();
        var conversation = (await Ask(services => services.GetRequiredService<ConversationQueries>().Find(new(id), default)))!;
        (conversation.AuthorId, conversation.WaitsForAnswer, conversation.Private, conversation.RootId).ShouldBe((there.AuthorUrl ?? "https://warga.example/users/nur", true, false, "https://warga.example/posts/1"));
        conversation.AssigneeId.ShouldBe((await App.PersonOf("officer")).Id);
        (await Ask(services => services.GetRequiredService<ConversationQueries>().Messages(conversation.Id, default))).ShouldHaveSingleItem().Text.ShouldBe("Posyandu di mana?", "nothing is said by itself to who did not write to us");
        (await officer.PutAsync($"/api/v1/listening/finds/{there.Id}/refusal", null)).StatusCode.ShouldNotBe(HttpStatusCode.NoContent);
        (await officer.PutAsync($"/api/v1/listening/finds/{here.Id}/refusal", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await List()).Rows.ShouldBeEmpty();
        (await List(FindState.NotForUs)).Rows.Count.ShouldBe(1);
        (await officer.DeleteAsync($"/api/v1/listening/finds/{here.Id}/refusal")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await List()).Rows.Count.ShouldBe(1);
        await Hear(new PublicWithdrawn("fediverse", null, "https://warga.example/users/nur"));
        (await Ask(services => services.GetRequiredService<ConversationQueries>().Messages(conversation.Id, default))).Single().State.ShouldBe(MessageState.Withdrawn);
        (await officer.GetStringAsync("/desk/listening")).ShouldContain("posyandu");
    }

    [Fact]
    public async Task Who_is_blocked_or_asked_for_a_stop_is_left_out_and_finds_end_after_their_days()
    {
        var channel = await Fediverse();
        await Watch("posyandu");
        var known = (await Ask(services => services.GetRequiredService<PendopoDb>().Set<Conversation>().Where(row => row.Network == "fediverse").OrderBy(row => row.Id).ToListAsync())).First();
        (await Ask(services => services.GetRequiredService<Pendopo.Inbox.Blocks.BlockSender>().Block(known.Id, Pendopo.Inbox.Blocks.BlockReason.Spam, default))).Ok.ShouldBeTrue();
        await Hear(new PublicHeard("fediverse", channel, Said("1", "posyandu") with { Author = new(known.AuthorId, known.AuthorHandle, "", null) }), new PublicHeard("fediverse", channel, Said("2", "posyandu") with { Author = new("https://warga.example/users/lain", "@lain@warga.example", "Lain", null) }));
        (await List()).Rows.ShouldHaveSingleItem().AuthorName.ShouldBe("Lain");
        (await Ask(services => services.GetRequiredService<KeepListening>().Settle(200, "", null, default))).Problems[0].Code.ShouldBe("DaysWrong");
        (await Ask(services => services.GetRequiredService<KeepListening>().Settle(7, "https://sosial.example/path", null, default))).Problems[0].Code.ShouldBe("ServersWrong");
        (await Ask(services => services.GetRequiredService<KeepListening>().Settle(7, "sosial.example, https://lain.example", null, default))).Value.AllServers.ShouldBe(["https://sosial.example", "https://lain.example"]);
        App.Clock.Advance(TimeSpan.FromDays(6));
        await Job(new ForgetFinds());
        (await List()).Rows.Count.ShouldBe(1);
        App.Clock.Advance(TimeSpan.FromDays(2));
        await Job(new ForgetFinds());
        (await List()).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Days_are_counted_by_post_without_what_is_not_for_us_and_never_for_a_network_that_forbids_it()
    {
        var channel = await Fediverse();
        var word = await Watch("posyandu");
        await Hear([.. Enumerable.Range(1, 3).Select(number => new PublicHeard("fediverse", channel, Said($"{number}", "posyandu")))]);
        await Ask(async services => await services.GetRequiredService<SettleFind>().Leave((await services.GetRequiredService<FindQueries>().List(new(FindState.New, null, null), null, default)).Rows[0].Id, default));
        var days = await Ask(services => services.GetRequiredService<FindQueries>().Counts(new(FindState.New, word.Id, null), default));
        (days.Days.Count, days.Days[^1].Count, days.Days.Sum(day => day.Count)).ShouldBe((FindQueries.Days, 2, 2));
        await Ask(services => services.GetRequiredService<PendopoDb>().Set<Find>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Network, "x")));
        (await Ask(services => services.GetRequiredService<FindQueries>().Counts(new(FindState.New, word.Id, null), default))).Days.Sum(day => day.Count).ShouldBe(0);
    }

    [Fact]
    public async Task Words_are_kept_by_who_may_without_doubles_and_a_removed_one_takes_its_finds()
    {
        using var officer = await App.Client("officer");
        var kept = await officer.PostAsJsonAsync("/api/v1/listening/words", new { words = "Posyandu", networks = new[] { "site", "x" } });
        kept.StatusCode.ShouldBe(HttpStatusCode.Created);
        var word = (await Ask(services => services.GetRequiredService<KeepListening>().All(default))).ShouldHaveSingleItem();
        word.Networks.ShouldBe("site");
        foreach (var (words, code) in new[] { ("POSYANDU", "WordThere"), ("#", "WordTooShort"), (new string('a', 30) + string.Concat(Enumerable.Repeat(" bc", 30)), "WordTooLong") })
            (await Ask(services => services.GetRequiredService<KeepListening>().Keep(null, new(words, "", Everywhere, false), null, default))).Problems[0].Code.ShouldBe(code);
        (await Ask(services => services.GetRequiredService<KeepListening>().Keep(null, new("lain", "", ["x"], false), null, default))).Problems[0].Code.ShouldBe("NetworkMissing");
        using (var clinician = await App.Client("clinician"))
            (await clinician.PostAsJsonAsync("/api/v1/listening/words", new { words = "lain" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await Hear(new PublicHeard("site", null, Said("1", "posyandu")));
        (await List()).Rows.Count.ShouldBe(1);
        (await Ask(services => services.GetRequiredService<KeepListening>().Keep(word.Id, new("Posyandu", "", Everywhere, Paused: true), null, default))).Ok.ShouldBeTrue();
        await Hear(new PublicHeard("site", null, Said("2", "posyandu")));
        (await List()).Rows.Count.ShouldBe(1, "a paused word finds nothing new");
        (await officer.GetStringAsync($"/desk/listening/words/{word.Id}")).ShouldContain("Posyandu");
        (await officer.DeleteAsync($"/api/v1/listening/words/{word.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await List()).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_outside_is_told_what_was_found_of_them_and_erased_whole()
    {
        var channel = await Fediverse();
        await Watch("posyandu");
        await Hear(new PublicHeard("fediverse", channel, Said("1", "posyandu saya")));
        var nur = Said("1", "").Author;
        var told = await Ask(async services =>
        {
            var all = new List<PersonalRecord>();
            foreach (var room in services.GetServices<IPersonalRecords>())
                all.AddRange(await room.Of(RecordSubject.Of(nur.Handle), default));
            return all;
        });
        told.SelectMany(record => record.Fields).ShouldContain(field => field.Value == "posyandu saya");
        await using var scope = await App.Scope();
        var erase = scope.ServiceProvider.GetRequiredService<EraseOutsider>();
        await erase.Run((await erase.Find(nur.Handle, default)).Single(one => one.Id == nur.Id), default);
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Find>().AcrossCentres().CountAsync()).ShouldBe(0);
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<FindWord>().AcrossCentres().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Bluesky_is_searched_word_by_word_with_overlap_goes_on_after_a_bad_hour_and_waits_as_long_as_it_is_told()
    {
        await using var pds = await FakePds.StartAsync();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
        var start = App.Clock.GetUtcNow();
        await Ask(async services =>
        {
            var db = services.GetRequiredService<PendopoDb>();
            var credentials = services.GetRequiredService<Accounts>().Seal(new Session(FakePds.Did, "melati.test", pds.Url, pds.Access, pds.Refresh));
            db.Add(Channel.Connect(services.GetRequiredService<CentreScope>().Centre, "bluesky", "melati.test", FakePds.Did, credentials, App.Clock.Now()));
            return await db.SaveChangesAsync();
        });
        await Watch("posyandu");
        pds.Searched.Add([BlueskySearchTests.Post("3k2", -5, "Posyandu kapan?", from: start), BlueskySearchTests.Post("3k1", -20, "Posyandunya ramai", from: start)]);
        await Job(new ListenAll());
        await Job(new ListenAll());
        (await List()).Rows.ShouldHaveSingleItem().Text.ShouldBe("Posyandu kapan?");
        pds.Searches.ShouldBe(["posyandu", "posyandu"]);
        pds.FailNext("app.bsky.feed.searchPosts", 429, "RateLimitExceeded", "", ("ratelimit-reset", start.AddMinutes(30).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        App.Clock.Advance(TimeSpan.FromMinutes(10));
        await Job(new ListenAll());
        App.Clock.Advance(TimeSpan.FromMinutes(10));
        await Job(new ListenAll());
        pds.Calls.Count(call => call == "app.bsky.feed.searchPosts").ShouldBe(3, "nothing is asked before the quota is full again");
        pds.Searched[0].Insert(0, BlueskySearchTests.Post("3k3", 5, "Posyandu lagi", from: start));
        App.Clock.Advance(TimeSpan.FromMinutes(15));
        await Job(new ListenAll());
        (await List()).Rows.Count.ShouldBe(2);
    }

    private async Task<Id<Channel>> Fediverse() => await Ask(async services => (await services.GetRequiredService<Accounts>().All(default)).Single(channel => channel.Network == "fediverse").Id);

    private Incoming Said(string id, string text) =>
        new(new($"https://warga.example/posts/{id}", $"https://warga.example/@nur/{id}", null), IncomingKind.Mention, new("https://warga.example/users/nur", "@nur@warga.example", "Nur", null), null, null, text, null, "id", App.Clock.Now());

    private async Task<WatchedWord> Watch(string words, string ignore = "") =>
        (await Ask(services => services.GetRequiredService<KeepListening>().Keep(null, new(words, ignore, Everywhere, false), null, default))).Value;

    private Task<FindSlice> List(FindState state = FindState.New) => Ask(services => services.GetRequiredService<FindQueries>().List(new(state, null, null), null, default));

    private async Task Hear<T>(params T[] events) where T : IEvent
    {
        foreach (var happened in events)
        {
            await Ask(services =>
            {
                services.GetRequiredService<EventBoard>().Publish(happened);
                return services.GetRequiredService<PendopoDb>().SaveChangesAsync();
            });
        }
        await App.RunJobs();
    }

    private async Task Job<T>(T job) where T : IJob
    {
        await Ask(services =>
        {
            services.GetRequiredService<JobBoard>().Add(job);
            return services.GetRequiredService<PendopoDb>().SaveChangesAsync();
        });
        await App.RunJobs();
    }

    private async Task<T> Ask<T>(Func<IServiceProvider, Task<T>> ask)
    {
        await using var scope = await App.ScopeOf("officer");
        return await ask(scope.ServiceProvider);
    }
}

[Collection("rooms on sqlite")]
public sealed class ListeningOnSqlite(SqliteApp app) : ListeningTests(app);

[Collection("rooms on postgres")]
public sealed class ListeningOnPostgres(PostgresApp app) : ListeningTests(app);
