using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Members;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

/// <summary>How people come into the square, get in again, and go.</summary>
public abstract partial class JoiningTests(TestApp app) : AppTests(app)
{
    private const string Phone = "0812 3456 7001", Pin = "407193";

    [Fact]
    public async Task A_name_a_phone_and_a_PIN_are_enough_and_the_member_has_no_right_at_the_desk()
    {
        using var rini = App.Anonymous();
        var joined = await Join(rini, "Bu Rini");
        joined.ShouldContain("Selamat datang, Bu Rini");
        Code().IsMatch(joined).ShouldBeTrue("the recovery code is shown");
        var page = await rini.GetStringAsync("/square");
        page.ShouldContain("Halo, Bu Rini.");
        page.ShouldContain("Anak saya dua tahun susah sarapan", Case.Sensitive, "the first feed is not empty");
        foreach (var door in new[] { "/desk/square", "/desk/inbox", "/admin/people", "/api/v1/posts/" })
            (await rini.GetAsync(door)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, door);
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var entrance = await db.Set<Entrance>().SingleAsync();
        (await db.Set<Membership>().AnyAsync(held => held.PersonId == entrance.PersonId)).ShouldBeFalse();
        entrance.Contact.ShouldBe("+6281234567001");
        entrance.SecretSealed.ShouldNotContain(Pin);
        entrance.VerifiedAt.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_what_was_typed_is_kept()
    {
        using var browser = App.Anonymous();
        var refused = await browser.Submit("/square/join", "join", ("Form.Name", "Bu Rini"), ("Form.Contact", "nomor saya"), ("Form.Secret", "123456"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await refused.Content.ReadAsStringAsync();
        html.ShouldContain("Tulis nomor telepon seperti");
        html.ShouldContain("PIN ini mudah ditebak");
        html.ShouldContain("datanglah ke Puskesmas Melati bersama orang tua atau wali");
        html.ShouldContain("value=\"Bu Rini\"");
        html.ShouldContain("value=\"nomor saya\"");
        html.ShouldNotContain("123456");
    }

    [Fact]
    public async Task Getting_in_needs_the_PIN_and_guessing_is_slowed_and_at_last_shut_until_the_recovery_card_opens_it()
    {
        using var rini = App.Anonymous();
        var code = Code().Match(await Join(rini, "Bu Rini")).Value;
        using var guesser = App.Anonymous();
        for (var tries = 0; tries < SignInGuard.AccountTries; tries++)
            (await (await Enter(guesser, "999111")).Content.ReadAsStringAsync()).ShouldContain("Tidak cocok");
        (await (await Enter(guesser, Pin)).Content.ReadAsStringAsync()).ShouldContain("Terlalu banyak percobaan salah");
        App.Clock.Advance(TimeSpan.FromHours(2));
        using (var back = App.Anonymous())
            (await Enter(back, Pin)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await using (var scope = await App.Scope())
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Entrance>().ExecuteUpdateAsync(set => set.SetProperty(row => row.WrongInRow, Entrance.MostWrong));
        (await (await Enter(guesser, Pin)).Content.ReadAsStringAsync()).ShouldContain("Tidak cocok");
        using var recovered = App.Anonymous();
        (await (await recovered.Submit("/square/recover", "recover", ("Form.Code", "aaaa-bbbb-cccc-dddd"), ("Form.Secret", "630271"))).Content.ReadAsStringAsync()).ShouldContain("Kode ini tidak dikenal");
        var opened = await (await recovered.Submit("/square/recover", "recover", ("Form.Code", code.ToUpperInvariant()), ("Form.Secret", "630271"))).Content.ReadAsStringAsync();
        Code().Match(opened).Value.ShouldNotBe(code);
        (await (await guesser.Submit("/square/recover", "recover", ("Form.Code", code), ("Form.Secret", "630271"))).Content.ReadAsStringAsync()).ShouldContain("Kode ini tidak dikenal", Case.Sensitive, "a code works once");
        (await rini.GetAsync("/square/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect, "earlier sign-ins end");
        (await Enter(guesser, "630271")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_phone_of_many_lets_each_in_by_their_own_PIN_and_says_of_nobody_that_they_joined()
    {
        using var rini = App.Anonymous();
        await Join(rini, "Bu Rini");
        using var husband = App.Anonymous();
        (await Join(husband, "Pak Hadi", "814206")).ShouldContain("Selamat datang, Pak Hadi");
        using var one = App.Anonymous();
        await Enter(one, "814206");
        (await one.GetStringAsync("/square")).ShouldContain("Halo, Pak Hadi.");
    }

    [Fact]
    public async Task On_a_shared_phone_one_is_signed_out_after_an_hour_and_on_ones_own_not()
    {
        using var shared = App.Anonymous();
        await Join(shared, "Bu Rini");
        using var own = App.Anonymous();
        await Enter(own, Pin, "mine");
        using var others = App.Anonymous();
        var entered = await Enter(others, Pin, "shared");
        entered.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("pendopo=", StringComparison.Ordinal)).ShouldNotContain("expires", Case.Insensitive);
        App.Clock.Advance(Session.OnSharedPhone + TimeSpan.FromMinutes(1));
        (await others.GetAsync("/square/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await own.GetAsync("/square/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_a_code_of_an_app_it_is_no_longer_than_an_hour_on_a_shared_phone_either()
    {
        using var joined = App.Anonymous();
        await Join(joined, "Bu Rini");
        var secret = "12345678901234567890"u8.ToArray();
        await using (var scope = await App.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            var entrance = await db.Set<Entrance>().SingleAsync();
            var account = await db.Set<Account>().SingleAsync(row => row.Id == entrance.AccountId);
            (await scope.ServiceProvider.GetRequiredService<SecondFactor>().TurnOn(account, secret, CodeNow(secret))).ShouldNotBeNull();
        }
        App.Clock.Advance(TimeSpan.FromSeconds(30));
        using var others = App.Anonymous();
        (await Enter(others, Pin, "shared")).Headers.Location!.ToString().ShouldContain("/sign-in/code");
        (await others.Submit("/sign-in/code", "code", ("Form.Code", CodeNow(secret)))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await others.GetStringAsync("/square/news/phone")).ShouldContain("dipakai bersama");
        App.Clock.Advance(Session.OnSharedPhone + TimeSpan.FromMinutes(1));
        (await others.GetAsync("/square/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_card_lets_one_person_join_and_a_child_comes_with_a_guardian()
    {
        using var desk = await App.Client("desk");
        (await (await desk.Submit("/desk/square", "card", ("Form.Name", "Dimas kecil"), ("Form.Grown", null))).Content.ReadAsStringAsync()).ShouldContain("wajib ada wali");
        var made = await desk.Submit("/desk/square", "card", ("Form.Name", "Dimas kecil"), ("Form.Grown", null), ("Form.Guardian", "Bu Lastri"));
        var sheet = await desk.GetStringAsync(made.Headers.Location!.ToString());
        var link = Link().Match(sheet).Value;
        using var first = App.Anonymous();
        using var second = App.Anonymous();
        var answers = await Task.WhenAll(Use(first, link), Use(second, link));
        answers.Count(html => html.Contains("Selamat datang, Dimas", StringComparison.Ordinal) && Code().IsMatch(html)).ShouldBe(1, "of two at the same moment one joins");
        using var third = App.Anonymous();
        (await third.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await desk.GetStringAsync("/desk/square")).ShouldContain("Sudah dipakai");
        await using var scope = await App.Scope();
        var member = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Member>().AcrossCentres().SingleAsync(row => row.Guardian != "");
        member.Guardian.ShouldBe("Bu Lastri");
    }

    [Fact]
    public async Task Who_works_at_the_desk_is_not_let_in_by_a_PIN()
    {
        using var rini = App.Anonymous();
        await Join(rini, "Bu Rini");
        await using (var scope = await App.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            var entrance = await db.Set<Entrance>().SingleAsync();
            var melati = await App.CentreOf("melati");
            var role = await db.Set<Role>().FirstAsync(found => found.CentreId == melati.Id && found.Key == SampleRoles.Desk);
            db.Add(Membership.AtCentre(entrance.PersonId, role.Id, melati.Id, App.Clock.Now()));
            await db.SaveChangesAsync();
        }
        using var again = App.Anonymous();
        (await (await Enter(again, Pin)).Content.ReadAsStringAsync()).ShouldContain("Tidak cocok");
    }

    [Fact]
    public async Task Who_leaves_takes_their_words_along_and_is_erased_while_comments_of_others_stay()
    {
        using var rini = App.Anonymous();
        await Join(rini, "Bu Rini");
        await rini.Submit("/square/write", "write", ("Form.Text", "Adakah yang pernah batuk lama seperti saya?"));
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var post = await db.Set<Pendopo.Community.Talk.Said>().AcrossCentres().SingleAsync(said => said.Text.StartsWith("Adakah yang"));
        using (var sari = await App.Client("member"))
            await sari.Submit($"/square/posts/{post.Id}", "comment", ("Form.Text", "Saya pernah, periksa dahak saja dulu."));
        (await (await rini.Submit("/square/me", "leave")).Content.ReadAsStringAsync()).ShouldContain("Centang ini dulu");
        (await rini.Submit("/square/me", "leave", ("Leave.Sure", "true"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await rini.GetAsync("/square/me")).Headers.Location!.ToString().ShouldContain("/sign-in");
        await App.RunJobs();
        (await db.Set<Entrance>().AnyAsync()).ShouldBeFalse();
        (await db.Set<Person>().AnyAsync(person => person.Name == "Bu Rini")).ShouldBeFalse();
        (await db.Set<Face>().AcrossCentres().AnyAsync(face => face.Name == "Bu Rini")).ShouldBeFalse();
        using var other = await App.Client("caregiver");
        var thread = await other.GetStringAsync($"/square/posts/{post.Id}");
        thread.ShouldContain("Penulisnya menarik kembali");
        thread.ShouldContain("periksa dahak");
        thread.ShouldNotContain("batuk lama");
    }

    private string CodeNow(byte[] secret) => Totp.Code(secret, Totp.StepAt(App.Clock.GetUtcNow()));

    private static async Task<string> Join(HttpClient browser, string name, string pin = Pin) => await (await browser.Submit("/square/join", "join",
        ("Form.Name", name), ("Form.Contact", Phone), ("Form.Secret", pin), ("Form.Grown", "true"), ("Form.Topics", "child"))).Content.ReadAsStringAsync();

    private static Task<HttpResponseMessage> Enter(HttpClient browser, string secret, string phone = "mine") =>
        browser.Submit("/square/enter", "enter", ("Form.Contact", "+62 812-3456-7001"), ("Form.Secret", secret), ("Form.Phone", phone));

    private static async Task<string> Use(HttpClient browser, string link) =>
        await (await browser.Submit(link, "card", ("Form.Secret", "519264"))).Content.ReadAsStringAsync();

    // Bounded, for the middle of an id may look like a code.
    [GeneratedRegex("(?<![a-z0-9-])[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){3}(?![a-z0-9-])")]
    private static partial Regex Code();

    [GeneratedRegex("/@melati/square/card/[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}

[Collection("rooms on sqlite")]
public sealed class JoiningOnSqlite(SqliteApp app) : JoiningTests(app);
