using Microsoft.AspNetCore.Routing;
using Pendopo.Platform.Centres;

namespace Pendopo.Platform.Web;

/// <summary>Writes down who was denied what: a pattern and an id, never an address or a name (OWASP ASVS 5.0 V16.3.2).</summary>
internal sealed class DenialLog(RequestDelegate next, ILogger<DenialLog> log)
{
    public async Task InvokeAsync(HttpContext context, Here here)
    {
        await next(context);
        if (context.Response.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern })
            log.LogInformation("{Method} /{Pattern} was denied to {Person}", context.Request.Method, pattern.TrimStart('/'), here.Person?.Id.ToString() ?? "a visitor");
    }
}
