using Microsoft.Extensions.DependencyInjection;
using Pendopo.Inbox.Conversations;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Library;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

public abstract class InboxTriageTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task What_sounds_urgent_stands_first_until_somebody_answers_and_is_never_put_out_of_sight()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("r1", "Anak saya sesak napas sejak tadi"), world.Reply("r2", "Jam berapa buka?", InboxWorld.Budi, "post-2"));
        var urgent = (await world.Conversations()).Single(row => row.AuthorId == "did:rina");
        (await Urgent(world)).ShouldContain(row => row.Id == urgent.Id);
        (await world.Ask(services => services.GetRequiredService<Triage>().Snooze(urgent.Id, 1, default))).Problems[0].Code.ShouldBe("UrgentStays");
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/inbox")).ShouldContain("id=\"urgent\"");
        (await world.Answer(urgent, "Bawa segera ke puskesmas.")).Problems.ShouldBeEmpty();
        (await Urgent(world)).ShouldNotContain(row => row.Id == urgent.Id);
    }

    [Fact]
    public async Task What_is_put_off_comes_back_in_the_morning_or_when_the_person_writes_again()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("r1", "Jam berapa buka?"));
        var conversation = (await world.Conversations()).Single();
        (await world.Ask(services => services.GetRequiredService<Triage>().Snooze(conversation.Id, 1, default))).Ok.ShouldBeTrue();
        (await In(world, InboxView.Open, conversation)).ShouldBeFalse();
        (await In(world, InboxView.Snoozed, conversation)).ShouldBeTrue();
        // 07:00 of the next day; the clock stands at eight.
        App.Clock.Advance(TimeSpan.FromHours(23.5));
        (await In(world, InboxView.Open, conversation)).ShouldBeTrue();
        await world.Ask(services => services.GetRequiredService<Triage>().Snooze(conversation.Id, 7, default));
        await world.Hear(world.Reply("r2", "Halo, masih menunggu"));
        (await In(world, InboxView.Waiting, conversation)).ShouldBeTrue();
        (await world.Ask(services => services.GetRequiredService<Triage>().Snooze(conversation.Id, 31, default))).Problems[0].Code.ShouldBe("SnoozeUnclear");
    }

    [Fact]
    public async Task A_search_finds_by_name_and_by_what_was_said_within_the_view()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("r1", "Kaki saya digigit kelabang hijau"), world.Reply("r2", "Terima kasih", InboxWorld.Budi, "post-2"));
        async Task<string[]> Find(string words) => [.. (await world.Ask(services => services.GetRequiredService<ConversationQueries>().List(InboxView.Open, null, default, words))).Rows.Select(row => row.AuthorName)];
        (await Find("KELABANG HIJAU")).ShouldBe(["Rina"]);
        (await Find("pak budi")).ShouldBe(["Pak Budi"]);
        (await Find("100%")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_saved_answer_of_the_library_fits_the_question_and_is_put_into_the_field_filled()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("r1", "Apakah vaksin campak tersedia?"));
        var conversation = (await world.Conversations()).Single();
        await world.Do(async services => (await services.GetRequiredService<KeepLibraryItem>().Run(new(null,
            new LibraryWords(LibraryKind.Answer, "Vaksin campak", "Ada setiap Selasa di {{puskesmas}}.", "", "campak imunisasi", "id", "", null), null), default)).Problems.ShouldBeEmpty());
        var answer = (await world.Ask(services => services.GetRequiredService<SavedAnswers>().All(default))).Single(one => one.Name == "Vaksin campak");
        answer.Text.ShouldNotContain("{{");
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/inbox/{conversation.Id}")).ShouldContain($"insert={answer.Id}");
        (await officer.GetStringAsync($"/desk/inbox/{conversation.Id}?insert={answer.Id}")).ShouldContain("Ada setiap Selasa di");
    }

    private static Task<List<ConversationRow>> Urgent(InboxWorld world) => world.Ask(services => services.GetRequiredService<ConversationQueries>().Urgent(default));

    private static async Task<bool> In(InboxWorld world, InboxView view, Conversation conversation) =>
        (await world.Ask(services => services.GetRequiredService<ConversationQueries>().List(view, null, default))).Rows.Any(row => row.Id == conversation.Id);
}

[Collection("rooms on sqlite")]
public sealed class InboxTriageOnSqlite(SqliteApp app) : InboxTriageTests(app);

[Collection("rooms on postgres")]
public sealed class InboxTriageOnPostgres(PostgresApp app) : InboxTriageTests(app);

public sealed class UrgentWordsTests
{
    [Theory]
    [InlineData("Anak saya kejang", true)]
    [InlineData("Ibu PENDARAHAN sejak subuh", true)]
    [InlineData("my son can't breathe", true)]
    [InlineData("Jam berapa posyandu?", false)]
    [InlineData("baju birunya bagus", false)]
    public void Danger_signs_are_heard_in_both_languages(string text, bool urgent) => UrgentWords.In(text, "fediverse").ShouldBe(urgent);
}
