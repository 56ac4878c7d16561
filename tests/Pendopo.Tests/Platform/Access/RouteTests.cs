using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Access;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Access;

/// <summary>Deny by default: every route stands in a table with the roles that may use it, and the routes open to everybody in a list.</summary>
[Collection("sqlite")]
public sealed class RouteTests(SqliteApp app) : AppTests(app)
{
    private const string Everybody = "everybody", SignedIn = "signed-in";
    private static readonly string Table = Repository.PathTo("tests", "Pendopo.Tests", "Platform", "Access", "routes.tsv");
    private static readonly string Open = Repository.PathTo("tests", "Pendopo.Tests", "Platform", "Access", "anonymous-routes.txt");

    [Fact]
    public async Task Every_route_has_a_row_that_says_which_roles_may_use_it()
    {
        var actual = await Rows();
        var written = await File.ReadAllLinesAsync(Table);
        actual.Except(written).ShouldBeEmpty("routes whose row is missing or says something else; if it is right, put these lines into routes.tsv");
        written.Except(actual).ShouldBeEmpty("rows of routes that are gone or have changed");
    }

    [Fact]
    public async Task The_routes_open_to_everybody_are_exactly_those_of_the_list()
    {
        var actual = (await Rows()).Where(row => row.EndsWith("\t" + Everybody, StringComparison.Ordinal)).Select(row => row.Split('\t')[0]).ToList();
        var written = await File.ReadAllLinesAsync(Open);
        actual.Except(written).ShouldBeEmpty("open to everybody but not in anonymous-routes.txt");
        written.Except(actual).ShouldBeEmpty("in anonymous-routes.txt but not open");
    }

    [Fact]
    public async Task A_visitor_gets_nothing_from_a_route_that_is_not_open()
    {
        using var visitor = App.Anonymous();
        // The framework's own answer to a file that is not there.
        foreach (var row in (await Rows()).Where(row => !row.EndsWith("\t" + Everybody, StringComparison.Ordinal) && !row.Contains("{**path:file}", StringComparison.Ordinal)))
        {
            var (methods, pattern) = (row.Split('\t')[0].Split(' ')[0], row.Split('\t')[0].Split(' ')[1]);
            using var request = new HttpRequestMessage(new HttpMethod(methods.Split(',')[0]), Fill(pattern));
            if (request.Method != HttpMethod.Get)
                request.Content = EmptyBody.Of(pattern);
            var answer = await visitor.SendAsync(request);
            var refused = (int)answer.StatusCode is 401 or 403 || answer.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) == true;
            refused.ShouldBeTrue($"{row}: {(int)answer.StatusCode} {answer.Headers.Location}");
        }
    }

    /// <summary>One line a route: methods and pattern, a tab, who may use it.</summary>
    private async Task<IReadOnlyList<string>> Rows()
    {
        await using var scope = await App.Scope();
        var rows = new SortedSet<string>(StringComparer.Ordinal);
        var people = await People();
        foreach (var route in App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            if (route.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
                continue;
            var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
            rows.Add($"{string.Join(',', methods.Order())} /{route.RoutePattern.RawText?.TrimStart('/')}\t{Who(route, people)}");
        }
        return [.. rows];
    }

    private static string Who(RouteEndpoint route, IReadOnlyDictionary<string, IReadOnlySet<string>> people)
    {
        if (route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return Everybody;
        var needs = route.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).Where(policy => policy is not null).Select(policy => policy!["may:".Length..]).ToList();
        if (needs.Count == 0)
            return SignedIn;
        var roles = SampleRoles.All.Where(role => needs.All(people[role].Contains));
        return $"{string.Join('+', needs)}: {string.Join(' ', roles)}".TrimEnd();
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlySet<string>>> People()
    {
        await using var scope = await App.Scope();
        var (rights, melati) = (scope.ServiceProvider.GetRequiredService<Rights>(), await App.CentreOf("melati"));
        var people = new Dictionary<string, IReadOnlySet<string>>();
        foreach (var role in SampleRoles.All)
            people.Add(role, await rights.At((await App.PersonOf(role)).Id, melati, default));
        return people;
    }

    private static string Fill(string pattern) =>
        string.Join('/', pattern.Split('/').Select(part => !part.Contains('{') ? part : part is "{At}" or "{at}" ? "@melati" : part.Contains("guid") || part.Contains("id") ? Guid.Empty.ToString() : part.Contains("int") ? "1" : "x"));
}
