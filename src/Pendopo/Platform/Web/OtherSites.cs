namespace Pendopo.Platform.Web;

/// <summary>Stands before forms that programs send: they hold no page and so no page's token.</summary>
internal static class OtherSites
{
    /// <summary>Refuses what a browser sends for another site; a browser says so (W3C, Fetch Metadata Request Headers, 2.3), a program says nothing.</summary>
    public static ValueTask<object?> Refuse(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        call.HttpContext.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            ? next(call) : ValueTask.FromResult<object?>(TypedResults.StatusCode(StatusCodes.Status403Forbidden));
}
