using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People;

/// <summary>Reads, at every request, who the signed-in person is and what they may do at this centre: a disabled account or a
/// changed role works at once.</summary>
internal sealed class PersonMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, PendopoDb db, Rights rights, Here here)
    {
        if (context.User.Identity?.IsAuthenticated == true && AccountOf(context) is { } account && here.HasCentre)
        {
            var person = await db.Set<Account>().AsNoTracking().Where(found => found.Id == account && found.DisabledAt == null)
                .Join(db.Set<Person>().AsNoTracking(), found => found.PersonId, person => person.Id, (_, person) => person)
                .FirstOrDefaultAsync(context.RequestAborted);
            if (person is not null)
                here.As(person, await rights.At(person.Id, here.Centre, context.RequestAborted));
        }
        await next(context);
    }

    private static Id<Account>? AccountOf(HttpContext context) =>
        Id<Account>.TryParse(context.User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value, null, out var id) ? id : null;
}
