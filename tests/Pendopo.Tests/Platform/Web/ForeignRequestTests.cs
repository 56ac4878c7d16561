using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Web;

/// <summary>What other sites, and people who know the program's insides, send.</summary>
[Collection("sqlite")]
public sealed class ForeignRequestTests(SqliteApp app) : AppTests(app)
{
    private static readonly string Table = Repository.PathTo("tests", "Pendopo.Tests", "Platform", "Access", "routes.tsv");

    [Fact]
    public async Task No_changing_route_takes_a_request_that_another_site_made_a_signed_in_browser_send()
    {
        using var rina = await App.Client("administrator");
        foreach (var (method, path) in Changing())
        {
            foreach (var (name, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"), ("Origin", "null") })
            {
                using var request = new HttpRequestMessage(method, path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
                request.Headers.TryAddWithoutValidation(name, value);
                (await rina.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{method} {path} {name}: {value}");
            }
        }
    }

    [Fact]
    public async Task No_page_takes_a_form_without_its_token_or_with_somebody_elses()
    {
        App.Replace = services => services.AddSingleton<IStartupFilter>(new FromEverywhere());
        using var rina = await App.Client("administrator");
        using var dimas = await App.Client("officer");
        var foreign = (await dimas.Page("/me/name")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var path in File.ReadLines(Table).Select(row => row.Split('\t')[0]).Where(route => route.StartsWith("GET,POST /", StringComparison.Ordinal)).Select(route => Fill(route["GET,POST ".Length..])))
        {
            foreach (var token in new[] { null, "", "x", foreign })
            {
                var fields = new List<KeyValuePair<string, string>> { new("_handler", "x") };
                if (token is not null)
                    fields.Add(new("__RequestVerificationToken", token));
                var answer = await rina.PostAsync(path, new FormUrlEncodedContent(fields));
                ((int)answer.StatusCode is 400 or 404 or 302).ShouldBeTrue($"{path}: {(int)answer.StatusCode}");
                (answer.StatusCode != HttpStatusCode.Redirect || answer.Headers.Location!.ToString().Contains("/setup") || answer.Headers.Location.ToString().StartsWith('/')).ShouldBeTrue(path);
            }
        }
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Pendopo.Platform.Audit.AuditEntry>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Reading_changes_nothing()
    {
        // An actor's keys are made when the first server asks for them; a table that is saved is written down.
        using var rina = await App.Client("administrator");
        var before = await Rows();
        foreach (var path in File.ReadLines(Table).Select(row => row.Split('\t')[0]).Where(route => route.StartsWith("GET", StringComparison.Ordinal) && !route.Contains("live") && !route.Contains("audit.csv") && !route.Contains("/ap/"))
            .Select(route => Fill(route.Split(' ')[1])))
            await rina.GetAsync(path);
        (await Rows()).Split('\n').Except(before.Split('\n')).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData(" //evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/\r\nSet-Cookie: x=1")]
    [InlineData("/\u0000/evil.example")]
    [InlineData("evil.example")]
    [InlineData("@evil.example")]
    [InlineData("")]
    [InlineData(null)]
    public void No_address_of_another_site_is_led_to(string? to) => Preferences.Safe(to).ShouldBe("/");

    [Theory]
    [InlineData("%2F%2Fevil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("/%2F/evil.example")]
    [InlineData("/%0d%0aSet-Cookie:%20x=1")]
    public async Task No_link_leads_away_after_a_choice(string encoded)
    {
        using var visitor = App.Anonymous();
        foreach (var path in new[] { "/theme/dark", "/language/en" })
        {
            var answer = await visitor.GetAsync($"{path}?to={encoded}");
            if (answer.Headers.Location is { } location)
                new Uri(new Uri("http://localhost"), location).Host.ShouldBe("localhost", location.OriginalString);
            answer.Headers.TryGetValues("Set-Cookie", out var cookies);
            (cookies ?? []).ShouldAllBe(cookie => !cookie.StartsWith("x=", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_field_that_no_form_shows_changes_nothing()
    {
        using var dimas = await App.Client("officer");
        var before = await Mine();
        var sent = await dimas.Submit("/me/name", "name", ("Form.Name", "Mas Dimas"), ("Form.Id", Guid.Empty.ToString()), ("Form.PersonId", Guid.Empty.ToString()), ("Form.Role", "administrator"),
            ("Form.CentreId", Guid.Empty.ToString()), ("Form.DisabledAt", ""), ("Form.EmailConfirmed", "true"), ("Form.Version", "99"), ("Person.Id", Guid.Empty.ToString()));
        ((int)sent.StatusCode < 400).ShouldBeTrue();
        (await Mine()).ShouldBe(before);
    }

    [Theory]
    [InlineData("{\"text\":\"x\",\"role\":\"administrator\"}")]
    [InlineData("{\"text\":\"x\",\"text\":\"y\"}")]
    [InlineData("{\"text\":\"x\",\"centreId\":\"00000000-0000-0000-0000-000000000000\"}")]
    [InlineData("[]")]
    [InlineData("{\"text\":")]
    public async Task A_program_that_sends_more_or_other_than_is_asked_for_is_refused(string body)
    {
        using var dimas = await App.Client("officer");
        foreach (var path in new[] { $"/api/v1/conversations/{Guid.Empty}/notes", $"/api/v1/posts/{Guid.Empty}/comments" })
            (await dimas.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest, path + body);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task A_programs_route_takes_no_form(string type)
    {
        using var dimas = await App.Client("officer");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/conversations/{Guid.Empty}/notes") { Content = new StringContent("{\"text\":\"x\"}") };
        request.Content.Headers.ContentType = new(type);
        ((int)(await dimas.SendAsync(request)).StatusCode is 404 or 415).ShouldBeTrue();
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("203.0.113.9", false)]
    [InlineData("10.0.0.7", false)]
    public async Task Only_a_trusted_proxy_is_believed_about_how_somebody_came(string from, bool believed)
    {
        await App.CentreOf("melati");
        var answer = await App.Host.Server.SendAsync(http =>
        {
            http.Connection.RemoteIpAddress = IPAddress.Parse(from);
            http.Request.Method = "GET";
            http.Request.Path = "/sign-in";
            http.Request.Host = new HostString("melati.example");
            http.Request.Headers["X-Forwarded-Proto"] = "https";
            http.Request.Headers["X-Forwarded-For"] = "198.51.100.4";
            http.Request.Headers["X-Forwarded-Host"] = "evil.example";
        });
        answer.Response.Headers.ContainsKey("Strict-Transport-Security").ShouldBe(believed);
        answer.Request.Host.Host.ShouldBe("melati.example");
        answer.Connection.RemoteIpAddress!.ToString().ShouldBe(believed ? "198.51.100.4" : from);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_other_sites_out_and_a_persons_pages_are_kept_by_nobody()
    {
        using var visitor = App.Anonymous();
        using var dimas = await App.Client("officer");
        foreach (var path in new[] { "/", "/sign-in", "/not-there", "/posts", "/api/v1/posts", "/health/live" })
        {
            var answer = await visitor.GetAsync(path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            foreach (var rule in new[] { "default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'" })
                policy.ShouldContain(rule);
            policy.ShouldNotContain("unsafe");
            answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
            answer.Headers.Contains("Server").ShouldBeFalse();
        }
        foreach (var path in new[] { "/me", "/me/security", "/desk", "/api/v1/posts" })
            (await dimas.GetAsync(path)).Headers.CacheControl!.NoStore.ShouldBeTrue(path);
    }

    [Fact]
    public async Task A_name_the_house_does_not_bear_stands_in_no_page_and_no_redirect()
    {
        using var visitor = App.Anonymous();
        foreach (var path in new[] { "/", "/sign-in", "/forgotten", "/feed.atom", "/sitemap.xml", "/desk" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = "evil.example";
            var answer = await visitor.SendAsync(request);
            (answer.Headers.Location?.IsAbsoluteUri == true && path != "/desk").ShouldBeFalse(path);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("evil.example", Case.Insensitive, path);
        }
    }

    private static IEnumerable<(HttpMethod Method, string Path)> Changing() => File.ReadLines(Table).Select(row => row.Split('\t')[0].Split(' '))
        .SelectMany(parts => parts[0].Split(',').Select(method => (new HttpMethod(method), Fill(parts[1])))).Where(route => route.Item1.Method is not ("GET" or "HEAD"));

    private static string Fill(string pattern) =>
        string.Join('/', pattern.Split('/').Select(part => !part.Contains('{') ? part : part.Contains("guid") || part.Contains("id") ? Guid.Empty.ToString() : part.Contains("int") ? "1" : part.Contains("regex(^(id") ? "id" : part.Contains("regex(^(light") ? "light" : "x"));

    private async Task<string> Mine()
    {
        var person = await App.PersonOf("officer");
        await using var scope = await App.Scope();
        var account = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Account>().AsNoTracking().SingleAsync(found => found.PersonId == person.Id);
        return $"{person.Id} {person.Name} {account.Id} {account.Email} {account.EmailConfirmed} {account.DisabledAt}";
    }

    private async Task<string> Rows()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var counts = new List<string>();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            counts.Add($"{table} {await db.Database.SqlQueryRaw<int>($"SELECT COUNT(*) AS \"Value\" FROM \"{table}\"").SingleAsync()}");
        return string.Join('\n', counts);
    }

    /// <summary>Every request comes from a network of its own, so that none is refused for coming too often.</summary>
    private sealed class FromEverywhere : IStartupFilter
    {
        private int last;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (http, go) =>
            {
                http.Connection.RemoteIpAddress = new IPAddress([203, .. BitConverter.GetBytes(Interlocked.Increment(ref last)).AsSpan(0, 3)]);
                await go(http);
            });
            next(app);
        };
    }
}
