using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.Centres;

/// <summary>Finds the centre of a request: by the handle in its address, else by host name, else by the centre this browser
/// chose at the desk, else the first one.</summary>
internal sealed class CentreMiddleware(RequestDelegate next)
{
    public const string ChosenCookie = "pendopo.centre";

    public async Task InvokeAsync(HttpContext context, CentreDirectory directory, Here here, CentreScope scope)
    {
        var cancel = context.RequestAborted;
        // A supervisor asks about the program, not about a centre, and asks while an older schema is brought up, when no centre can be read yet.
        if (!context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && await Find(context, directory, cancel) is { } centre)
        {
            here.At(centre);
            scope.Enter(centre.Id);
        }
        await next(context);
    }

    private static async ValueTask<Centre?> Find(HttpContext context, CentreDirectory directory, CancellationToken cancel)
    {
        if (HandleIn(AskedAddress.Path(context)) is { } handle)
            return await directory.ByHandle(handle, cancel) ?? await Default(context, directory, cancel);
        return await directory.ByHost(context.Request.Host.Host, cancel) ?? await Chosen(context, directory, cancel) ?? await Default(context, directory, cancel);
    }

    internal static string? HandleIn(PathString path)
    {
        var text = path.Value;
        if (text is null || !text.StartsWith("/@", StringComparison.Ordinal))
            return null;
        var end = text.IndexOf('/', 2);
        return end < 0 ? text[2..] : text[2..end];
    }

    private static async ValueTask<Centre?> Chosen(HttpContext context, CentreDirectory directory, CancellationToken cancel) =>
        context.Request.Cookies[ChosenCookie] is { } handle ? await directory.ByHandle(handle, cancel) : null;

    private static async ValueTask<Centre?> Default(HttpContext context, CentreDirectory directory, CancellationToken cancel) =>
        (await directory.All(cancel)).FirstOrDefault();
}
