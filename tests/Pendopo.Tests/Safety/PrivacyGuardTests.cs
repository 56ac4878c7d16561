using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Safety.Guard;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Safety;

public abstract class PrivacyGuardTests(TestApp app) : AppTests(app)
{
    private const string Exit = "platform.files";
    private const string Leak = "Hubungi Bu Sari di 0812-3456-7890, NIK 3404015203900003.";

    [Theory]
    [InlineData("NIK 3404015203900003", "nik")]
    [InlineData("KK 3404011203150003", "kk")]
    [InlineData("nomor BPJS 0001234567890", "bpjs")]
    [InlineData("RM 12-34-56 besok kontrol", "mrn")]
    [InlineData("WA saya 0812 3456 7890", "phone")]
    [InlineData("kirim ke sari@contoh.id", "email")]
    [InlineData("nol delapan satu dua tiga empat lima enam tujuh delapan", "phone")]
    public async Task What_points_to_a_person_is_held_with_its_kind_and_place(string text, string kind)
    {
        var verdict = await Ask(text);
        verdict.MayLeave.ShouldBeFalse();
        var reason = verdict.Reasons.ShouldHaveSingleItem();
        reason.Kind.ShouldBe(kind);
        text.Substring(reason.Start, reason.Length).Length.ShouldBeGreaterThan(6);
    }

    [Theory]
    [InlineData("Vaksinasi campak hari Sabtu pukul 08.00 di balai desa. Gawat darurat: 119.")]
    [InlineData("")]
    public async Task What_points_to_nobody_leaves(string text) => (await Ask(text)).MayLeave.ShouldBeTrue();

    [Fact]
    public async Task The_centres_own_phone_and_mail_leave()
    {
        var melati = await App.CentreOf("melati");
        melati.Phone.ShouldNotBeEmpty();
        (await Ask($"Hubungi kami di {melati.Phone} atau {melati.Email}.")).MayLeave.ShouldBeTrue();
    }

    [Fact]
    public async Task To_the_person_concerned_a_phone_number_may_be_told_but_no_NIK()
    {
        (await Guard().Ask(new Exit("test.private", ExitKind.Mail, Public: false), await Leaving("hubungi 0812 3456 7890"), default)).MayLeave.ShouldBeTrue();
        (await Guard().Ask(new Exit("test.private", ExitKind.Mail, Public: false), await Leaving("NIK 3404015203900003"), default)).MayLeave.ShouldBeFalse();
    }

    [Fact]
    public async Task Every_exit_of_the_house_holds_a_NIK()
    {
        var doors = App.Services.GetRequiredService<ExitDoors>();
        doors.All.ShouldNotBeEmpty();
        foreach (var exit in doors.All)
            (await doors.Ask(await Leaving("NIK 3404015203900003", exit.Name), default)).MayLeave.ShouldBeFalse(exit.Name);
    }

    [Fact]
    public async Task A_release_names_the_person_holds_for_these_words_at_every_exit_and_falls_with_a_changed_letter()
    {
        var id = await Hold(Leak);
        await using (var scope = await App.ScopeOf("safety-lead"))
            (await scope.ServiceProvider.GetRequiredService<ReleaseContent>().Handle(id, "Nomor ini rekaan untuk poster.", default)).Ok.ShouldBeTrue();

        (await Ask(Leak)).MayLeave.ShouldBeTrue();
        (await Ask(Leak + "!")).MayLeave.ShouldBeFalse();
        await using var look = await App.Scope();
        var release = await look.ServiceProvider.GetRequiredService<PendopoDb>().Set<Release>().AcrossCentres().SingleAsync();
        release.PersonId.ShouldBe((await App.PersonOf("safety-lead")).Id);
        release.Kinds.ShouldBe("nik phone");
        (await look.ServiceProvider.GetRequiredService<PendopoDb>().Set<HeldContent>().AcrossCentres().AnyAsync(held => held.Id == id)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_release_at_one_centre_opens_nothing_at_another()
    {
        var id = await Hold(Leak);
        await using (var scope = await App.ScopeOf("safety-lead"))
            await scope.ServiceProvider.GetRequiredService<ReleaseContent>().Handle(id, "Nomor ini rekaan untuk poster.", default);
        var kenanga = await App.CentreOf("kenanga");
        (await Guard().Ask(new Exit(Exit, ExitKind.Page), new Leaving(Exit, kenanga.Id, "post:1", [new("text", Leak)]), default)).MayLeave.ShouldBeFalse();
    }

    [Theory]
    [InlineData("officer", "Nomor ini rekaan untuk poster.", "NotYours")]
    [InlineData("safety-lead", "ok", "ReasonNeeded")]
    [InlineData("safety-lead", null, "ReasonNeeded")]
    public async Task Nobody_else_and_nobody_without_a_reason_releases(string role, string? reason, string code)
    {
        var id = await Hold(Leak);
        await using var scope = await App.ScopeOf(role);
        var result = await scope.ServiceProvider.GetRequiredService<ReleaseContent>().Handle(id, reason, default);
        result.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        (await Ask(Leak)).MayLeave.ShouldBeFalse();
    }

    [Fact]
    public async Task Asking_twice_notes_it_once_and_new_words_of_the_same_thing_take_the_place_of_the_old()
    {
        await Hold(Leak);
        await Hold(Leak);
        await Hold("WA saya 0812 3456 7890");
        await using var scope = await App.Scope();
        var held = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<HeldContent>().AcrossCentres().SingleAsync();
        held.Words.Single().Text.ShouldBe("WA saya 0812 3456 7890");
    }

    [Fact]
    public async Task The_guard_can_be_asked_in_the_middle_of_a_transaction()
    {
        await using var scope = await App.ScopeOf("officer");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        (await Ask(Leak)).MayLeave.ShouldBeFalse();
        await transaction.CommitAsync();
    }

    [Fact]
    public async Task The_page_shows_what_is_held_marked_and_releases_it()
    {
        var id = await Hold(Leak);
        using var lead = await App.Client("safety-lead");
        (await lead.GetStringAsync("/desk/safety")).ShouldContain($"/desk/safety/{id}");
        var page = await lead.GetStringAsync($"/desk/safety/{id}");
        page.ShouldContain("<mark");
        page.ShouldContain("[nomor]");

        var answer = await lead.Send(page, "release", new() { ["Form.Reason"] = "Nomor ini rekaan untuk poster." }, $"/desk/safety/{id}");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Ask(Leak)).MayLeave.ShouldBeTrue();
    }

    [Fact]
    public async Task A_stranger_to_the_centre_finds_nothing_of_what_is_held()
    {
        var id = await Hold(Leak);
        using var other = await App.Client("officer@kenanga");
        var answer = await other.GetAsync($"/desk/safety/{id}");
        answer.StatusCode.ShouldNotBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("3404015203900003");
    }

    [Fact]
    public async Task Advice_tells_the_writer_what_where_and_what_instead()
    {
        using var officer = await App.Client("officer");
        var answer = await officer.PostAsJsonAsync("/api/v1/safety/advice", new { texts = new[] { new { part = "text", text = Leak } } });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var advice = await answer.Content.ReadAsStringAsync();
        advice.ShouldContain("\"phone\"");
        advice.ShouldContain("\"nik\"");
        (await officer.PostAsJsonAsync("/api/v1/safety/advice", new { texts = new[] { new { part = "text", text = new string('x', 200_000) } } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private PrivacyGuard Guard() => (PrivacyGuard)App.Services.GetRequiredService<IExitGuard>();

    private async Task<ExitVerdict> Ask(string text) => await App.Services.GetRequiredService<ExitDoors>().Ask(await Leaving(text), default);

    private async Task<Leaving> Leaving(string text, string exit = Exit) => new(exit, (await App.CentreOf("melati")).Id, "post:1", [new("text", text)]);

    private async Task<Id<HeldContent>> Hold(string text)
    {
        (await Ask(text)).MayLeave.ShouldBeFalse();
        await App.Services.GetRequiredService<HeldLedger>().WriteAll(default);
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<HeldContent>().AcrossCentres().OrderByDescending(held => held.Id).FirstAsync()).Id;
    }
}

[Collection("rooms on sqlite")]
public sealed class PrivacyGuardOnSqlite(SqliteApp app) : PrivacyGuardTests(app);

[Collection("rooms on postgres")]
public sealed class PrivacyGuardOnPostgres(PostgresApp app) : PrivacyGuardTests(app);
