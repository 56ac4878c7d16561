using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Pendopo.Platform.Web.Doors;

/// <summary>Refuses a query in which a page would read a number, an id or a yes that is none: the framework takes that for a fault of the program.</summary>
internal sealed class TypedQueries(RequestDelegate next)
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<(string Name, Func<string, bool> Fits)>> Known = new();

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.QueryString.HasValue && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page
            && Known.GetOrAdd(page.Type, Typed).Any(field => context.Request.Query[field.Name].Any(value => !field.Fits(value ?? ""))))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }
        return next(context);
    }

    private static IReadOnlyList<(string Name, Func<string, bool> Fits)> Typed(Type page) =>
    [
        .. page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(property => (Property: property, From: property.GetCustomAttribute<SupplyParameterFromQueryAttribute>(), Type: Element(property.PropertyType)))
            .Where(found => found.From is not null && found.Type != typeof(string))
            .Select(found => (found.From!.Name ?? found.Property.Name, Reader(found.Type))),
    ];

    private static Type Element(Type type) => type.IsArray ? type.GetElementType()! : type;

    private static Func<string, bool> Reader(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type);
        var parses = typeof(TypedQueries).GetMethod(nameof(Parses), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(bare ?? type).CreateDelegate<Func<string, bool>>();
        return bare is null ? parses : text => text.Length == 0 || parses(text);
    }

    private static bool Parses<T>(string text) where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out _);
}
