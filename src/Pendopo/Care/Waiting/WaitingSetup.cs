using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Web;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Waiting;

/// <summary>What the waiting list adds to its room.</summary>
internal static class WaitingSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<WaitingKeys>().AddScoped<WaitInLine>().AddScoped<OfferSeats>().AddScoped<WaitingDesk>();
        services.AddScoped<IOutsiderErasure, WaitingErasure>().AddScoped<IPersonalRecords, WaitingRecords>().AddScoped<ITouchedPeople, WaitingRecords>();
        services.AddJob<OfferTimes, OfferTimesJob>().AddJob<OfferAtCentre, OfferAtCentreJob>();
    }

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/desk/care/waiting/{id}").Needs(CareRoom.MayBook).ExcludeFromDescription();
        desk.MapPost("/offer", async (Id<WaitingEntry> id, IFormCollection form, WaitingDesk all, CancellationToken cancel) => Back(form, await all.Offer(id, cancel), "offered"));
        desk.MapPost("/end", async (Id<WaitingEntry> id, IFormCollection form, WaitInLine line, CancellationToken cancel) => Back(form, await line.Leave(id, cancel), "left"));
        var api = routes.MapGroup("/api/v1/waiting").WithTags("Waiting list").Needs(CareRoom.MayBook);
        api.MapGet("/", async (WaitingDesk all, CancellationToken cancel) => TypedResults.Ok((await all.Waiting(cancel)).Select(WaitingBody.Of))).WithSummary("Who waits for a time, the first in line first.");
        api.MapPost("/", async (WaitBody body, WaitInLine line, CancellationToken cancel) => (await line.Join(body.Wish, atDesk: true, cancel)).ToResult(entry => TypedResults.Created($"/api/v1/waiting/{entry.Id}", new WaitMade(entry.Id)))).WithSummary("Puts somebody who calls into the line.");
        api.MapPost("/{id}/offers", async (Id<WaitingEntry> id, WaitingDesk all, CancellationToken cancel) => (await all.Offer(id, cancel)).ToResult(offer => TypedResults.Ok(new OfferBody(offer.SessionId, offer.Day, HoursText.Field(offer.Minute), offer.Until)))).WithSummary("Offers the first free time that suits them, by hand.");
        api.MapDelete("/{id}", async (Id<WaitingEntry> id, WaitInLine line, CancellationToken cancel) => (await line.Leave(id, cancel)).ToResult(_ => TypedResults.NoContent()));
    }

    // The form is asked for because a form is what carries the token against forged requests.
    private static IResult Back<T>(IFormCollection form, Result<T> result, string done)
    {
        ArgumentNullException.ThrowIfNull(form);
        return result.IsNotFound ? TypedResults.NotFound() : TypedResults.Redirect(result.Ok ? $"/desk/care/waiting?done={done}" : $"/desk/care/waiting?trouble={result.Problems[0].Code}");
    }
}

internal sealed record WaitingBody(Id<WaitingEntry> Id, Id<HealthService> Service, string Name, string Phone, DateOnly From, DateOnly Until, Payer Payer, DateTimeOffset Since, DateTimeOffset? OfferUntil)
{
    public static WaitingBody Of(WaitingLine line) => new(line.Entry.Id, line.Entry.ServiceId, line.Entry.Name, line.Entry.Phone, line.Entry.FromDay, line.Entry.UntilDay, line.Entry.Payer, line.Entry.MadeAt, line.Offer?.Until);
}

internal sealed record WaitBody(Id<HealthService>? Service = null, DateOnly? From = null, DateOnly? Until = null, string? Name = null, string? Phone = null, Payer Payer = Payer.Insured)
{
    internal WaitWish Wish => new(Service ?? default, From ?? default, Until ?? default, Name ?? "", Phone ?? "", Payer);
}

internal sealed record WaitMade(Id<WaitingEntry> Id);

/// <param name="Clock">On the centre's clock, `08:30`.</param>
internal sealed record OfferBody(Id<ClinicSession> Session, DateOnly Day, string Clock, DateTimeOffset Until);
