using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Setup;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform;

public abstract class SetupTests(TestApp app) : AppTests(app)
{
    public override Task InitializeAsync() => App.BeginEmpty();

    [Fact]
    public async Task Before_the_set_up_every_page_leads_to_its_explanation_but_health_answers()
    {
        using var browser = App.Anonymous();
        foreach (var path in new[] { "/", "/sign-in", "/admin/people", "/@melati", "/desk" })
            (await browser.GetAsync(path)).Headers.Location!.ToString().ShouldBe("/setup", path);
        (await browser.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/api/v1/posts")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await browser.Page("/setup")).QuerySelectorAll("ol li").Length.ShouldBe(3);
    }

    [Fact]
    public async Task The_wizard_is_closed_without_the_link_and_with_an_old_one()
    {
        using var browser = App.Anonymous();
        (await browser.GetAsync("/setup/centre")).Headers.Location!.ToString().ShouldEndWith("/setup");
        await Link();
        (await browser.GetAsync("/setup?key=" + new SetupSecret().Value)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/setup/centre")).Headers.Location!.ToString().ShouldEndWith("/setup");
    }

    [Fact]
    public async Task The_wizard_opens_a_centre_and_signs_its_administrator_in()
    {
        using var browser = App.Anonymous();
        await Walk(browser);
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var scope = await App.Scope();
        var centre = (await App.CentreOf("anggrek"))!;
        centre.TimeZone.ShouldBe("Asia/Makassar");
        centre.Language.ShouldBe("en");
        var person = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Person>().SingleAsync();
        var rights = await scope.ServiceProvider.GetRequiredService<Rights>().At(person.Id, centre, default);
        rights.ShouldBe(scope.ServiceProvider.GetRequiredService<CentreRoles>().Declared.Select(permission => permission.Name), ignoreOrder: true);
        App.Services.GetRequiredService<IConfiguration>()["public-address"].ShouldBe("https://anggrek.example");
        (await browser.GetAsync("/setup")).Headers.Location!.ToString().ShouldEndWith("/");
    }

    [Fact]
    public async Task A_wrong_answer_is_refused_with_what_was_typed_and_going_back_keeps_the_answers()
    {
        using var browser = App.Anonymous();
        await browser.GetAsync(await Link());
        var refused = await browser.Submit("/setup/centre", "centre", ("Form.Name", "Puskesmas Anggrek"), ("Form.Handle", "no spaces"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Document()).QuerySelector("[name='Form.Name']")!.GetAttribute("value").ShouldBe("Puskesmas Anggrek");
        await browser.Submit("/setup/centre", "centre", ("Form.Name", "Puskesmas Anggrek"), ("Form.Handle", "@Anggrek"));
        (await browser.Page("/setup/centre")).QuerySelector("[name='Form.Handle']")!.GetAttribute("value").ShouldBe("anggrek");
        var address = await browser.Submit("/setup/address", "address", ("Form.PublicAddress", "https://anggrek.example/with/path"));
        address.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var weak = await browser.Submit("/setup/administrator", "administrator", ("Form.Name", "Bu Nur"), ("Form.Email", "nur@anggrek.example"), ("Form.Password", "short"));
        weak.Headers.Location!.ToString().ShouldEndWith("/setup/place");
    }

    [Fact]
    public async Task The_recovery_code_is_shown_and_typed_back_or_left_for_later()
    {
        using var browser = App.Anonymous();
        (await browser.GetAsync("/setup/backup")).Headers.Location!.ToString().ShouldEndWith("/setup");
        await browser.GetAsync(await Link());
        (await browser.Submit("/setup/sample", "sample", ("Form.Sample", "no"))).Headers.Location!.ToString().ShouldEndWith("/setup/backup");
        var page = await browser.Page("/setup/backup");
        var code = page.QuerySelector("[data-recovery-code]")!.TextContent;
        var shown = page.QuerySelector("[name='Form.Sealed']")!.GetAttribute("value");
        page.QuerySelector("main p a")!.GetAttribute("href").ShouldBe("/setup/administrator");
        var refused = await browser.Submit("/setup/backup", "backup", ("Form.Sealed", shown), ("Form.Typed", "no code"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.Submit("/setup/backup", "backup", ("Form.Sealed", shown), ("Form.Typed", code))).Headers.Location!.ToString().ShouldEndWith("/setup/administrator");
        (await browser.Page("/setup/backup")).QuerySelector("[data-recovery-code]").ShouldBeNull("a code is shown until it is in force, and never again");
    }

    [Fact]
    public async Task The_sample_centres_come_beside_ones_own_and_nobody_of_them_reaches_it()
    {
        using var browser = App.Anonymous();
        await Walk(browser, sample: true);
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<CentreDirectory>().All(default)).Select(centre => centre.Handle).ShouldBe(["anggrek", "melati", "kenanga"]);
        var rights = scope.ServiceProvider.GetRequiredService<Rights>();
        var own = await App.CentreOf("anggrek");
        (await rights.At((await App.PersonOf("administrator")).Id, own, default)).ShouldBeEmpty();
    }

    private async Task<string> Link()
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<SetupGate>().Path(default))!;
    }

    private async Task Walk(HttpClient browser, bool sample = false)
    {
        await browser.GetAsync(await Link());
        await browser.Submit("/setup/language", "language", ("Form.Language", "en"));
        await browser.Submit("/setup/centre", "centre", ("Form.Name", "Puskesmas Anggrek"), ("Form.Handle", "anggrek"));
        await browser.Submit("/setup/place", "place", ("Form.District", "Kecamatan Anggrek"), ("Form.TimeZone", "Asia/Makassar"));
        await browser.Submit("/setup/address", "address", ("Form.PublicAddress", "https://anggrek.example/"));
        await browser.Submit("/setup/sample", "sample", ("Form.Sample", sample ? "yes" : "no"));
        var done = await browser.Submit("/setup/administrator", "administrator",
            ("Form.Name", "Bu Nur"), ("Form.Email", "nur@anggrek.example"), ("Form.Password", "anggrek bulan putih"));
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}

[Collection("sqlite")]
public sealed class SetupOnSqlite(SqliteApp app) : SetupTests(app);

[Collection("postgres")]
public sealed class SetupOnPostgres(PostgresApp app) : SetupTests(app);
