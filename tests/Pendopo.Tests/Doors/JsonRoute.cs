using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Doors;

/// <summary>A route that reads JSON, at something that is really there.</summary>
/// <param name="Optional">Whether it may come without a body.</param>
/// <param name="Fields">The fields it asks for, those of nested records with their path.</param>
internal sealed record JsonRoute(HttpMethod Method, string Pattern, string Path, Type Body, bool Optional, IReadOnlyList<string> Fields)
{
    /// <summary>Every one of the program, from its own routes.</summary>
    public static async Task<IReadOnlyList<JsonRoute>> All(TestApp app)
    {
        await using var scope = await app.ScopeOf("administrator");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var ids = new Dictionary<string, string>
        {
            ["/api/v1/posts"] = $"{(await db.Set<Post>().OrderBy(post => post.Id).FirstAsync(post => post.Review == ReviewState.Draft)).Id}",
            ["/api/v1/conversations"] = $"{(await db.Set<Conversation>().OrderBy(found => found.Id).FirstAsync()).Id}",
            ["/api/v1/publications"] = $"{(await db.Set<Publication>().OrderBy(found => found.Id).FirstAsync()).Id}",
        };
        return [.. app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(route => (Route: route, Accepts: route.Metadata.GetMetadata<IAcceptsMetadata>(), Methods: route.Metadata.GetMetadata<HttpMethodMetadata>()))
            .Where(found => found.Accepts?.ContentTypes.Contains("application/json") == true && found.Accepts.RequestType is not null && found.Methods is not null)
            .Select(found => Of(found.Route, found.Accepts!, found.Methods!.HttpMethods[0], ids)).OrderBy(route => route.Pattern, StringComparer.Ordinal)];
    }

    /// <summary>A body in which one field holds this value and every other is left out.</summary>
    public string With(string field, string value) => field.Split('.').Reverse().Aggregate(value, (inner, name) => $"{{{JsonSerializer.Serialize(name)}:{inner}}}");

    private static JsonRoute Of(RouteEndpoint route, IAcceptsMetadata accepts, string method, Dictionary<string, string> ids)
    {
        var pattern = "/" + route.RoutePattern.RawText!.TrimStart('/');
        var id = ids.FirstOrDefault(pair => pattern.StartsWith(pair.Key + "/", StringComparison.Ordinal)).Value ?? $"{Guid.Empty}";
        return new(new HttpMethod(method), pattern, pattern.Replace("{id}", id, StringComparison.Ordinal).Replace("/{at}/", "/@melati/", StringComparison.OrdinalIgnoreCase), accepts.RequestType!, accepts.IsOptional, [.. Names(accepts.RequestType!, 0)]);
    }

    private static IEnumerable<string> Names(Type body, int depth) => body.GetProperties().Where(property => property.Name != "EqualityContract").SelectMany(property =>
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var nested = property.PropertyType.Namespace!.StartsWith("Pendopo.Publishing.Api", StringComparison.Ordinal) && depth < 2;
        return nested ? Names(property.PropertyType, depth + 1).Select(inner => $"{name}.{inner}").Prepend(name) : [name];
    });
}
