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

/// <summary>Every address of every page of the program, taken from its own routes, so that none is forgotten.</summary>
internal static class PageList
{
    /// <summary>Each address once, in their order.</summary>
    public static IReadOnlyList<ListedPage> Of(LiveHouse house, IReadOnlyDictionary<string, string> samples) =>
    [
        .. house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(route => Page(route, samples))
            .OrderBy(page => page.Template, StringComparer.Ordinal),
    ];

    private static ListedPage Page(RouteEndpoint route, IReadOnlyDictionary<string, string> samples)
    {
        var template = "/" + route.RoutePattern.RawText!.Trim('/');
        var path = samples.GetValueOrDefault(template) ?? (route.RoutePattern.Parameters.Count == 0 ? template : null);
        return new(template, path, route.Metadata.GetMetadata<IAllowAnonymous>() is not null);
    }
}
