using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.Storage;

/// <summary>What a request is answered when its data cannot be kept or read: a page with what was typed, or problem details; always 503 and when to
/// come back (RFC 9110, 15.6.4). Nothing of it needs the database.</summary>
internal static class StorageAnswer
{
    /// <param name="fault">Null while the program still prepares its database.</param>
    /// <param name="context">The request; its response must not have begun.</param>
    public static Task Write(HttpContext context, StorageFault? fault)
    {
        context.Response.Clear();
        SecurityHeaders.Put(context.Response.Headers);
        var seconds = fault switch { null or StorageFault.Busy => 2, StorageFault.Away => 5, _ => 60 };
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        // In the language of the reader; the centre's is known only when the error came after the centre.
        var options = context.RequestServices.GetRequiredService<IOptions<RequestLocalizationOptions>>();
        var languages = new RequestLocalizationMiddleware(http => Say(http, fault, seconds), options, context.RequestServices.GetRequiredService<ILoggerFactory>());
        return languages.Invoke(context);
    }

    private static async Task Say(HttpContext context, StorageFault? fault, int seconds)
    {
        if (WebSetup.IsApi(context))
        {
            await Problem(context, fault).ExecuteAsync(context);
            return;
        }
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (isRead)
            context.Response.Headers["Refresh"] = seconds.ToString(CultureInfo.InvariantCulture);
        var typed = isRead ? null : await TypedWords.Of(context);
        await new RazorComponentResult<StoragePage>(new { Fault = fault, Typed = typed }) { StatusCode = StatusCodes.Status503ServiceUnavailable, PreventStreamingRendering = true }.ExecuteAsync(context);
    }

    private static ProblemHttpResult Problem(HttpContext context, StorageFault? fault)
    {
        var words = context.RequestServices.GetRequiredService<IStringLocalizer<StorageText>>();
        var code = fault switch { null => "Starting", StorageFault.Away => "Away", StorageFault.Busy => "Busy", _ => "ReadOnly" };
        return TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: words["Program." + code], extensions: [new("code", "Storage" + code)]);
    }
}
