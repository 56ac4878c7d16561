using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Pendopo.Platform.Centres;

/// <summary>The first part of an address that names a centre begins with an at sign. Routing is told so: else it holds every page of a
/// centre possible behind every other first word, and its table grows to a hundred thousand places.</summary>
internal sealed class AtSign : IRouteConstraint, IParameterLiteralNodeMatchingPolicy
{
    private const string Parameter = "at";
    private static readonly AtSign Only = new();

    /// <summary>A convention of every route: holds its first part to the sign where that is a centre's name.</summary>
    public static void Hold(EndpointBuilder builder)
    {
        if (builder is RouteEndpointBuilder { RoutePattern: { PathSegments: [{ Parts: [RoutePatternParameterPart first] }, ..] } pattern } route && string.Equals(first.Name, Parameter, StringComparison.OrdinalIgnoreCase))
            route.RoutePattern = RoutePatternFactory.Parse(pattern.RawText!, null, new RouteValueDictionary { [first.Name] = Only });
    }

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string name && name.StartsWith('@');

    public bool MatchesLiteral(string parameterName, string literal) => literal.StartsWith('@');
}
