using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Net.Http.Headers;

namespace Pendopo.Platform.Web;

/// <summary>
/// What no route takes. It stands as a route of its own, so that an unknown address does not fall to the fallback policy and look like one
/// that wants a sign-in; therefore it also tells
/// programs of a wrong method (405) and a wrong content type (415). Routing's own answers would not do: it picks by method before it looks at
/// constraints, and the catch-all of the static files makes every unknown address a wrong method.
/// </summary>
internal static class UnmatchedAddress
{
    public static IResult Answer(HttpContext context, EndpointDataSource routes)
    {
        if (!WebSetup.IsApi(context))
            return TypedResults.NotFound();
        var methods = Methods(context, routes);
        if (methods.Count == 0)
            return TypedResults.NotFound();
        if (methods.Contains(context.Request.Method))
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        context.Response.Headers[HeaderNames.Allow] = string.Join(", ", methods.Order(StringComparer.Ordinal));
        return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>The methods of the routes that stand at this address.</summary>
    private static HashSet<string> Methods(HttpContext context, EndpointDataSource routes) => routes.Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.Order != int.MaxValue && Matches(route, context))
        .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static bool Matches(RouteEndpoint route, HttpContext context)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(new RouteTemplate(route.RoutePattern), []).TryMatch(context.Request.Path, values)
            && route.RoutePattern.ParameterPolicies.All(policies => policies.Value.All(policy => Fits(policy, policies.Key, values, context)));
    }

    private static bool Fits(Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPolicyReference policy, string name, RouteValueDictionary values, HttpContext context) =>
        context.RequestServices.GetRequiredService<ParameterPolicyFactory>().Create(null, policy) is not IRouteConstraint constraint
        || constraint.Match(context, null, name, values, RouteDirection.IncomingRequest);
}
