using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Safety.Consents;

/// <summary>Asking, answering and showing who said what.</summary>
public abstract class AskingTests(TestApp app) : PublishingTests(app)
{
    private ConsentStage Consent => new(App, Stage);

    [Fact]
    public async Task The_desk_asks_and_the_person_answers_each_question_for_itself_on_a_phone_without_an_account()
    {
        using var officer = await App.Client("officer");
        var form = await officer.GetStringAsync("/desk/consents/new");
        var asked = await officer.Send(form, "ask", new()
        {
            ["Form.Name"] = "Bu Sari", ["Form.Decides"] = "Self", ["Form.Purposes"] = "Photograph", ["Form.Channels"] = ScriptedNetwork.Name, ["Form.Until"] = "2027-03-01", ["Form.Language"] = "id",
        }, "/desk/consents/new");
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.GetStringAsync(asked.Headers.Location!.ToString())).ShouldContain("/consent/");

        var (sheet, path) = await Consent.Ask(null, null, ConsentPurpose.Story, ConsentPurpose.Photograph);
        var (story, picture) = ((await Consent.Consents(sheet.Id))[0], (await Consent.Consents(sheet.Id))[1]);
        using var sari = App.Anonymous();
        var page = await sari.GetStringAsync(path);
        page.ShouldNotContain("checked");
        var answered = await sari.Send(page, "answer", new()
        {
            [$"Form.Answer{story.Id}"] = "yes", [$"Form.Channels{story.Id}"] = ScriptedNetwork.Name, [$"Form.Naming{story.Id}"] = "FirstName", [$"Form.Answer{picture.Id}"] = "no", ["Form.Pin"] = "135790",
        }, path);
        answered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var (said, refused) = ((await Consent.Consents(sheet.Id))[0], (await Consent.Consents(sheet.Id))[1]);
        (said.State, said.Naming, refused.State).ShouldBe((ConsentState.Given, ConsentNaming.FirstName, ConsentState.Refused));
        said.ChannelList.ShouldBe(["site", ScriptedNetwork.Name], ignoreOrder: true);
        var copy = await sari.GetAsync($"{path}/copy");
        copy.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await copy.Content.ReadAsStringAsync()).ShouldContain(sheet.Code);
    }

    [Theory]
    [InlineData("", "", "AnswerRequired")]
    [InlineData("yes", "", "SignRequired")]
    [InlineData("yes", "123", "PinWrong")]
    public async Task An_answer_without_a_word_or_a_sign_is_no_answer(string answer, string pin, string code)
    {
        var (sheet, path) = await Consent.Ask();
        var consent = (await Consent.Consents(sheet.Id)).Single();
        using var sari = App.Anonymous();
        var sent = await sari.Send(await sari.GetStringAsync(path), "answer", new() { [$"Form.Answer{consent.Id}"] = answer, ["Form.Pin"] = pin, ["Form.Witness"] = "Bu Wati" }, path);
        sent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await sent.Content.ReadAsStringAsync();
        html.ShouldContain(ConsentText.Say(code, System.Globalization.CultureInfo.GetCultureInfo("id")));
        html.ShouldContain("Bu Wati");
        (await Consent.Consents(sheet.Id)).Single().State.ShouldBe(ConsentState.Asked);
    }

    [Fact]
    public async Task From_twelve_years_on_a_childs_no_counts_more_than_the_guardians_yes()
    {
        var (sheet, _) = await Consent.Ask(ConsentStage.Child(12));
        var consent = (await Consent.Consents(sheet.Id)).Single();
        Task<string> Say(bool? child) => Stage.As("officer", async scope => (await scope.GetRequiredService<AnswerConsent>().OnScreen(
            new(sheet.Id, [new(consent.Id, true, [], ConsentNaming.NotNamed)], new(ConsentStage.Signature, "", null, false, "", child)), default)).Problems.FirstOrDefault()?.Code ?? "");
        (await Say(null)).ShouldBe("ChildRequired");
        (await Say(false)).ShouldBe("ChildSaysNo");
        (await Say(true)).ShouldBe("");
        var (younger, _) = await Consent.Ask(ConsentStage.Child(11));
        younger.AsksChild.ShouldBeFalse();
    }

    [Fact]
    public async Task A_child_is_asked_through_a_guardian_and_a_text_read_aloud_has_a_witness()
    {
        var problems = await Stage.As("officer", async scope => (await scope.GetRequiredService<AskForConsent>().Run(
            new(new("Dimas", ConsentDecider.Self, "", "", 8), [ConsentPurpose.Story], [], ConsentStage.Until, "id"), default)).Problems);
        problems.Select(problem => problem.Code).ShouldContain("GuardianForChild");
        var (sheet, _) = await Consent.Ask();
        var consent = (await Consent.Consents(sheet.Id)).Single();
        (await Stage.As("officer", async scope => (await scope.GetRequiredService<AnswerConsent>().OnScreen(
            new(sheet.Id, [new(consent.Id, true, [], ConsentNaming.NotNamed)], new(ConsentStage.Signature, "", null, true, " ", null)), default)).Problems.Single().Code)).ShouldBe("WitnessRequired");
    }

    [Fact]
    public async Task A_paper_needs_its_photograph_and_an_auditor_sees_who_what_text_when_and_how()
    {
        var (sheet, path) = await Consent.Ask();
        var consent = (await Consent.Consents(sheet.Id)).Single();
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync($"/desk/consents/{sheet.Id}");
        (await officer.Send(page, "paper", new() { [$"Form.Answer{consent.Id}"] = "yes" }, $"/desk/consents/{sheet.Id}")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.GetStringAsync($"/desk/consents/{sheet.Id}/form")).ShouldContain(sheet.Code);
        await Stage.As("officer", async scope => (await scope.GetRequiredService<AnswerConsent>().OnScreen(
            new(sheet.Id, [new(consent.Id, true, [], ConsentNaming.Initials)], new(ConsentStage.Signature, "", null, true, "Bu Wati", null)), default)).Value);
        using var auditor = await App.Client("auditor");
        var shown = ConsentStage.TextOf(await auditor.GetStringAsync($"/desk/consents/{sheet.Id}/proof"));
        shown.ShouldContain("Bu Sari");
        shown.ShouldContain("versi 1");
        shown.ShouldContain("Bu Wati");
        shown.ShouldContain("Di tablet kami");
        (await auditor.GetAsync("/desk/consents/new")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<AuditEntry>().Where(row => row.Subject == $"consent-sheet:{sheet.Id}").Select(row => row.Act).ToListAsync())
            .ShouldBe(["consent.asked", "consent.answered", "consent.opened", "consent.opened"], ignoreOrder: true, "the officer and the auditor looked at it");
        path.ShouldNotContain(sheet.SecretHash);
    }

    [Fact]
    public async Task A_new_text_is_a_new_version_and_who_agreed_to_the_old_one_agreed_to_that()
    {
        var (before, _) = await Consent.Ask();
        using var head = await App.Client("head");
        var page = await head.GetStringAsync("/desk/consents/texts/Story");
        (await head.Send(page, "wording", new() { ["Form.Indonesian"] = "Teks baru.", ["Form.English"] = "New text." }, "/desk/consents/texts/Story")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var stale = await head.Send(page, "wording", new() { ["Form.Indonesian"] = "Lain.", ["Form.English"] = "Other." }, "/desk/consents/texts/Story");
        stale.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var (after, _) = await Consent.Ask();
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/consents/{before.Id}")).ShouldNotContain("Teks baru.");
        (await officer.GetStringAsync($"/desk/consents/{after.Id}")).ShouldContain("Teks baru.");
    }

    [Fact]
    public async Task Another_centre_finds_neither_sheet_nor_link()
    {
        var (consent, path, sheet) = await Consent.Given();
        using var other = await App.Client("officer@kenanga");
        (await other.GetAsync($"/desk/consents/{sheet.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync($"/api/v1/consent-sheets/{sheet.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.PutAsJsonAsync($"/api/v1/consents/{consent.Id}/withdrawal", new { how = "Desk" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var visitor = App.Anonymous();
        (await visitor.GetAsync(path.Replace("@melati", "@kenanga", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync("/@melati/consent/bukan")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_person_who_is_erased_leaves_a_code_and_no_name()
    {
        var (consent, path, sheet) = await Consent.Given();
        (await Stage.As("desk", scope => scope.GetRequiredService<WithdrawConsent>().AtDesk(consent.Id, ConsentEnd.Letter, "Surat Bu Sari", default))).Ok.ShouldBeTrue();
        await using (var scope = await App.Scope())
        {
            var erase = scope.ServiceProvider.GetRequiredService<EraseOutsider>();
            var known = (await erase.Find(sheet.Code, default)).ShouldHaveSingleItem();
            await erase.Run(known, default);
        }
        (await Consent.Consents(sheet.Id)).Single().State.ShouldBe(ConsentState.Ended);
        (await Consent.Consents(sheet.Id)).Single().EndNote.ShouldBeEmpty();
        using var officer = await App.Client("officer");
        var html = await officer.GetStringAsync($"/desk/consents/{sheet.Id}");
        html.ShouldContain(sheet.Code);
        html.ShouldNotContain("Bu Sari");
        using var visitor = App.Anonymous();
        (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        consent.State.ShouldBe(ConsentState.Given);
    }
}

[Collection("rooms on sqlite")]
public sealed class AskingOnSqlite(SqliteApp app) : AskingTests(app);

[Collection("rooms on postgres")]
public sealed class AskingOnPostgres(PostgresApp app) : AskingTests(app);
