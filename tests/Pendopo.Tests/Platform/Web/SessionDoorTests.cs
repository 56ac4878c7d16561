using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Web;

/// <summary>What a stolen, planted or old cookie is worth: nothing.</summary>
[Collection("sqlite")]
public sealed class SessionDoorTests(SqliteApp app) : AppTests(app)
{
    private const string Dimas = "dimas@melati.example";

    [Fact]
    public async Task A_cookie_planted_before_the_sign_in_is_not_the_one_that_counts_after_it()
    {
        var attacker = await App.SignedIn("member");
        var planted = attacker.All["pendopo"];
        var jar = new CookieJar();
        jar.Take($"pendopo={planted}");
        using var victim = App.At(App.Host, jar);
        await victim.Submit("/sign-in", "sign-in", ("Form.Email", Dimas), ("Form.Password", TestApp.Password));
        jar.All["pendopo"].ShouldNotBe(planted);
        using var still = App.At(App.Host, attacker);
        (await still.GetAsync("/me/name")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await victim.Page("/me/name")).QuerySelector("input[name='Form.Name']")!.GetAttribute("value").ShouldBe("Mas Dimas");
    }

    [Fact]
    public async Task Each_sign_in_gives_a_new_cookie()
    {
        var seen = new HashSet<string>();
        for (var time = 0; time < 10; time++)
            seen.Add((await App.SignedIn("officer")).All["pendopo"]);
        seen.Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("sign-out")]
    [InlineData("disabled")]
    [InlineData("role-taken")]
    [InlineData("password-changed")]
    [InlineData("ended-elsewhere")]
    [InlineData("thirty-days")]
    [InlineData("week-of-silence")]
    [InlineData("lost-phone-link")]
    public async Task A_copied_cookie_is_dead_at_the_next_request_after(string what)
    {
        var jar = await App.SignedIn("officer");
        var copy = new CookieJar();
        copy.Take($"pendopo={jar.All["pendopo"]}");
        using var owner = App.At(App.Host, jar);
        using var thief = App.At(App.Host, copy);
        (await thief.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Happens(what, owner);
        // Each door by itself: a page, its form, a program's two ways, and what goes on for ever.
        (await thief.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await thief.PostAsync("/me/name", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await thief.GetAsync("/api/v1/posts")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await thief.PostAsync("/api/v1/posts/", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await thief.GetAsync("/desk/inbox/live")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_cookie_that_was_changed_by_one_sign_opens_nothing()
    {
        var cookie = (await App.SignedIn("officer")).All["pendopo"];
        for (var at = 0; at < cookie.Length; at += Math.Max(1, cookie.Length / 25))
        {
            var jar = new CookieJar();
            jar.Take($"pendopo={cookie[..at]}{(cookie[at] == 'A' ? 'B' : 'A')}{cookie[(at + 1)..]}");
            using var browser = App.At(App.Host, jar);
            (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect, $"{at}");
        }
    }

    [Fact]
    public async Task Over_https_the_cookie_is_bound_to_this_host_and_hidden_from_scripts()
    {
        await App.CentreOf("melati");
        using var browser = App.Host.CreateDefaultClient(new Uri("https://localhost"), new CookieJar());
        var answer = await browser.Submit("/sign-in", "sign-in", ("Form.Email", Dimas), ("Form.Password", TestApp.Password));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(set => set.Contains("pendopo=", StringComparison.Ordinal));
        cookie.ShouldStartWith("__Host-pendopo=");
        foreach (var word in new[] { "secure", "httponly", "samesite=lax", "path=/" })
            cookie.ShouldContain(word, Case.Insensitive);
        cookie.ShouldNotContain("domain=", Case.Insensitive);
        answer.Headers.GetValues("Strict-Transport-Security").Single().ShouldBe("max-age=31536000");
    }

    [Fact]
    public async Task Passkeys_must_know_their_owner()
    {
        using var visitor = App.Anonymous();
        (await (await visitor.PostAsync("/sign-in/passkey", null)).Content.ReadAsStringAsync()).ShouldContain("\"userVerification\":\"required\"");
        using var dimas = await App.Client("officer");
        var made = await (await dimas.PostAsync("/me/passkeys/options", null)).Content.ReadAsStringAsync();
        made.ShouldContain("\"userVerification\":\"required\"");
        made.ShouldContain("\"residentKey\":\"required\"");
    }

    private async Task Happens(string what, HttpClient owner)
    {
        using var rina = await App.Client("administrator");
        var path = $"/admin/people/{(await App.PersonOf("officer")).Id}";
        switch (what)
        {
            case "sign-out": await owner.Submit("/me", "form[action='/sign-out']"); break;
            case "disabled": await rina.Submit(path, "switch"); break;
            case "role-taken": await rina.Submit(path, "take", ("Take.Id", (await rina.Page(path)).QuerySelector("button[name='Take.Id']")!.GetAttribute("value"))); break;
            case "password-changed": await App.Client("officer").ContinueWith(other => other.Result.Submit("/me/security", "password", ("Form.Password", "sawah hijau luas"))).Unwrap(); break;
            case "ended-elsewhere": await App.Client("officer").ContinueWith(other => other.Result.Submit("/me/sessions", "end", ("Form.Id", "others"))).Unwrap(); break;
            case "week-of-silence": App.Clock.Advance(Session.Idle); break;
            case "lost-phone-link": await Reset(rina, path); break;
            default: App.Clock.Advance(Session.AtMost); break;
        }
    }

    /// <summary>An administrator's link for a lost phone, used by its owner.</summary>
    private async Task Reset(HttpClient administrator, string path)
    {
        var page = await (await administrator.Submit(path, "recovery")).Document();
        using var owner = App.Anonymous();
        await owner.Submit(new Uri(page.QuerySelector("[data-link]")!.TextContent).AbsolutePath, "password", ("Form.Password", "sawah hijau luas"));
    }
}
