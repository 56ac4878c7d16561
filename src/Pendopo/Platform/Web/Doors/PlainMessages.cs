using Microsoft.Net.Http.Headers;

namespace Pendopo.Platform.Web.Doors;

/// <summary>Refuses what the server itself would let pass and a proxy before it might read otherwise (RFC 9112 6.1, 11.2): a coding of the body that is
/// not simply `chunked`, methods that are none of a website's, and a scheme that is none of the web's. The line is closed, so that nothing hidden behind it is read.</summary>
internal sealed class PlainMessages(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var coding = context.Request.Headers.TransferEncoding;
        // What a proxy said about how somebody came stands in links and cookies from here on.
        var status = context.Request.Scheme is not ("http" or "https") ? StatusCodes.Status400BadRequest
            : coding.Count > 1 || (coding.Count == 1 && !string.Equals(coding[0], "chunked", StringComparison.OrdinalIgnoreCase)) ? StatusCodes.Status400BadRequest
            : HttpMethods.IsConnect(context.Request.Method) || HttpMethods.IsTrace(context.Request.Method) ? StatusCodes.Status405MethodNotAllowed
            : 0;
        if (status == 0)
            return next(context);
        context.Response.StatusCode = status;
        context.Response.Headers[HeaderNames.Connection] = "close";
        return Task.CompletedTask;
    }
}
