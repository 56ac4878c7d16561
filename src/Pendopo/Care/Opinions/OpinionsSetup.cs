using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Opinions;

/// <summary>What people's words after a visit add to their room.</summary>
internal static class OpinionsSetup
{
    public static void Add(IServiceCollection services) => services.AddScoped<SayOpinion>().AddScoped<AskOpinions>().AddScoped<OpinionResults>();

    public static void MapRoutes(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/opinions", async (OpinionResults results, CancellationToken cancel) => TypedResults.Ok((await results.All(cancel)).Services.Select(ServiceOpinionBody.Of))).WithTags("Appointments").Needs(CareRoom.MayPlan)
            .WithSummary("What people say of each service, with the wait that was measured; without their words.");
}

/// <param name="Good">In a hundred who say good or very good; <paramref name="Long"/> in a hundred to whom the wait felt long.</param>
/// <param name="MeasuredMinutes">The middle one of the waits that were measured.</param>
internal sealed record ServiceOpinionBody(Id<HealthService> Service, int Answers, int Good, int Long, int? MeasuredMinutes)
{
    public static ServiceOpinionBody Of(ServiceOpinion row) => new(row.Service.Id, row.Answers, row.Good, row.Long, row.Minutes);
}
