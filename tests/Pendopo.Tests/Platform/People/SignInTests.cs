using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;
using Pendopo.Sample;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.People;

public abstract class SignInTests(TestApp app) : AppTests(app)
{
    private const string Dimas = "dimas@melati.example";

    [Fact]
    public async Task The_right_password_signs_in_and_leads_back_to_the_page_that_was_asked_for()
    {
        using var browser = App.Anonymous();
        var asked = await browser.GetAsync("/design");
        asked.Headers.Location!.PathAndQuery.ShouldBe("/sign-in?to=%2Fdesign");
        var answer = await SignIn(browser, Dimas, TestApp.Password, "/sign-in?to=%2Fdesign");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldEndWith("/design");
        (await browser.GetAsync("/design")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_link_cannot_lead_to_another_site_after_signing_in()
    {
        using var browser = App.Anonymous();
        var answer = await SignIn(browser, Dimas, TestApp.Password, "/sign-in?to=" + Uri.EscapeDataString("//evil.example/"));
        answer.Headers.Location!.ToString().ShouldEndWith("/signed-in");
    }

    [Fact]
    public async Task An_unknown_a_disabled_and_a_known_address_are_refused_with_the_same_page_and_status()
    {
        await Disable("officer");
        var pages = new List<string>();
        foreach (var email in new[] { "nobody@melati.example", Dimas, "ayu@melati.example" })
        {
            using var browser = App.Anonymous();
            var answer = await SignIn(browser, email, email == Dimas ? TestApp.Password : "not this one at all");
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            pages.Add((await answer.Document()).QuerySelector("main")!.Text().Replace(email, ""));
        }
        pages.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_address_costs_the_same_hashing_as_a_known_one()
    {
        var hasher = new CountingHasher();
        App.Replace = services => services.AddSingleton<IPasswordHasher<Account>>(hasher);
        await using var scope = await App.ScopeOf(null);
        var passwords = scope.ServiceProvider.GetRequiredService<SignInByPassword>();
        foreach (var email in new[] { Dimas, "nobody@melati.example" })
        {
            hasher.Checks = 0;
            await passwords.Check(email, "not this one at all");
            // The hash is nearly all the time an answer takes: the same number of hashes is the same time.
            hasher.Checks.ShouldBe(1, email);
        }
    }

    [Fact]
    public async Task Five_wrong_tries_make_the_address_wait_whether_it_exists_or_not_and_the_wait_grows()
    {
        foreach (var email in new[] { Dimas, "nobody@melati.example" })
        {
            using var browser = App.Anonymous();
            for (var i = 0; i < SignInGuard.AccountTries; i++)
                (await (await SignIn(browser, email, "wrong wrong wrong")).Document()).QuerySelector("#errors")!.TextContent.ShouldNotContain("30");
            var wait = await (await SignIn(browser, email, TestApp.Password)).Document();
            wait.QuerySelector("#errors")!.TextContent.ShouldContain("1 menit");
        }
        App.Clock.Advance(TimeSpan.FromSeconds(31));
        using var later = App.Anonymous();
        (await SignIn(later, Dimas, TestApp.Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        SignInGuard.WaitAfter(3).ShouldBe(TimeSpan.FromMinutes(4));
        SignInGuard.WaitAfter(30).ShouldBe(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task A_session_is_a_row_and_worth_nothing_without_it()
    {
        using var browser = App.Anonymous();
        await SignIn(browser, Dimas, TestApp.Password);
        (await browser.GetAsync("/design")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using (var scope = await App.Scope())
            (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Session>().ExecuteDeleteAsync()).ShouldBe(1);
        (await browser.GetAsync("/design")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_session_ends_after_a_week_of_silence_and_after_thirty_days_in_any_case()
    {
        using var idle = await App.Client("officer");
        using var busy = await App.Client("reviewer");
        for (var day = 0; day < 29; day += 5)
        {
            (await busy.GetAsync("/design")).StatusCode.ShouldBe(HttpStatusCode.OK);
            App.Clock.Advance(TimeSpan.FromDays(5));
        }
        (await idle.GetAsync("/design")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await busy.GetAsync("/design")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var browser = await App.Client("officer");
        var answer = await browser.Submit("/design", "form[action='/sign-out']");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Session>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_other_centres_officer_works_at_their_own_centre_after_signing_in()
    {
        using var browser = App.Anonymous();
        await SignIn(browser, SamplePeople.All.Single(person => person.Key == "officer@kenanga").Email, TestApp.Password);
        (await browser.Page("/me")).QuerySelector(".house-name, .rail-name")!.TextContent.ShouldBe("Puskesmas Kenanga");
    }

    private async Task Disable(string role)
    {
        await using var scope = await App.Scope();
        var person = (await App.PersonOf(role)).Id;
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Account>().Where(account => account.PersonId == person)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.DisabledAt, App.Clock.GetUtcNow()));
    }

    private static Task<HttpResponseMessage> SignIn(HttpClient browser, string email, string password, string path = "/sign-in") =>
        browser.Submit(path, "sign-in", ("Form.Email", email), ("Form.Password", password));
}

/// <summary>The real hasher, which counts how often it is asked.</summary>
internal sealed class CountingHasher : PasswordHasher<Account>
{
    public int Checks { get; set; }

    public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        Checks++;
        return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}

[Collection("sqlite")]
public sealed class SignInOnSqlite(SqliteApp app) : SignInTests(app);

[Collection("postgres")]
public sealed class SignInOnPostgres(PostgresApp app) : SignInTests(app);
