using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.People.SignIn;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.People;

public abstract class MySecurityTests(TestApp app) : AppTests(app)
{
    private const string Dimas = "dimas@melati.example";

    [Fact]
    public async Task A_new_password_ends_the_other_devices_and_keeps_this_one()
    {
        using var here = await App.Client("officer");
        using var there = await App.Client("officer");
        (await here.Submit("/me/security", "password", ("Form.Password", "short"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await here.Submit("/me/security", "password", ("Form.Password", "dimasdimas"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await here.Submit("/me/security", "password", ("Form.Password", "sawah hijau luas"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await here.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await there.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var anew = App.Anonymous();
        (await SignIn(anew, TestApp.Password)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SignIn(anew, "sawah hijau luas")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task One_ends_ones_own_sessions_and_nobody_elses()
    {
        using var here = await App.Client("officer");
        using var there = await App.Client("officer");
        using var ayu = await App.Client("reviewer");
        var page = await here.Page("/me/sessions");
        page.QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        var foreign = (await ayu.Page("/me/sessions")).QuerySelector("button[name='Form.Id']")!.GetAttribute("value");
        await here.Submit("/me/sessions", "end", ("Form.Id", foreign));
        (await ayu.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await here.Submit("/me/sessions", "end", ("Form.Id", "others"));
        (await there.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await here.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_an_authenticator_app_the_password_alone_opens_nothing_and_each_code_works_once()
    {
        var (secret, recovery) = await TurnOn();
        using var browser = App.Anonymous();
        var first = await SignIn(browser, TestApp.Password);
        first.Headers.Location!.ToString().ShouldContain("/sign-in/code");
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Submit("/sign-in/code", "code", ("Form.Code", "000000"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        // The code that turned the app on is spent.
        (await browser.Submit("/sign-in/code", "code", ("Form.Code", Code(secret)))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        App.Clock.Advance(TimeSpan.FromSeconds(30));
        (await browser.Submit("/sign-in/code", "code", ("Form.Code", Code(secret)))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        recovery.Count.ShouldBe(10);
        (await ByRecovery(recovery[3])).ShouldBe(HttpStatusCode.Redirect);
        (await ByRecovery(recovery[3])).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_for_long()
    {
        var (secret, _) = await TurnOn();
        using var browser = App.Anonymous();
        await SignIn(browser, TestApp.Password);
        for (var i = 0; i < SignInGuard.AccountTries; i++)
            await browser.Submit("/sign-in/code", "code", ("Form.Code", $"00000{i}"));
        App.Clock.Advance(TimeSpan.FromSeconds(29));
        (await browser.Submit("/sign-in/code", "code", ("Form.Code", Code(secret, 1)))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    // RFC 6238 appendix B, the last six of its eight digits.
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_the_standard(long seconds, string code) =>
        Totp.Code("12345678901234567890"u8.ToArray(), seconds / 30).ShouldBe(code);

    [Fact]
    public void The_secret_is_written_in_base_32() => Totp.ToText("Hello!"u8.ToArray()).ShouldBe("JBSWY3DPEE");

    [Fact]
    public async Task Ones_name_and_language_are_kept()
    {
        using var browser = await App.Client("officer");
        var saved = await browser.Submit("/me/name", "name", ("Form.Name", "Dimas Prasetyo"), ("Form.Language", "en"));
        saved.Headers.Location!.ToString().ShouldContain("/language/en");
        await browser.GetAsync(saved.Headers.Location);
        (await browser.Page("/me/name")).DocumentElement.GetAttribute("lang").ShouldBe("en");
        (await browser.Submit("/me/name", "name", ("Form.Name", " "))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Asking_for_a_passkey_ceremony_tells_nothing_about_anybody()
    {
        using var browser = App.Anonymous();
        var answer = await browser.PostAsync("/sign-in/passkey", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("challenge");
        (await browser.Submit("/sign-in", "passkey", ("Key.Credential", "{\"id\":\"forged\"}"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private async Task<HttpStatusCode> ByRecovery(string code)
    {
        using var browser = App.Anonymous();
        await SignIn(browser, TestApp.Password);
        return (await browser.Submit("/sign-in/code", "code", ("Form.Code", code))).StatusCode;
    }

    private async Task<(string Secret, List<string> Recovery)> TurnOn()
    {
        using var browser = await App.Client("officer");
        var secret = (await browser.Page("/me/authenticator")).QuerySelector("[data-secret]")!.TextContent;
        // Each look at the page offers a new secret: the one in the form sent is taken.
        var page = await browser.Page("/me/authenticator");
        secret = page.QuerySelector("[data-secret]")!.TextContent;
        var kept = page.QuerySelector("input[name='Form.Sealed']")!.GetAttribute("value");
        (await browser.Submit("/me/authenticator", "on", ("Form.Sealed", kept), ("Form.Code", "123"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var on = await browser.Submit("/me/authenticator", "on", ("Form.Sealed", kept), ("Form.Code", Code(secret)));
        return (secret, [.. (await on.Document()).QuerySelectorAll("[data-recovery] code").Select(code => code.TextContent)]);
    }

    private string Code(string secret, int ahead = 0) => Totp.Code(FromBase32(secret), Totp.StepAt(App.Clock.GetUtcNow()) + ahead);

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(sign => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }

    private static Task<HttpResponseMessage> SignIn(HttpClient browser, string password) =>
        browser.Submit("/sign-in", "sign-in", ("Form.Email", Dimas), ("Form.Password", password));
}

[Collection("sqlite")]
public sealed class MySecurityOnSqlite(SqliteApp app) : MySecurityTests(app);

[Collection("postgres")]
public sealed class MySecurityOnPostgres(PostgresApp app) : MySecurityTests(app);
