using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Ui;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Doors;

/// <summary>Addresses that would lead away, out of a folder, or into the head of an answer.</summary>
[Collection("sqlite")]
public sealed class AddressDoorTests(SqliteApp app) : AppTests(app)
{
    private static readonly string[] Away =
    [
        "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\\/evil.example", "//evil.example/%2f..", "/%2f/evil.example", "/%5cevil.example", "/%2f%2fevil.example", "https://evil.example", "http://evil.example", "HTTPS://EVIL.EXAMPLE", "https:evil.example",
        "https:/evil.example", "https:\\\\evil.example", "http:///evil.example", "//localhost@evil.example", "https://localhost@evil.example", "https://localhost.evil.example", "https://evil.example#localhost", "https://evil.example?localhost", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x",
        "file:///etc/passwd", "ftp://evil.example", "mailto:x@evil.example", "tel:119", "blob:x", " //evil.example", "\t//evil.example", "/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "/\r\nSet-Cookie: x=1", "/\u0000/evil.example", "/\u2028/evil.example", "\u3002evil.example", "//evil\u3002example", "//evil%E3%80%82example",
        "evil.example", "@evil.example", ":evil.example", "?to=//evil.example", "#//evil.example", ".", "..", "/..//evil.example", "/.//evil.example", "/./\\evil.example", "/x/../../\\evil.example", "//[::1]/", "//0x7f.1", "//2130706433", "/\\\t\\evil.example", "~//evil.example", "",
    ];

    private static readonly string[] Up =
    [
        "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cpendopo.db", "..\\..\\pendopo.db", "%252e%252e%252fetc%252fpasswd", "....//....//etc/passwd", "..;/..;/etc/passwd", "%c0%ae%c0%ae/etc/passwd", "%uff0e%uff0e/etc/passwd", "/etc/passwd", "//etc/passwd",
        "pendopo.db", "pendopo.db-wal", "keys/installation.key", "keys", "../keys/installation.key", "incoming", "incoming/x", ".git/config", ".env", "appsettings.json", "pendopo.json", "web.config", "pendopo.dll", "pendopo.runtimeconfig.json", "wwwroot/../pendopo.dll", "00000000000000000000000000000000/../../pendopo.db", "00000000000000000000000000000000%00.jpg",
        "00000000000000000000000000000000.webp", "CON", "nul", "C:\\Windows\\win.ini", "file:///etc/passwd", "~root/.ssh/id_rsa", "%00", "*", "?", ".", "..", "%2e", "~",
    ];

    [Fact]
    public async Task No_address_leads_away_after_a_choice_or_a_sign_in()
    {
        Away.Length.ShouldBeGreaterThan(55);
        using var visitor = App.Anonymous();
        foreach (var to in Away)
        {
            foreach (var safe in new[] { Preferences.Safe(to), Landing.After(to) })
                new Uri(new Uri("http://localhost"), safe).Host.ShouldBe("localhost", to);
            foreach (var path in new[] { "/theme/dark", "/language/en" })
            {
                var answer = await visitor.GetAsync($"{path}?to={Uri.EscapeDataString(to)}");
                new Uri(new Uri("http://localhost"), answer.Headers.Location!).Host.ShouldBe("localhost", to);
                answer.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => !cookie.StartsWith("x=", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task No_address_leads_out_of_a_folder()
    {
        await App.CentreOf("melati");
        foreach (var name in Up.Where(name => !name.Contains("%00", StringComparison.Ordinal)))
        {
            foreach (var path in new[] { "/files/", "/", "/colours/", "/calendar/" })
            {
                // As the server hands it on when a client does not tidy it up: decoded, with every dot.
                var answer = await App.Host.Server.SendAsync(http => (http.Request.Method, http.Request.Path) = ("GET", path + Uri.UnescapeDataString(name)));
                using var reader = new StreamReader(answer.Response.Body);
                var text = await reader.ReadToEndAsync();
                foreach (var word in new[] { "root:x:", "SQLite format 3", "runtimeOptions", "[core]", "PRIVATE KEY" })
                    text.ShouldNotContain(word, Case.Sensitive, path + name);
                answer.Response.StatusCode.ShouldBeLessThan(500, path + name);
            }
        }
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:443")]
    [InlineData("localhost.evil.example")]
    [InlineData("melati.example.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("[::ffff:1.2.3.4]")]
    public async Task A_host_that_is_not_ours_stands_in_no_answer(string host)
    {
        using var visitor = App.Anonymous();
        foreach (var path in new[] { "/", "/posts", "/forgotten", "/sign-in", "/feed.json", "/sitemap.xml", "/robots.txt", "/.well-known/nodeinfo", "/.well-known/host-meta", "/ap/actor", "/not-there", "/search?q=x" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            foreach (var name in new[] { "X-Forwarded-Host", "X-Host", "X-Original-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix" })
                request.Headers.TryAddWithoutValidation(name, name == "Forwarded" ? $"host={host}" : host);
            var answer = await visitor.SendAsync(request);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain(host[0] == '[' ? host : host.Split(':')[0], Case.Insensitive, path);
            (answer.Headers.Location?.ToString() ?? "").ShouldNotContain("evil");
        }
    }

    [Fact]
    public async Task What_depends_on_who_asks_is_never_kept_for_others()
    {
        using var dimas = await App.Client("officer");
        using var visitor = App.Anonymous();
        foreach (var path in new[] { "/", "/posts", "/search?q=x", "/privacy" })
        {
            (await dimas.GetAsync(path)).Headers.CacheControl?.NoStore.ShouldBe(true, path);
            // A shared cache that keeps nothing, or asks again, cannot be fed a header's words.
            using var poison = new HttpRequestMessage(HttpMethod.Get, path);
            foreach (var (name, value) in new[] { ("X-Forwarded-Scheme", "nothttps"), ("X-Forwarded-Port", "1"), ("X-HTTP-Method-Override", "DELETE"), ("X-Method-Override", "POST"), ("User-Agent", "kanari<x>"), ("Referer", "https://kanari.example"), ("Accept-Language", "kanari") })
                poison.Headers.TryAddWithoutValidation(name, value);
            var answer = await visitor.SendAsync(poison);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("kanari", Case.Insensitive, path);
            (answer.Headers.CacheControl is { Public: true, NoCache: false } kept && kept.MaxAge > TimeSpan.FromMinutes(5)).ShouldBeFalse(path);
        }
    }
}
