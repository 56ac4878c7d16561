using Microsoft.AspNetCore.Mvc;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Connected;

/// <summary>The forms of the channels' page: each step is done and the page shown again.</summary>
internal static class ChannelSteps
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var steps = routes.MapGroup("/desk/channels/{id}").Needs(ChannelsRoom.MayConnect).ExcludeFromDescription();
        steps.MapPost("/check", Check);
        steps.MapPost("/state", State);
    }

    // The form is asked for because a form is what carries the token against forged requests.
    private static async Task<IResult> Check(Id<Channel> id, IFormCollection form, CheckAccount check, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        return await check.Run(id, cancel) ? TypedResults.Redirect("/desk/channels") : TypedResults.NotFound();
    }

    private static async Task<IResult> State(Id<Channel> id, [FromForm] string? to, Accounts accounts, PendopoDb db, CancellationToken cancel)
    {
        if (await accounts.Find(id, cancel) is not { } channel)
            return TypedResults.NotFound();
        switch (to)
        {
            case "off":
                channel.SwitchOff();
                break;
            case "on":
                channel.SwitchOn();
                break;
            default:
                return TypedResults.BadRequest();
        }
        await db.SaveChangesAsync(cancel);
        return TypedResults.Redirect("/desk/channels");
    }
}
