using Microsoft.AspNetCore.Identity;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People;

/// <summary>Reads, at every request, who the signed-in person is and what they may do at this centre: a disabled account or a
/// changed role works at once.</summary>
internal sealed class PersonMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, Here here)
    {
        if (context.User.Identity?.IsAuthenticated == true && AccountOf(context) is { } account && here.HasCentre)
        {
            // Asked for only here: a visitor's page needs neither.
            var db = context.RequestServices.GetRequiredService<PendopoDb>();
            var rights = context.RequestServices.GetRequiredService<Rights>();
            var person = await context.RequestServices.GetRequiredService<PersonReading>().OfAccount(db, account, context.RequestAborted);
            if (person is not null)
                here.As(person, await rights.At(person.Id, here.Centre, context.RequestAborted));
        }
        await next(context);
    }

    private static Id<Account>? AccountOf(HttpContext context) =>
        Id<Account>.TryParse(context.User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value, null, out var id) ? id : null;
}
