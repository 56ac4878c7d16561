using Microsoft.AspNetCore.Mvc;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>The forms in the rows of the pages: each step is done and the page shown again.</summary>
internal static class WhatsAppSteps
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var steps = routes.MapGroup("/desk/whatsapp").Needs(ChannelsRoom.MayConnect).ExcludeFromDescription();
        steps.MapPost("/{id}/undoing", Undo);
        steps.MapPost("/agreements/{id}/ending", End);
        steps.MapPost("/sendings/{id}/going-on", GoOn);
        steps.MapPost("/sendings/{id}/decision", Decide);
    }

    // The forms are asked for because a form is what carries the token against forged requests.
    private static async Task<IResult> Undo(Id<Channel> id, IFormCollection form, ConnectWhatsApp connecting, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        return await connecting.Undo(id, cancel) ? TypedResults.Redirect("/desk/channels") : TypedResults.NotFound();
    }

    private static async Task<IResult> End(Id<Agreement> id, IFormCollection form, KeepAgreement keep, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        return (await keep.End(id, cancel)).Ok ? TypedResults.Redirect("/desk/whatsapp/agreements?done=ended") : TypedResults.NotFound();
    }

    private static async Task<IResult> GoOn(Id<Broadcast> id, IFormCollection form, KeepSendings keep, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        return await keep.GoOn(id, cancel) ? TypedResults.Redirect("/desk/whatsapp/sendings") : TypedResults.NotFound();
    }

    private static async Task<IResult> Decide(Id<Broadcast> id, [FromForm] string? arrived, KeepSendings keep, CancellationToken cancel) =>
        await keep.Decide(id, arrived == "true", cancel) ? TypedResults.Redirect("/desk/whatsapp/sendings") : TypedResults.NotFound();
}
