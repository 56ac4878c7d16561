using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Metadata;

namespace Pendopo.Platform.Web.Doors;

/// <summary>Reads a form before any handler does, so that one that cannot be read is a refusal wherever it was sent: a part in an encoding
/// that does not exist would else be a fault of the program. What was read is kept; nobody reads it twice.</summary>
internal sealed class ReadableForms(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method) && TakesForms(context.GetEndpoint()) && context.Request.HasFormContentType && !await CanBeRead(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        await next(context);
    }

    private static bool TakesForms(Endpoint? route) => route is not null
        && (route.Metadata.GetMetadata<ComponentTypeMetadata>() is not null || route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("multipart/form-data", StringComparer.OrdinalIgnoreCase) == true);

    private static async Task<bool> CanBeRead(HttpContext context)
    {
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return true;
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException or NotSupportedException or (IOException and not BadHttpRequestException))
        {
            return false;
        }
    }
}
