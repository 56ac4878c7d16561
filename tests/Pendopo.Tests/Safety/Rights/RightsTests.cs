using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Safety.Rights;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;
using Pendopo.Tests.Safety.Consents;

namespace Pendopo.Tests.Safety.Rights;

/// <summary>People ask about their own data; each request has its clock and comes to an answer.</summary>
public abstract class RightsTests(TestApp app) : PublishingTests(app)
{
    private static Dictionary<string, string> Typed(RightKind kind, string handle = "") => new()
    {
        ["Form.Kind"] = kind.ToString(), ["Form.Name"] = "Bu Sari", ["Form.Contact"] = "0812 0000 0000", ["Form.Handle"] = handle, ["Form.Text"] = "Apa yang disimpan?",
    };

    private async Task<RightsRequest> Asked(RightKind kind, string handle = "")
    {
        using var sari = App.Anonymous();
        var sent = await sari.Send(await sari.GetStringAsync("/@melati/my-data"), "rights", Typed(kind, handle), "/@melati/my-data");
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await sari.GetStringAsync(sent.Headers.Location!.ToString())).ShouldContain("Terbuka");
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<RightsRequest>().AcrossCentres().AsNoTracking().OrderByDescending(row => row.Id).FirstAsync();
    }

    [Theory]
    [InlineData(RightKind.Access, 72, RightsClock.Law)]
    [InlineData(RightKind.Correction, 72, RightsClock.Law)]
    [InlineData(RightKind.Restriction, 72, RightsClock.Law)]
    [InlineData(RightKind.Erasure, 336, RightsClock.Promise)]
    [InlineData(RightKind.Objection, 336, RightsClock.Promise)]
    public async Task Each_request_has_the_clock_that_the_law_sets_or_our_own_promise(RightKind kind, int hours, RightsClock clock)
    {
        var request = await Asked(kind);
        (request.DueAt - request.AskedAt).ShouldBe(TimeSpan.FromHours(hours));
        request.Clock.ShouldBe(clock);
        App.Clock.Advance(TimeSpan.FromHours(hours) + TimeSpan.FromMinutes(1));
        using var desk = await App.Client("desk");
        ConsentStage.TextOf(await desk.GetStringAsync("/desk/rights")).ShouldContain("terlambat");
        ConsentStage.TextOf(await desk.GetStringAsync("/desk")).ShouldContain("Tenggat kurang dari sehari atau lewat: 1");
    }

    [Fact]
    public async Task Access_gives_an_archive_with_the_consents_and_the_trail_and_only_after_it_is_known_who_asks()
    {
        var (_, _, sheet) = await new ConsentStage(App, Stage).Given();
        var request = await Asked(RightKind.Access, sheet.Code.ToLowerInvariant());
        using var desk = await App.Client("desk");
        (await desk.GetAsync($"/desk/rights/{request.Id}/archive")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = $"/desk/rights/{request.Id}";
        (await desk.Send(await desk.GetStringAsync(page), "answer", new() { ["Form.Answer"] = "Sudah.", ["Form.Act"] = "done" }, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.Send(await desk.GetStringAsync(page), "identity", new() { ["Form.Identity"] = "melihat KTP" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var zip = new ZipArchive(await desk.GetStreamAsync($"/desk/rights/{request.Id}/archive"));
        using var data = JsonDocument.Parse(new StreamReader(zip.GetEntry("data.json")!.Open()).ReadToEnd());
        var text = data.RootElement.ToString();
        text.ShouldContain("Bu Sari");
        text.ShouldContain("Kisah");
        text.ShouldContain("Menerima jawaban permintaan persetujuan");
        new StreamReader(zip.GetEntry("index.html")!.Open()).ReadToEnd().ShouldContain("<dt>");
        (await desk.Send(await desk.GetStringAsync(page), "answer", new() { ["Form.Answer"] = "Arsip diserahkan.", ["Form.Act"] = "done" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var sari = App.Anonymous();
        var path = await Stage.As("desk", async scope => "/@melati" + scope.GetRequiredService<RightsLedger>().PathOf((await scope.GetRequiredService<RightsLedger>().Find(request.Id, default))!));
        (await sari.GetStringAsync(path)).ShouldContain("Arsip diserahkan.");
    }

    [Fact]
    public async Task Who_wrote_to_the_centre_gets_their_words_and_its_answers()
    {
        var (handle, text) = await Stage.As("desk", async scope =>
        {
            var db = scope.GetRequiredService<PendopoDb>();
            var message = await db.Set<Pendopo.Inbox.Conversations.Message>().AsNoTracking().Where(row => row.WriterId == null && row.Text != "").OrderBy(row => row.Id).FirstAsync();
            return ((await db.Set<Pendopo.Inbox.Conversations.Conversation>().AsNoTracking().FirstAsync(row => row.Id == message.ConversationId)).AuthorHandle, message.Text);
        });
        var request = await Asked(RightKind.Copy, handle);
        var bytes = await Stage.As("desk", async scope => await scope.GetRequiredService<Archive>().Of(request, default));
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var data = JsonDocument.Parse(new StreamReader(zip.GetEntry("data.json")!.Open()).ReadToEnd());
        data.RootElement.GetProperty("records").EnumerateArray().SelectMany(record => record.GetProperty("fields").EnumerateArray()).Select(field => field.GetProperty("value").GetString()).ShouldContain(text);
    }

    [Fact]
    public async Task The_api_takes_requests_down_answers_them_once_and_shows_them_to_nobody_without_the_right()
    {
        using var desk = await App.Client("desk");
        var asked = await desk.PostAsJsonAsync("/api/v1/rights-requests", new { kind = "Correction", name = "Bu Sari", contact = "rumah" });
        asked.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        (await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/answer", new { done = false, answer = "" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/identity", new { identity = "KTP" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/answer", new { done = true, answer = "Diperbaiki." })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/answer", new { done = true, answer = "Lagi." })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var officer = await App.Client("officer");
        (await officer.GetAsync("/api/v1/rights-requests")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var kenanga = await App.Client("officer@kenanga");
        (await kenanga.GetAsync($"/desk/rights/{id}")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_asked_and_is_erased_leaves_a_request_without_a_name()
    {
        var request = await Asked(RightKind.Erasure);
        await using (var scope = await App.Scope())
        {
            var erase = scope.ServiceProvider.GetRequiredService<EraseOutsider>();
            await erase.Run((await erase.Find(request.Code, default)).ShouldHaveSingleItem(), default);
        }
        using var desk = await App.Client("desk");
        var html = await desk.GetStringAsync("/desk/rights");
        html.ShouldContain(request.Code);
        html.ShouldNotContain("Bu Sari");
    }

    [Fact]
    public async Task A_request_without_a_name_or_a_wish_is_not_taken_and_what_was_typed_stays()
    {
        using var sari = App.Anonymous();
        var page = await sari.GetStringAsync("/@melati/my-data");
        var sent = await sari.Send(page, "rights", new(Typed(RightKind.Access)) { ["Form.Name"] = " " }, "/@melati/my-data");
        sent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await sent.Content.ReadAsStringAsync()).ShouldContain("Apa yang disimpan?");
        (await sari.GetAsync("/@bukan/my-data")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var head = await App.Client("head");
        ConsentStage.TextOf(await head.GetStringAsync("/desk/rights/breach")).ShouldContain("pasal 46");
    }
}

[Collection("rooms on sqlite")]
public sealed class RightsOnSqlite(SqliteApp app) : RightsTests(app);

[Collection("rooms on postgres")]
public sealed class RightsOnPostgres(PostgresApp app) : RightsTests(app);
