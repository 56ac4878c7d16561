using Microsoft.AspNetCore.Http.Extensions;

namespace Pendopo.Platform.People.SignIn;

/// <summary>Asks for a proof of identity not older than ten minutes, on a page or a route whose act is dangerous.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class StepUpAttribute : Attribute;

public static class StepUp
{
    /// <summary>Asks for a recent proof of identity on a route or a route group.</summary>
    public static TBuilder AsksWhoYouAre<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new StepUpAttribute());
}

/// <summary>Leads to the page that asks who you are, and back.</summary>
public sealed class StepUpPrompt(Sessions sessions)
{
    /// <summary>Where to go first, or null when the last proof is recent enough.</summary>
    public async Task<string?> For(HttpRequest request, CancellationToken cancel)
    {
        if (await sessions.IsConfirmed(cancel))
            return null;
        // A form that was sent too late is filled in again: its page is where one comes back to.
        var to = request.Path + (HttpMethods.IsGet(request.Method) ? request.QueryString.ToString() : "");
        return "/confirm" + new QueryBuilder { { "to", to } };
    }
}

internal sealed class StepUpMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, StepUpPrompt prompt)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<StepUpAttribute>() is not null
            && context.User.Identity?.IsAuthenticated == true
            && await prompt.For(context.Request, context.RequestAborted) is { } first)
        {
            context.Response.Redirect(first);
            return;
        }
        await next(context);
    }
}
