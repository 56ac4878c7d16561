using Microsoft.AspNetCore.Diagnostics;

namespace Pendopo.Platform.Web;

/// <summary>A page that says what went wrong is read, whatever was sent: asked for as it was sent, it would look at the refused form again and
/// turn a plain refusal into a fault.</summary>
internal sealed class ErrorPagesAreRead(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }
}
