using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Testing.Attacks;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Doors;

/// <summary>Every route, asked by every role for an object that is there, one that is not, and one of another centre. The truth stands in
/// `Platform/Access/routes.tsv` (who may) and `objects.tsv` (what the address names); here it is tried.</summary>
[Collection("sqlite")]
public sealed class RouteMatrixTests(SqliteApp app) : AppTests(app)
{
    private const string Canary = "KANARI-7Q2X";
    private static readonly string[] AtKenanga = ["administrator@kenanga", "officer@kenanga", "reviewer@kenanga", "member@kenanga"];
    private readonly Dictionary<string, string> ids = [];

    [Fact]
    public void Every_route_with_an_object_in_its_address_says_which()
    {
        var prefixes = RouteRows.Objects.Select(found => found.Prefix).ToList();
        RouteRows.All.Where(row => row.Who != RouteRow.Everybody && row.Pattern.Contains('{') && !prefixes.Any(prefix => row.Pattern.StartsWith(prefix, StringComparison.Ordinal))).Select(row => row.Pattern)
            .ShouldBeEmpty("addresses whose parameter has no line in objects.tsv");
        prefixes.Where(prefix => !RouteRows.All.Any(row => row.Pattern.StartsWith(prefix, StringComparison.Ordinal))).ShouldBeEmpty("lines of objects.tsv without a route");
    }

    [Fact]
    public async Task Who_may_not_is_refused_at_every_route_and_learns_nothing()
    {
        await Prepare();
        var wrong = new List<string>();
        foreach (var role in SampleRoles.All.Prepend("visitor"))
        {
            using var browser = role == "visitor" ? App.Anonymous() : await App.Client(role);
            foreach (var row in RouteRows.All.Where(row => !row.Allows(role) && !row.Pattern.Contains("path:file", StringComparison.Ordinal)))
            {
                foreach (var method in row.Methods)
                {
                    using var answer = await Ask(browser, method, Fill(row.Pattern, real: true));
                    if (!IsRefusal(answer))
                        wrong.Add($"{role} {method} {row.Pattern}: {(int)answer.StatusCode} {answer.Headers.Location}");
                    else if ((await answer.Content.ReadAsStringAsync()).Contains(Canary, StringComparison.Ordinal))
                        wrong.Add($"{role} {method} {row.Pattern}: the refusal holds words of the object");
                }
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_is_served_at_every_route()
    {
        await Prepare();
        var wrong = new List<string>();
        foreach (var role in SampleRoles.All)
        {
            using var browser = await App.Client(role);
            foreach (var row in RouteRows.All.Where(row => row.Who != RouteRow.Everybody && row.Allows(role) && !row.Pattern.EndsWith("/live", StringComparison.Ordinal) && !row.Pattern.Contains("path:file", StringComparison.Ordinal)))
            {
                // A page and a route beside it may share an address, which then asks for both rights.
                foreach (var method in row.Methods.Where(method => RouteRows.All.Where(other => other.Pattern.TrimEnd('/') == row.Pattern.TrimEnd('/') && other.Methods.Contains(method)).All(other => other.Allows(role))))
                {
                    // What changes something is asked for what is not there: whether one may is decided before.
                    using var answer = await Ask(browser, method, Fill(row.Pattern, real: method == "GET"));
                    if ((int)answer.StatusCode is 401 or 403 or >= 500 || answer.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) == true)
                        wrong.Add($"{role} {method} {row.Pattern}: {(int)answer.StatusCode} {answer.Headers.Location}");
                }
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_of_another_centre_reaches_an_object_by_its_id()
    {
        await Prepare();
        var (wrong, tried) = (new List<string>(), 0);
        foreach (var role in AtKenanga)
        {
            using var browser = await App.Client(role);
            foreach (var row in RouteRows.All.Where(row => row.Who != RouteRow.Everybody && ids.Keys.Any(prefix => row.Pattern.StartsWith(prefix, StringComparison.Ordinal))))
            {
                foreach (var method in row.Methods)
                {
                    using var answer = await Ask(browser, method, Fill(row.Pattern, real: true));
                    tried++;
                    // 400 and 422: a form's token or a field is asked for before the object, and nothing of it is told.
                    if ((int)answer.StatusCode is not (400 or 401 or 403 or 404 or 422) || (await answer.Content.ReadAsStringAsync()).Contains(Canary, StringComparison.Ordinal))
                        wrong.Add($"{role} {method} {row.Pattern}: {(int)answer.StatusCode}");
                }
            }
        }
        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Every_route_keeps_other_sites_out_and_a_persons_answers_out_of_caches()
    {
        await Prepare();
        var wrong = new List<string>();
        using var rina = await App.Client("administrator");
        using var visitor = App.Anonymous();
        foreach (var row in RouteRows.All.Where(row => row.Methods.Contains("GET") && !row.Pattern.EndsWith("/live", StringComparison.Ordinal)))
        {
            foreach (var (browser, person) in new[] { (rina, true), (visitor, false) })
            {
                using var answer = await Ask(browser, "GET", Fill(row.Pattern, real: true));
                var policy = answer.Headers.TryGetValues("Content-Security-Policy", out var found) ? string.Join(' ', found) : "";
                if (!policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal) && !policy.Contains("sandbox", StringComparison.Ordinal) || !answer.Headers.Contains("X-Content-Type-Options"))
                    wrong.Add($"{row.Pattern}: {policy}");
                if (person && row.Who != RouteRow.Everybody && answer.Headers.CacheControl?.NoStore != true)
                    wrong.Add($"{row.Pattern} may be kept: {answer.Headers.CacheControl}");
            }
        }
        wrong.ShouldBeEmpty();
    }

    private static bool IsRefusal(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || answer.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) == true;

    private static async Task<HttpResponseMessage> Ask(HttpClient browser, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is not ("GET" or "HEAD"))
            request.Content = EmptyBody.Of(path);
        return await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Marks every word of Melati's rows, and remembers one row of each kind.</summary>
    private async Task Prepare()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var melati = await App.CentreOf("melati");
        var owned = db.Model.GetEntityTypes().Where(type => typeof(IBelongsToCentre).IsAssignableFrom(type.ClrType)).Select(type => type.GetTableName()).ToHashSet();
        foreach (var text in StoredText.All.Where(text => text.Use != TextUse.Ours && owned.Contains(text.Table)))
            await db.Database.ExecuteSqlRawAsync($"UPDATE \"{text.Table}\" SET \"{text.Column}\" = {{0}} WHERE \"{text.Column}\" IS NOT NULL AND centre_id = {{1}}", Canary, melati.Id.Value);
        foreach (var (prefix, id) in await RouteRows.Samples(db, melati))
            ids[prefix] = id;
    }

    private string Fill(string pattern, bool real) => RouteRows.Fill(pattern, real ? ids : null);
}
