namespace Pendopo.Platform.Web;

/// <summary>The headers of reference OWASP ASVS 5.0 V3.4: no inline code, no third party, no framing.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Sets them; an answer that was begun anew needs them again.</summary>
    public static void Put(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), browsing-topics=()";
    }

    public Task InvokeAsync(HttpContext context)
    {
        Put(context.Response.Headers);
        context.Response.OnStarting(static state =>
        {
            var http = (HttpContext)state;
            // The page of a fault is written after all headers were taken away.
            http.Response.Headers.TryAdd("Content-Security-Policy", ContentSecurityPolicy);
            http.Response.Headers.TryAdd("X-Content-Type-Options", "nosniff");
            if (http.Request.IsHttps)
                http.Response.Headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
            // Signed-in pages are never kept by a shared phone or a proxy.
            if (http.User.Identity?.IsAuthenticated == true && http.Response.Headers.CacheControl.Count == 0)
                http.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
