using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Channels.Fediverse;

/// <summary>Shows other servers the way from a page for people to what stands behind it: somebody pasted the page's address into
/// the search of their own server.</summary>
internal sealed class PageNegotiation(RequestDelegate next, Readiness readiness, Addresses addresses)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.Value?.StartsWith("/@", StringComparison.Ordinal) != true)
        {
            await next(http);
            return;
        }
        http.Response.Headers.Append("Vary", "Accept");
        if (readiness.IsReady && HttpMethods.IsGet(http.Request.Method) && AsksForActivity(http.Request) && await Behind(http) is { } address)
            http.Response.Redirect(address);
        else
            await next(http);
    }

    private static bool AsksForActivity(HttpRequest request) =>
        request.Headers.Accept.ToString().Split(',', StringSplitOptions.TrimEntries).Any(ActivityDocument.IsMediaType);

    private async Task<string?> Behind(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var page = addresses.Root + http.Request.Path.Value;
        var db = http.RequestServices.GetRequiredService<PendopoDb>();
        if (await db.Set<FediversePost>().AcrossCentres().Where(row => row.Url == page && row.IsPublic).OrderByDescending(row => row.PublishedAt).Select(row => row.Uri).FirstOrDefaultAsync(cancel) is { } post)
            return post;
        var handle = http.Request.Path.Value![2..].TrimEnd('/');
        return await http.RequestServices.GetRequiredService<CentreDirectory>().ByHandle(handle, cancel) is { } centre ? addresses.Actor(centre.Handle) : null;
    }
}

/// <summary>Puts the negotiation before the pages.</summary>
internal sealed class PageNegotiationStart : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<PageNegotiation>();
        next(app);
    };
}
