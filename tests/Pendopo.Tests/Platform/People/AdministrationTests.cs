using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.People;

public abstract class AdministrationTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task An_invited_person_chooses_a_password_by_a_link_that_works_once()
    {
        using var rina = await App.Client("administrator");
        var link = await Invite(rina, "Bu Nur", "nur@melati.example", SampleRoles.Officer);
        using var nur = App.Anonymous();
        (await nur.Submit(link, "password", ("Form.Password", "short"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await nur.Submit(link, "password", ("Form.Password", "anggrek bulan putih"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await nur.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var again = App.Anonymous();
        (await again.Page(link)).QuerySelector("form input[type=password]").ShouldBeNull();
        var signedIn = await again.Submit("/sign-in", "sign-in", ("Form.Email", "nur@melati.example"), ("Form.Password", "anggrek bulan putih"));
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_link_ends_with_its_time_and_with_a_newer_one()
    {
        using var rina = await App.Client("administrator");
        var first = await Invite(rina, "Bu Nur", "nur@melati.example", SampleRoles.Officer);
        var id = await IdOf("Bu Nur");
        var second = Link(await (await rina.Submit($"/admin/people/{id}", "link")).Document());
        using var nur = App.Anonymous();
        (await nur.Page(first)).QuerySelector("input[type=password]").ShouldBeNull();
        (await nur.Page(second)).QuerySelector("input[type=password]").ShouldNotBeNull();
        App.Clock.Advance(TimeSpan.FromHours(2));
        (await nur.Page(second)).QuerySelector("input[type=password]").ShouldBeNull();
    }

    [Fact]
    public async Task Disabling_an_account_ends_its_sessions_at_once_and_is_written_down()
    {
        using var rina = await App.Client("administrator");
        using var dimas = await App.Client("officer");
        var id = (await App.PersonOf("officer")).Id;
        (await dimas.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await rina.Submit($"/admin/people/{id}", "switch")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await dimas.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await using var scope = await App.Scope();
        var entry = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<AuditEntry>().SingleAsync(found => found.Act == "people.disable");
        entry.Subject.ShouldBe($"person:{id}");
        entry.ActorId.ShouldBe((await App.PersonOf("administrator")).Id);
        (await rina.Page("/admin/audit")).QuerySelector("main")!.TextContent.ShouldContain("Mas Dimas");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_works_no_more_from_that_moment()
    {
        using var rina = await App.Client("administrator");
        using var dimas = await App.Client("officer");
        var path = $"/admin/people/{(await App.PersonOf("officer")).Id}";
        var held = (await rina.Page(path)).QuerySelector("button[name='Take.Id']")!.GetAttribute("value");
        await rina.Submit(path, "take", ("Take.Id", held));
        (await dimas.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await using var scope = await App.ScopeOf("officer");
        (await scope.ServiceProvider.GetRequiredService<Rights>().At((await App.PersonOf("officer")).Id, await App.CentreOf("melati"), default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_given_until_a_day_ends_with_that_day_at_the_centre()
    {
        using var rina = await App.Client("administrator");
        var (sari, melati) = (await App.PersonOf("member"), await App.CentreOf("melati"));
        var answer = await rina.Submit($"/admin/people/{sari.Id}", "give", ("Give.Role", $"{await RoleId(SampleRoles.Kader)}"), ("Give.Until", "2026-03-02"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var until = await db.Set<Membership>().Where(held => held.PersonId == sari.Id && held.Until != null).Select(held => held.Until).SingleAsync();
        // Midnight in Jakarta is 17.00 of the day before in UTC.
        until.ShouldBe(new DateTimeOffset(2026, 3, 2, 17, 0, 0, TimeSpan.Zero));
        melati.TimeZone.ShouldBe("Asia/Jakarta");
        var past = await rina.Submit($"/admin/people/{sari.Id}", "give", ("Give.Role", $"{await RoleId(SampleRoles.Officer)}"), ("Give.Until", "2026-03-01"));
        past.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task One_centres_administrator_neither_sees_nor_touches_the_others_people()
    {
        using var tini = await App.Client("administrator@kenanga");
        var list = (await tini.Page("/admin/people")).QuerySelector("main")!.TextContent;
        list.ShouldContain("Mas Bagus");
        list.ShouldNotContain("Mas Dimas");
        (await tini.GetAsync($"/admin/people/{(await App.PersonOf("officer")).Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await tini.GetAsync($"/admin/centres/{(await App.CentreOf("melati")).Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await tini.GetAsync("/admin/centres/new")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_disables_themselves_and_the_last_administrator_stays()
    {
        using var rina = await App.Client("administrator");
        var answer = await rina.Submit($"/admin/people/{(await App.PersonOf("administrator")).Id}", "switch");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await using var scope = await App.Scope();
        var administrators = scope.ServiceProvider.GetRequiredService<Pendopo.Platform.People.Administration.Administrators>();
        (await administrators.AreLeftWithout(null, (await App.PersonOf("administrator")).Id, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_changed_role_works_at_once_and_nobody_takes_the_right_to_manage_roles_from_themselves()
    {
        using var rina = await App.Client("administrator");
        using var dimas = await App.Client("officer");
        (await dimas.GetAsync("/admin/jobs")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await Allow(rina, await RoleId(SampleRoles.Officer), PlatformPermissions.Jobs);
        (await dimas.GetAsync("/admin/jobs")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var scope = await App.Scope();
        var wide = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Role>().SingleAsync(role => role.CentreId == null && role.Key == SampleRoles.Administrator);
        (await Allow(rina, wide.Id, PlatformPermissions.Jobs)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await rina.GetAsync("/admin/roles")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_dangerous_act_asks_who_you_are_when_that_was_long_ago()
    {
        using var rina = await App.Client("administrator");
        var path = $"/admin/people/{(await App.PersonOf("officer")).Id}";
        (await rina.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        App.Clock.Advance(TimeSpan.FromMinutes(11));
        var asked = await rina.GetAsync(path);
        asked.Headers.Location!.ToString().ShouldStartWith("/confirm?to=");
        (await rina.Submit(asked.Headers.Location.ToString(), "confirm", ("Form.Password", "not this one"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var confirmed = await rina.Submit(asked.Headers.Location.ToString(), "confirm", ("Form.Password", TestApp.Password));
        confirmed.Headers.Location!.ToString().ShouldEndWith(path);
        (await rina.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_centre_is_opened_with_its_roles_and_its_data_is_changed_once_at_a_time()
    {
        using var rina = await App.Client("administrator");
        var area = (await rina.Page("/admin/centres/new")).QuerySelector("select[name='Form.Area'] option")!.GetAttribute("value");
        var opened = await rina.Submit("/admin/centres/new", "centre", ("Form.Name", "Puskesmas Anggrek"), ("Form.Handle", "anggrek"), ("Form.Area", area));
        opened.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var centre = await App.CentreOf("anggrek");
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Role>().CountAsync(role => role.CentreId == centre.Id)).ShouldBe(SampleRoles.All.Count);
        var path = $"/admin/centres/{centre.Id}";
        var taken = await rina.Submit("/admin/centres/new", "centre", ("Form.Name", "Another"), ("Form.Handle", "anggrek"), ("Form.Area", area));
        taken.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await rina.Submit(path, "centre", ("Form.Phone", "+62 271 555 0303"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await rina.Submit(path, "centre", ("Form.Version", "0"), ("Form.Phone", "other"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await rina.Submit("/admin/areas", "area", ("Form.Name", "Kecamatan Baru"), ("Form.Level", "Province"), ("Form.Parent", area))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Every_administration_page_answers_its_administrator_and_nobody_else()
    {
        using var rina = await App.Client("administrator");
        using var sari = await App.Client("member");
        foreach (var path in new[] { "people", "people/invitation", "roles", "roles/new", "centres", "centres/new", "areas", "settings", "jobs", "audit", "operations" })
        {
            (await rina.Page("/admin/" + path)).QuerySelectorAll("h1").Length.ShouldBe(1, path);
            (await sari.GetAsync("/admin/" + path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    private async Task<string> Invite(HttpClient rina, string name, string email, string role)
    {
        var answer = await rina.Submit("/admin/people/invitation", "invite", ("Form.Name", name), ("Form.Email", email), ("Form.Role", $"{await RoleId(role)}"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return Link(await answer.Document());
    }

    private static string Link(IDocument page) => new Uri(page.QuerySelector("[data-link]")!.TextContent).AbsolutePath;

    private static async Task<HttpResponseMessage> Allow(HttpClient browser, Id<Role> role, string permission) =>
        await browser.Submit($"/admin/roles/{role}", "role", ("Form.Permissions", permission));

    private async Task<Id<Role>> RoleId(string key)
    {
        await using var scope = await App.Scope();
        var melati = await App.CentreOf("melati");
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Role>().Where(role => role.CentreId == melati.Id && role.Key == key).Select(role => role.Id).SingleAsync();
    }

    private async Task<Id<Person>> IdOf(string name)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Person>().Where(person => person.Name == name).Select(person => person.Id).SingleAsync();
    }
}

[Collection("sqlite")]
public sealed class AdministrationOnSqlite(SqliteApp app) : AdministrationTests(app);

[Collection("postgres")]
public sealed class AdministrationOnPostgres(PostgresApp app) : AdministrationTests(app);
