using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Pendopo.Browser.Tests.Harness;

/// <summary>A page of the program at one of its addresses.</summary>
/// <param name="Template">The address as the page declares it.</param>
/// <param name="Path">An address at which the sample world shows something; null when none is known.</param>
/// <param name="Anonymous">Whether anybody may see it.</param>
internal sealed record ListedPage(string Template, string? Path, bool Anonymous);

/// <summary>Every page of the program, taken from its own routes, so that none is forgotten.</summary>
internal static class PageList
{
    /// <summary>Each page once; of several addresses the plainest.</summary>
    public static IReadOnlyList<ListedPage> Of(LiveHouse house, IReadOnlyDictionary<string, string> samples) =>
    [
        .. Routes(house)
            .GroupBy(route => route.Metadata.GetRequiredMetadata<ComponentTypeMetadata>().Type)
            .Select(addresses => addresses.Select(route => Page(route, samples)).OrderBy(page => page.Path is null).ThenBy(page => page.Template.Length).First())
            .OrderBy(page => page.Template, StringComparer.Ordinal),
    ];

    private static IEnumerable<RouteEndpoint> Routes(LiveHouse house) =>
        house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<ComponentTypeMetadata>() is not null);

    private static ListedPage Page(RouteEndpoint route, IReadOnlyDictionary<string, string> samples)
    {
        var template = "/" + route.RoutePattern.RawText!.Trim('/');
        var path = route.RoutePattern.Parameters.Count == 0 ? template : samples.GetValueOrDefault(template);
        return new(template, path, route.Metadata.GetMetadata<IAllowAnonymous>() is not null);
    }
}
