using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Care.Visits;

/// <summary>What the ends of days add to their room.</summary>
internal static class VisitsSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<CloseDay>().AddScoped<VisitFigures>();
        services.AddJob<CloseDays, CloseDaysJob>().AddJob<CloseDayAtCentre, CloseDayAtCentreJob>();
    }

    public static void MapRoutes(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/visits", async (int? days, VisitFigures figures, CancellationToken cancel) => TypedResults.Ok((await figures.Of(days ?? VisitsPage.UsualDays, cancel)).Select(VisitsBody.Of))).WithTags("Appointments").Needs(CareRoom.MayPlan)
            .WithSummary("How many came and how many did not, service by service; numbers of nobody.");
}

/// <param name="MissedShare">In a hundred of those of whom it is known; null while they are few.</param>
internal sealed record VisitsBody(Id<HealthService> Service, int Came, int Missed, int Cancelled, int NotNoted, int? MissedShare)
{
    public static VisitsBody Of(ServiceVisits row) => new(row.Service.Id, row.Came, row.Missed, row.Cancelled, row.NotNoted, row.MissedShare);
}
