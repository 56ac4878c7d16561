using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Web;

namespace Pendopo.Care.Rebookings;

/// <summary>What days that fall away add to their room.</summary>
internal static class RebookingsSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<RebookPeople>().AddScoped<FindOtherTime>().AddScoped<AnswerRebooking>().AddScoped<RebookingDesk>();
        services.AddJob<OfferOtherTimes, OfferOtherTimesJob>();
    }

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/desk/care/rebookings/cases/{id}").Needs(CareRoom.MayBook).ExcludeFromDescription();
        desk.MapPost("/taking", async (Id<RebookingCase> id, IFormCollection form, AnswerRebooking answer, RebookingDesk all, CancellationToken cancel) => Back(form, await answer.Take(id, cancel), await all.Of(id, cancel), "taken"));
        desk.MapPost("/cancellation", async (Id<RebookingCase> id, IFormCollection form, RebookingDesk all, CancellationToken cancel) => Back(form, await all.Cancel(id, cancel), await all.Of(id, cancel), "cancelled"));
        var api = routes.MapGroup("/api/v1/rebookings").WithTags("Rebookings").Needs(CareRoom.MayBook);
        api.MapGet("/", async (RebookingDesk all, CancellationToken cancel) => TypedResults.Ok((await all.Begun(null, cancel)).Select(RebookingSumBody.Of))).WithSummary("Days of the last month whose people are offered other times, the newest first.");
        api.MapPost("/", async (RebookingBody body, RebookPeople rebook, CancellationToken cancel) => (await rebook.Run(body.Wish, cancel)).ToResult(made => TypedResults.Created($"/api/v1/rebookings/{made.Id}", new RebookingMade(made.Id)))).WithSummary("Offers other times to people whose times fall away.");
        api.MapGet("/{id}", async (Id<Rebooking> id, RebookingDesk all, CancellationToken cancel) => await all.Find(id, cancel) is { } found ? (IResult)TypedResults.Ok(found.Lines.Select(RebookingCaseBody.Of)) : TypedResults.NotFound()).WithSummary("What became of each.");
        api.MapPost("/cases/{id}/taking", async (Id<RebookingCase> id, AnswerRebooking answer, CancellationToken cancel) => (await answer.Take(id, cancel)).ToResult(row => TypedResults.Ok(AppointmentBody.Of(row)))).WithSummary("They take the time that is kept for them.");
    }

    // The form is asked for because a form is what carries the token against forged requests.
    private static IResult Back(IFormCollection form, Result<Appointment> result, Id<Rebooking>? of, string done)
    {
        ArgumentNullException.ThrowIfNull(form);
        return result.IsNotFound || of is not { } rebooking ? TypedResults.NotFound() : TypedResults.Redirect($"/desk/care/rebookings/{rebooking}?{(result.Ok ? $"done={done}" : $"trouble={result.Problems[0].Code}")}");
    }
}

internal sealed record RebookingSumBody(Id<Rebooking> Id, DateOnly Day, DateTimeOffset MadeAt, int All, int Answered)
{
    public static RebookingSumBody Of(RebookingSum sum) => new(sum.Rebooking.Id, sum.Rebooking.Day, sum.Rebooking.MadeAt, sum.All, sum.Done);
}

/// <param name="FallsOut">Whether their sessions fall out on that day, too; needs the right to plan.</param>
internal sealed record RebookingBody(DateOnly? Day = null, IReadOnlyList<Id<Appointment>>? Appointments = null, bool FallsOut = false)
{
    internal RebookingWish Wish => new(Day ?? default, Appointments ?? [], FallsOut);
}

internal sealed record RebookingMade(Id<Rebooking> Id);

/// <param name="Clock">Of the time that is kept for them, on the centre's clock; null when none is.</param>
/// <param name="Call">Whether somebody calls them.</param>
internal sealed record RebookingCaseBody(Id<RebookingCase> Id, Id<Appointment> Appointment, CaseState State, Id<ClinicSession>? Session, DateOnly? Day, string? Clock, DateTimeOffset? Until, bool Call)
{
    public static RebookingCaseBody Of(CaseLine line) =>
        new(line.Case.Id, line.Case.AppointmentId, line.Case.State, line.Case.SessionId, line.Case.Day, line.Case.Minute is { } minute ? HoursText.Field(minute) : null, line.Case.Until, line.Calls);
}
