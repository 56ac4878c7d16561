using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Files;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Safety.Consents;

/// <summary>The register for programs: the same rules and the same roles as the pages.</summary>
public abstract class ConsentsApiTests(TestApp app) : PublishingTests(app)
{
    private const string Sheets = "/api/v1/consent-sheets";

    [Fact]
    public async Task A_program_asks_takes_the_answer_on_a_tablet_shows_the_proof_and_takes_it_back()
    {
        using var desk = await App.Client("desk");
        var asked = await desk.PostAsJsonAsync(Sheets, new { name = "Bu Sari", purposes = new[] { "Story", "Photograph" }, channels = new[] { ScriptedNetwork.Name }, until = "2027-03-01", language = "id" });
        asked.StatusCode.ShouldBe(HttpStatusCode.Created, await asked.Content.ReadAsStringAsync());
        var sheet = $"{Sheets}/{Root(await asked.Content.ReadAsStringAsync()).GetProperty("id").GetString()}";
        var consents = Consents(await desk.GetStringAsync(sheet));
        object[] answers = [new { consent = consents["Story"], yes = true, channels = new[] { ScriptedNetwork.Name }, naming = "FirstName" }, new { consent = consents["Photograph"], yes = false }];
        (await Refused(desk.PutAsJsonAsync($"{sheet}/answers", new { answers }))).ShouldBe(["SignRequired"]);
        (await Refused(desk.PutAsJsonAsync($"{sheet}/answers", new { answers = answers[..1], pin = "12" }))).ShouldBe(["AnswerRequired", "PinWrong"]);
        (await Refused(desk.PutAsJsonAsync($"{sheet}/answers", new { answers, pin = "135790", readAloud = true }))).ShouldBe(["WitnessRequired"]);
        var taken = await desk.PutAsJsonAsync($"{sheet}/answers", new { answers, signature = ConsentStage.Signature, readAloud = true, witness = "Bu Wati" });
        taken.StatusCode.ShouldBe(HttpStatusCode.OK, await taken.Content.ReadAsStringAsync());
        (await Refused(desk.PutAsJsonAsync($"{sheet}/answers", new { answers, pin = "135790" }))).ShouldBe(["AnsweredAlready"]);

        using var auditor = await App.Client("auditor");
        var shown = await auditor.GetStringAsync(sheet);
        shown.ShouldNotContain("/consent/", Case.Insensitive, "the person's own link is nobody else's");
        var proof = Root(shown).GetProperty("proof");
        (proof.GetProperty("sign").GetString(), proof.GetProperty("witness").GetString(), proof.GetProperty("answeredWith").GetString()).ShouldBe(("Drawn", "Bu Wati", (await App.PersonOf("desk")).Name));
        var story = Root(shown).GetProperty("consents").EnumerateArray().Single(one => one.GetProperty("consent").GetProperty("purpose").GetString() == "Story");
        (story.GetProperty("textVersion").GetInt32(), story.GetProperty("live").GetBoolean()).ShouldBe((1, true));
        story.GetProperty("text").GetString().ShouldNotBeNullOrWhiteSpace();
        (await auditor.PutAsJsonAsync($"/api/v1/consents/{consents["Story"]}/withdrawal", new { how = "Desk" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Refused(desk.PutAsJsonAsync($"/api/v1/consents/{consents["Story"]}/withdrawal", new { how = "Link" }))).ShouldBe(["HowRequired"]);
        (await desk.PutAsJsonAsync($"/api/v1/consents/{consents["Story"]}/withdrawal", new { how = "Letter", note = "Surat 3 Maret" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Refused(desk.PutAsJsonAsync($"/api/v1/consents/{consents["Photograph"]}/withdrawal", new { how = "Desk" }))).ShouldBe(["NothingToWithdraw"]);
        var ended = Root(await auditor.GetStringAsync($"/api/v1/consents/{consents["Story"]}"));
        (ended.GetProperty("consent").GetProperty("state").GetString(), ended.GetProperty("endNote").GetString()).ShouldBe(("Ended", "Surat 3 Maret"));
        var pdf = await auditor.GetAsync($"{sheet}/proof.pdf?language=en");
        (pdf.Content.Headers.ContentType!.MediaType, pdf.Headers.CacheControl!.NoStore).ShouldBe(("application/pdf", true));
    }

    [Fact]
    public async Task Every_copy_of_a_withdrawn_consent_stands_there_channel_by_channel()
    {
        var (consent, path, _) = await Stages.Given();
        var post = await Stage.Approved();
        (await Stages.Name(post.Id, consent.Id)).Ok.ShouldBeTrue();
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds();
        (await Stages.Withdraw(path, consent.Id)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Rounds();
        using var auditor = await App.Client("auditor");
        var one = Root(await auditor.GetStringAsync($"/api/v1/consents/{consent.Id}"));
        one.GetProperty("uses").EnumerateArray().Single().GetProperty("title").GetString()!.ShouldContain(post.Title);
        one.GetProperty("recalls").EnumerateArray().Select(line => line.GetProperty("state").GetString()).ShouldBe(["Gone", "Gone"]);
        one.GetProperty("recalls").EnumerateArray().Select(line => line.GetProperty("channel").GetString()).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_signed_paper_is_photographed_in_kept_and_seen_again_by_the_auditor_and_by_no_stranger()
    {
        var (sheet, _) = await Stages.Ask(ConsentStage.Child(13));
        var consent = (await Stages.Consents(sheet.Id)).Single();
        var answers = JsonSerializer.Serialize(new[] { new { consent = consent.Id.ToString(), yes = true, channels = Array.Empty<string>(), naming = "Initials" } });
        using var desk = await App.Client("desk");
        var at = $"{Sheets}/{sheet.Id}/paper";
        (await Refused(desk.PostAsync(at, Paper("bukan daftar", PictureSamples.Jpeg)))).ShouldBe(["AnswersUnclear"]);
        (await Refused(desk.PostAsync(at, Paper(answers, null, ("childAgrees", "true"))))).ShouldBe(["PaperRequired"]);
        (await Refused(desk.PostAsync(at, Paper(answers, PictureSamples.Jpeg)))).ShouldBe(["ChildRequired"]);
        (await Refused(desk.PostAsync(at, Paper(answers, PictureSamples.Jpeg, ("childAgrees", "false"))))).ShouldBe(["ChildSaysNo"]);
        (await desk.PostAsync(at, Paper(answers, "<script>"u8.ToArray(), ("childAgrees", "true")))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.GetAsync(at)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var taken = await desk.PostAsync(at, Paper(answers, PictureSamples.Jpeg, ("childAgrees", "true")));
        taken.StatusCode.ShouldBe(HttpStatusCode.OK, await taken.Content.ReadAsStringAsync());
        Root(await taken.Content.ReadAsStringAsync()).GetProperty("proof").GetProperty("sign").GetString().ShouldBe("Paper");
        using var auditor = await App.Client("auditor");
        foreach (var address in new[] { at, $"/desk/consents/{sheet.Id}/paper" })
        {
            var photo = await auditor.GetAsync(address);
            (photo.StatusCode, photo.Content.Headers.ContentType!.MediaType, photo.Headers.CacheControl!.NoStore).ShouldBe((HttpStatusCode.OK, "image/jpeg", true));
        }
        (await auditor.GetStringAsync($"/desk/consents/{sheet.Id}/proof")).ShouldContain($"/desk/consents/{sheet.Id}/paper");
        using var stranger = await App.Client("officer@kenanga");
        (await stranger.GetAsync(at)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PutAsJsonAsync($"{Sheets}/{sheet.Id}/answers", new { pin = "135790" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PostAsync(at, Paper(answers, PictureSamples.Jpeg))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"{Sheets}/{sheet.Id}/proof.pdf")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/api/v1/consents/{consent.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Texts_are_read_by_version_and_written_on_top_of_the_one_that_was_read()
    {
        using var head = await App.Client("head");
        var all = Root(await head.GetStringAsync("/api/v1/consent-texts")).EnumerateArray().ToList();
        all.Select(text => text.GetProperty("purpose").GetString()).ShouldBe(Enum.GetNames<ConsentPurpose>());
        foreach (var text in all)
        {
            // The texts brought along keep to the advice themselves.
            text.GetProperty("indonesianAge").GetInt32().ShouldBeLessThanOrEqualTo(ReadingAdvice.To, text.ToString());
            text.GetProperty("englishAge").GetInt32().ShouldBeLessThanOrEqualTo(ReadingAdvice.To, text.ToString());
        }
        (await Refused(head.PostAsJsonAsync("/api/v1/consent-texts/story", new { basedOn = 1, indonesian = "Teks baru.", english = " " }))).ShouldBe(["TextRequired"]);
        var written = await head.PostAsJsonAsync("/api/v1/consent-texts/story", new { basedOn = 1, indonesian = "Penyelenggaraan dokumentasi berkesinambungan dipertanggungjawabkan sepenuhnya oleh penyelenggara pelayanan.", english = "New text." });
        written.StatusCode.ShouldBe(HttpStatusCode.Created, await written.Content.ReadAsStringAsync());
        (await Refused(head.PostAsJsonAsync("/api/v1/consent-texts/story", new { basedOn = 1, indonesian = "Lain.", english = "Other." }))).ShouldBe(["SomebodyElseChanged"]);
        var versions = Root(await head.GetStringAsync("/api/v1/consent-texts/Story")).EnumerateArray().ToList();
        versions.Select(text => text.GetProperty("version").GetInt32()).ShouldBe([2, 1]);
        ConsentStage.TextOf(await head.GetStringAsync("/desk/consents/texts/Story")).ShouldContain("Lebih sulit daripada yang dianjurkan, 9 sampai 11 tahun");
        (await head.GetAsync("/api/v1/consent-texts/everything")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.PostAsJsonAsync("/api/v1/consent-texts/17", new { basedOn = 1, indonesian = "a", english = "b" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var officer = await App.Client("officer");
        (await officer.PostAsJsonAsync("/api/v1/consent-texts/story", new { basedOn = 2, indonesian = "a", english = "b" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_opened_a_sheet_is_written_down_once_a_day_for_its_person_to_ask()
    {
        var (sheet, _) = await Stages.Ask();
        using var auditor = await App.Client("auditor");
        foreach (var address in new[] { $"/desk/consents/{sheet.Id}", $"/desk/consents/{sheet.Id}/proof", $"{Sheets}/{sheet.Id}" })
            await auditor.GetStringAsync(address);
        (await Openings(sheet.Id)).ShouldBe([(await App.PersonOf("auditor")).Id]);
        App.Clock.Advance(TimeSpan.FromDays(1));
        await auditor.GetStringAsync($"{Sheets}/{sheet.Id}");
        (await Openings(sheet.Id)).Count.ShouldBe(2);
    }

    private ConsentStage Stages => new(App, Stage);

    private async Task<List<Id<Pendopo.Platform.People.Person>?>> Openings(Id<ConsentSheet> sheet)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<AuditEntry>().AsNoTracking().Where(row => row.Subject == $"consent-sheet:{sheet}" && row.Act == NoteOpening.Act).Select(row => row.ActorId).ToListAsync();
    }

    private static Dictionary<string, string> Consents(string sheet) => Root(sheet).GetProperty("consents").EnumerateArray().Select(one => one.GetProperty("consent"))
        .ToDictionary(one => one.GetProperty("purpose").GetString()!, one => one.GetProperty("id").GetString()!, StringComparer.Ordinal);

    private static MultipartFormDataContent Paper(string answers, byte[]? photo, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new StringContent(answers), "answers" } };
        if (photo is not null)
            form.Add(new ByteArrayContent(photo), "paper", "formulir.jpg");
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        return form;
    }

    private static async Task<IEnumerable<string>> Refused(Task<HttpResponseMessage> sending)
    {
        var answer = await sending;
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, text);
        return Root(text).GetProperty("errors").EnumerateArray().Select(problem => problem.GetProperty("code").GetString()!);
    }

    private static JsonElement Root(string json) => JsonDocument.Parse(json).RootElement;

    private async Task Rounds()
    {
        for (var round = 0; round < 2; round++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(15));
            await App.Tick();
            await App.RunJobs();
        }
    }
}

[Collection("rooms on sqlite")]
public sealed class ConsentsApiOnSqlite(SqliteApp app) : ConsentsApiTests(app);

[Collection("rooms on postgres")]
public sealed class ConsentsApiOnPostgres(PostgresApp app) : ConsentsApiTests(app);
