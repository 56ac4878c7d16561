using Microsoft.AspNetCore.Diagnostics;

namespace Pendopo.Platform.Web;

/// <summary>The address a reader asked for, also while an error's page answers in its place: that page stands in the same centre, and
/// a choice made on it leads back to what was asked for.</summary>
internal static class AskedAddress
{
    /// <summary>Path of the address.</summary>
    public static PathString Path(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is { } refused ? new PathString(refused.OriginalPathBase).Add(refused.OriginalPath)
        : context.Features.Get<IExceptionHandlerPathFeature>() is { } failed ? failed.Path
        : context.Request.Path;

    /// <summary>Path and query, written as in a link.</summary>
    public static string Link(HttpContext context)
    {
        var query = context.Features.Get<IStatusCodeReExecuteFeature>() is { } refused ? refused.OriginalQueryString : context.Request.QueryString.Value;
        return Path(context).ToUriComponent() + query;
    }
}
