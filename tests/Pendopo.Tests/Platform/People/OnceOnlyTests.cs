using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.People;

/// <summary>What works once works once, however many try at the same moment.</summary>
public abstract class OnceOnlyTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Of_two_who_use_a_link_at_the_same_moment_one_gets_in()
    {
        for (var race = 0; race < 5; race++)
        {
            var link = await NewLink("officer", LinkKind.Reset);
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async one =>
            {
                using var browser = App.Anonymous();
                var page = await (await browser.GetAsync(link)).Content.ReadAsStringAsync();
                return (await browser.Send(page, "password", new() { ["Form.Password"] = $"sawah hijau luas {one}" }, link)).StatusCode;
            }));
            answers.Count(status => status == HttpStatusCode.Redirect).ShouldBe(1, string.Join(' ', answers));
        }
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<AuditEntry>().CountAsync(row => row.Act == "people.link-used")).ShouldBe(5);
    }

    [Fact]
    public async Task A_link_is_not_used_up_by_a_password_that_is_refused()
    {
        var link = await NewLink("officer", LinkKind.Reset);
        using var browser = App.Anonymous();
        (await browser.Submit(link, "password", ("Form.Password", "short"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.Submit(link, "passkey", ("Key.Credential", "{}"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.Submit(link, "password", ("Form.Password", "sawah hijau luas"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Of_many_who_type_one_code_at_the_same_moment_one_gets_in()
    {
        var (secret, recovery) = await WithAuthenticator("officer");
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Together(Totp.Code(secret, Totp.StepAt(App.Clock.GetUtcNow())))).ShouldBe(1);
        (await Together(recovery[0])).ShouldBe(1);
        (await Together(recovery[0])).ShouldBe(0);
        (await Together(recovery[1])).ShouldBe(1);
    }

    [Fact]
    public async Task Every_wrong_try_of_many_at_the_same_moment_is_counted()
    {
        await using var look = await App.Scope();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            await using var scope = await App.Scope();
            await scope.ServiceProvider.GetRequiredService<SignInGuard>().Failed("dimas@melati.example", default);
        })));
        var counts = await look.ServiceProvider.GetRequiredService<PendopoDb>().Set<SignInFailure>().Select(row => row.Count).ToListAsync();
        counts.ShouldBe([20, 20]);
        (await look.ServiceProvider.GetRequiredService<SignInGuard>().Wait("dimas@melati.example", default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_administrators_link_for_a_lost_phone_takes_the_authenticator_away_and_is_never_mailed()
    {
        await WithAuthenticator("officer");
        await SetMail();
        using var rina = await App.Client("administrator");
        var page = await (await rina.Submit($"/admin/people/{(await App.PersonOf("officer")).Id}", "recovery")).Document();
        var link = new Uri(page.QuerySelector("[data-link]")!.TextContent).AbsolutePath;
        page.QuerySelector("main")!.TextContent.ShouldNotContain("juga dikirim");
        using var dimas = App.Anonymous();
        (await dimas.Submit(link, "password", ("Form.Password", "sawah hijau luas"))).Headers.Location!.ToString().ShouldNotContain("code");
        (await dimas.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var scope = await App.Scope();
        var acts = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<AuditEntry>().Select(row => row.Act).ToListAsync();
        acts.ShouldContain("people.authenticator-cleared");
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().CountAsync(job => job.Kind == "platform.mail")).ShouldBe(1, "the person is told");
    }

    [Fact]
    public async Task An_ordinary_link_does_not_get_past_the_authenticator()
    {
        await WithAuthenticator("officer");
        using var browser = App.Anonymous();
        var answer = await browser.Submit(await NewLink("officer", LinkKind.Reset), "password", ("Form.Password", "sawah hijau luas"));
        answer.Headers.Location!.ToString().ShouldContain("/sign-in/code");
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Asking_for_links_again_and_again_fills_nobodys_mailbox()
    {
        await SetMail();
        using var visitor = App.Anonymous();
        for (var ask = 0; ask < 10; ask++)
            await visitor.Submit("/forgotten", "forgotten", ("Form.Email", "dimas@melati.example"));
        for (var run = 0; run < 10; run++)
        {
            foreach (var job in await App.Services.GetRequiredService<JobRunner>().Claim("mail", 1, default))
            {
                if (job.Kind == "platform.send-link")
                    await App.Services.GetRequiredService<JobRunner>().Run(job, default);
            }
        }
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<AccountLink>().CountAsync()).ShouldBe(1);
    }

    private async Task<int> Together(string code)
    {
        var person = (await App.PersonOf("officer")).Id;
        var accepted = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            await using var scope = await App.Scope();
            var account = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Account>().SingleAsync(found => found.PersonId == person);
            return await scope.ServiceProvider.GetRequiredService<SecondFactor>().Accepts(account, code);
        })));
        return accepted.Count(yes => yes);
    }

    private async Task<(byte[] Secret, IReadOnlyList<string> Recovery)> WithAuthenticator(string role)
    {
        var person = (await App.PersonOf(role)).Id;
        await using var scope = await App.Scope();
        var account = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Account>().SingleAsync(found => found.PersonId == person);
        var secret = Totp.NewSecret();
        var codes = await scope.ServiceProvider.GetRequiredService<SecondFactor>().TurnOn(account, secret, Totp.Code(secret, Totp.StepAt(App.Clock.GetUtcNow())));
        return (secret, codes.ShouldNotBeNull());
    }

    private async Task<string> NewLink(string role, LinkKind kind)
    {
        var person = (await App.PersonOf(role)).Id;
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var account = await db.Set<Account>().SingleAsync(found => found.PersonId == person);
        var path = await scope.ServiceProvider.GetRequiredService<AccountLinks>().Make(account.Id, kind, null, default);
        await db.SaveChangesAsync();
        return path;
    }

    private async Task SetMail()
    {
        await using var scope = await App.Scope();
        var book = scope.ServiceProvider.GetRequiredService<SettingsBook>();
        await book.Write(SettingKeys.MailHost, "mail.example", default);
        await book.Write(SettingKeys.MailFrom, "halo@melati.example", default);
        await book.Write(SettingKeys.PublicAddress, "https://melati.example", default);
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        await book.Publish(default);
    }
}

[Collection("sqlite")]
public sealed class OnceOnlyOnSqlite(SqliteApp app) : OnceOnlyTests(app);

[Collection("postgres")]
public sealed class OnceOnlyOnPostgres(PostgresApp app) : OnceOnlyTests(app);
