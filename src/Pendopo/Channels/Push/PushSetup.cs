using Microsoft.AspNetCore.Http.HttpResults;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Slots;

namespace Pendopo.Channels.Push;

/// <summary>What notifications add to their room.</summary>
internal static class PushSetup
{
    public static void AddPush(this IServiceCollection services)
    {
        services.AddSingleton<PushLine>();
        services.AddSingleton<IConnector, PushConnector>();
        services.AddScoped<VapidKeyring>().AddScoped<PushSubscribing>().AddScoped<SilentBrowsers>();
        services.AddScoped(provider => new BrowserNotices(provider.GetRequiredService<PushLine>(), provider.GetRequiredService<VapidKeyring>(), provider.GetRequiredService<PushSubscribing>()));
        services.AddSingleton(new ConnectOffer(PushConnector.NetworkName, PushPage.Address));
        services.AddJob<SendNotice, SendNoticeJob>();
        services.AddJob<ForgetNotices, ForgetNoticesJob>();
        services.AddSlot<PushHome>(SlotNames.HomeSection, 79);
    }

    /// <summary>A browser comes and goes by its own address, which nobody else knows; there is no cookie, so there is no token to ask for.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/push/browsers", "/{at}/push/browsers" })
        {
            routes.MapPost(path, Take).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
            routes.MapDelete(path + "/{mark}", End).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        }
    }

    private static async Task<Results<Ok<BrowserMark>, NotFound, StatusCodeHttpResult>> Take(BrowserBody body, HttpContext http, SignInTurns turns, PushSubscribing subscribing, CancellationToken cancel)
    {
        // Nobody fills the table from one place.
        if (!turns.Take(SignInGuard.Network(http.Connection.RemoteIpAddress)))
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        return await subscribing.Take(PushTarget.Read(body.Endpoint, body.Key, body.Auth), cancel) is { } mark ? TypedResults.Ok(new BrowserMark(mark)) : TypedResults.NotFound();
    }

    private static async Task<NoContent> End(string mark, PushSubscribing subscribing, CancellationToken cancel)
    {
        await subscribing.End(mark, cancel);
        return TypedResults.NoContent();
    }
}

/// <summary>A browser as its page tells it.</summary>
/// <param name="Endpoint">Where its messages go.</param>
/// <param name="Key">`p256dh`, base64url.</param>
/// <param name="Auth">`auth`, base64url.</param>
internal sealed record BrowserBody(string? Endpoint = null, string? Key = null, string? Auth = null);

/// <param name="Mark">By which the browser ends it.</param>
internal sealed record BrowserMark(string Mark);
