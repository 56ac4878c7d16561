using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Exits;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Access;

/// <summary>What every route owes, read from the routes themselves: a form's token where something is changed, an exit where words leave.</summary>
[Collection("sqlite")]
public sealed class RouteDutyTests(SqliteApp app) : AppTests(app)
{
    // Not sent by a page's form, so no page's token can come with them: each says what stands in its place.
    private static readonly Dictionary<string, string> WithoutToken = new(StringComparer.Ordinal)
    {
        ["/inbox"] = "another server, known by its HTTP signature",
        ["/hooks/sms/{id}/{secret}"] = "a gateway of SMS, known by the secret in its address",
        ["/hooks/whatsapp/{id}"] = "the network, known by its signature over the bytes",
        ["/ap/users/{handle}/inbox"] = "another server, known by its HTTP signature",
        ["/sign-in/passkey"] = "gives a challenge that only the page itself can read; changes nothing",
        ["/me/passkeys/options"] = "gives a challenge that only the page itself can read; changes nothing",
        ["/welcome/{secret}/passkey"] = "gives a challenge that only the page itself can read; changes nothing",
        ["/letters/{secret}/stop/{list}"] = "a mail program's own button (RFC 8058), known by the secret of its reader",
        ["/{at}/letters/{secret}/stop/{list}"] = "likewise",
        ["/push/browsers"] = "a browser without a cookie, known by an address that it alone has",
        ["/{at}/push/browsers"] = "likewise",
        ["/square/news/browsers"] = "a page's script, which sends no form; another site is refused before",
        ["/{At}/square/news/browsers"] = "likewise",
        ["/channels/graph"] = "a network's server, known by its signature over the body",
        ["/sign-out"] = "asks for the token by itself",
        ["/{**path}"] = "nothing stands there",
    };

    [Fact]
    public async Task Every_POST_outside_the_API_asks_for_the_token_of_a_page()
    {
        var bare = (await Routes()).Where(route => Methods(route).Contains("POST") && !Pattern(route).StartsWith("/api/", StringComparison.Ordinal))
            .Where(route => route.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true }).Select(Pattern).Distinct().Order().ToList();
        bare.Except(WithoutToken.Keys).ShouldBeEmpty("anybody's page could send these in the name of who is signed in");
        WithoutToken.Keys.Except(bare).ShouldBeEmpty("exceptions that are none any more");
    }

    [Fact]
    public async Task Every_route_open_to_everybody_leaves_by_an_exit_or_is_known_to_hold_no_words_of_anybody()
    {
        var exits = App.Services.GetRequiredService<IReadOnlyList<Pendopo.Platform.Room>>().SelectMany(room => room.Exits).Select(exit => exit.Name).ToHashSet();
        var open = (await Routes()).Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null).ToList();
        open.Select(route => route.Metadata.GetMetadata<LeavesByAttribute>()?.Exit).OfType<string>().Except(exits).ShouldBeEmpty("exits that no room registers");
        var without = open.Where(route => route.Metadata.GetMetadata<LeavesByAttribute>() is null).Select(Pattern).Distinct().Order(StringComparer.Ordinal).ToList();
        var written = await File.ReadAllLinesAsync(Repository.PathTo("tests", "Pendopo.Tests", "Platform", "Access", "routes-without-words.txt"));
        without.Except(written).ShouldBeEmpty("open to everybody, without an exit: name the exit with LeavesBy, or write it down as one that holds no words of anybody");
        written.Except(without).ShouldBeEmpty("in routes-without-words.txt, but gone or with an exit now");
    }

    private async Task<IReadOnlyList<RouteEndpoint>> Routes()
    {
        await using var scope = await App.Scope();
        return [.. App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null)];
    }

    private static IReadOnlyList<string> Methods(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"];

    private static string Pattern(RouteEndpoint route) => "/" + route.RoutePattern.RawText?.TrimStart('/');
}
