namespace Pendopo.Platform.Web;

/// <summary>Marks a request that asks for the head of an answer only.</summary>
internal sealed class OnlyTheHead;

/// <summary>Answers HEAD as GET without the body wherever GET is answered (RFC 9110, 9.3.2): link checkers, monitors and previews ask so.
/// The server itself drops the body, since it remembers what was sent.</summary>
internal sealed class HeadIsRead(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Features.Set(new OnlyTheHead());
            context.Request.Method = HttpMethods.Get;
        }
        return next(context);
    }
}
