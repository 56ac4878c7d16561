using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Inbox;
using Pendopo.Tests.Safety.Consents;

namespace Pendopo.Tests.Safety.Rights;

/// <summary>Erasure and restriction of who wrote to the centre.</summary>
public abstract class CarryOutInboxTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Erasure_takes_conversations_and_consents_away_and_what_the_law_keeps_is_named()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Saya Rina."));
        var id = await RightsDesk.Ask(App, "Erasure", InboxWorld.Rina.Handle);
        using var desk = await App.Client("desk");
        var page = $"/desk/rights/{id}";
        (await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/erasure", new { })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await desk.Submit(page, "identity", ("Form.Identity", "menelepon balik"));
        (await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/answer", new { done = true, answer = "Dihapus." })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.GetStringAsync(page)).ShouldContain(InboxWorld.Rina.Id);
        (await desk.Submit(page, "carry")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await world.Conversations()).ShouldBeEmpty();
        var shown = ConsentStage.TextOf(await desk.GetStringAsync(page));
        shown.ShouldContain("Dihapus pada");
        shown.ShouldContain("UU 27/2022 pasal 24");
        (await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/answer", new { done = true, answer = "Dihapus." })).StatusCode.ShouldBe(HttpStatusCode.OK);
        ConsentStage.TextOf(await desk.GetStringAsync("/desk/rights")).ShouldNotContain("Bu Rina");
    }

    [Fact]
    public async Task An_archive_names_who_opened_what_was_written_once_a_day_for_each_and_the_weekly_look_what_was_opened_at_night()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Jam buka?"), world.Reply("m2", "Saya Budi.", InboxWorld.Budi, "post-2"));
        var conversation = (await world.Conversations()).Single(row => row.AuthorId == InboxWorld.Rina.Id);
        using var officer = await App.Client("officer");
        using var reviewer = await App.Client("reviewer");
        for (var look = 0; look < 2; look++)
            (await officer.GetAsync($"/desk/inbox/{conversation.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await reviewer.GetAsync($"/api/v1/conversations/{conversation.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var hours in new[] { 15, 10 })
        {
            App.Clock.Advance(TimeSpan.FromHours(hours));
            using var later = await App.Client("officer");
            (await later.GetAsync($"/desk/inbox/{conversation.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        Opened(await Archive("Access", InboxWorld.Rina.Handle)).ShouldBe(["Bidan Ayu", "Mas Dimas", "Mas Dimas"], ignoreOrder: true);
        Opened(await Archive("Access", InboxWorld.Budi.Handle)).ShouldBeEmpty();
        using var head = await App.Client("head");
        (await head.GetStringAsync("/desk/week")).ShouldNotContain("Membuka percakapan", Case.Insensitive, "the first look of the day was within hours");
        App.Clock.Advance(TimeSpan.FromHours(12));
        using var night = await App.Client("officer");
        await night.GetAsync($"/desk/inbox/{(await world.Conversations()).Single(row => row.AuthorId == InboxWorld.Budi.Id).Id}");
        using var morning = await App.Client("head");
        (await morning.GetStringAsync("/desk/week")).ShouldContain("Membuka percakapan");
    }

    private static IEnumerable<string> Opened(JsonDocument archive) => archive.RootElement.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("value").GetString()!).ToList())
        .Where(values => values.Contains("Membuka percakapan")).Select(values => values[^1]);

    private async Task<JsonDocument> Archive(string kind, string handle)
    {
        var id = await RightsDesk.Ask(App, kind, handle);
        using var desk = await App.Client("desk");
        await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/identity", new { identity = "menelepon balik" });
        using var zip = new ZipArchive(new MemoryStream(await desk.GetByteArrayAsync($"/desk/rights/{id}/archive")));
        using var data = zip.GetEntry("data.json")!.Open();
        return await JsonDocument.ParseAsync(data);
    }

    [Fact]
    public async Task A_restriction_stops_answers_and_consents_until_it_is_lifted()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Jam buka?"));
        var conversation = (await world.Conversations()).Single();
        var id = await RightsDesk.Ask(App, "Restriction", InboxWorld.Rina.Handle);
        using var desk = await App.Client("desk");
        await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/identity", new { identity = "menelepon balik" });
        (await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/restriction", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.Answer(conversation, "Pukul 08.00.")).Problems.Single().Code.ShouldBe("Restricted");
        using var officer = await App.Client("officer");
        (await officer.PostAsync($"/api/v1/conversations/{conversation.Id}/private-talk", null)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/answer", new { done = true, answer = "Dihentikan." })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await desk.Submit($"/desk/rights/{id}", "carry")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await world.Answer(conversation, "Pukul 08.00.")).Problems.ShouldBeEmpty();
    }
}

[Collection("rooms on sqlite")]
public sealed class CarryOutInboxOnSqlite(SqliteApp app) : CarryOutInboxTests(app);

[Collection("rooms on postgres")]
public sealed class CarryOutInboxOnPostgres(PostgresApp app) : CarryOutInboxTests(app);

/// <summary>Requests as the desk takes them down.</summary>
internal static class RightsDesk
{
    public static async Task<string> Ask(TestApp app, string kind, string handle)
    {
        using var desk = await app.Client("desk");
        var asked = await desk.PostAsJsonAsync("/api/v1/rights-requests", new { kind, name = "Bu Rina", contact = "rumah", handle });
        asked.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }
}
