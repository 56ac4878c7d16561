namespace Pendopo.Platform.Web;

/// <summary>Refuses what another site makes a signed-in browser send, before any handler sees it: forms carry a token besides, programs'
/// routes have this alone (OWASP ASVS 5.0 V3.5.1 to V3.5.3; W3C Fetch Metadata).</summary>
internal sealed class CrossSiteGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsSafe(context.Request.Method) || context.User.Identity?.IsAuthenticated != true || !IsForeign(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>Browsers say where a request comes from, and pages cannot change what they say. A program that is no browser says nothing, and
    /// is not led by anybody's page.</summary>
    internal static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is not ("same-origin" or "none");
        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
