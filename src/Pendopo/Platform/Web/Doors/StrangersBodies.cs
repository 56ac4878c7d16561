using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Pendopo.Platform.Web.Doors;

/// <summary>Whoever is not signed in sends a short form at most: an address and a password, a question. A route that takes more says so itself.
/// What announces itself as too long is refused before anything of it is looked at.</summary>
internal sealed class StrangersBodies(RequestDelegate next)
{
    public const long Most = 64 * 1024;

    /// <summary>What is refused is still taken off the line, if it is no longer than this: a line that is cut while a browser or a proxy sends breaks
    /// before the refusal is read, and people see a fault of the network. The server itself gives up after five seconds.</summary>
    public const long Drained = 16 << 20;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } bound)
            return next(context);
        if (context.GetEndpoint()?.Metadata is { } route && route.GetMetadata<IAllowAnonymous>() is not null && route.GetMetadata<IRequestSizeLimitMetadata>() is null)
            bound.MaxRequestBodySize = Most;
        if (context.Request.ContentLength <= bound.MaxRequestBodySize || context.Request.ContentLength is null)
            return next(context);
        if (context.Request.ContentLength <= Drained)
            bound.MaxRequestBodySize = Drained;
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    }
}
