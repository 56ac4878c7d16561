using Pendopo.Care.Closures;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Slots;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Services;

/// <summary>What services, sessions and closures add to their room.</summary>
internal static class ServicesSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<PlanReader>().AddScoped<KeepService>().AddScoped<KeepSession>().AddScoped<KeepStaff>().AddScoped<CloseDoors>();
        services.AddScoped<IOutsiderErasure, StaffErasure>().AddScoped<IPersonalRecords, StaffRecords>();
        services.AddSlot<ClosedBanner>(SlotNames.Banner, 10);
        services.AddSlot<OpenNow>(SlotNames.HomeHead, 10);
        services.AddSlot<HomeServices>(SlotNames.HomeSection, 10);
    }

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var plan = routes.MapGroup("/desk/care").Needs(CareRoom.MayPlan).ExcludeFromDescription();
        plan.MapPost("/services/{id}/end", async (Id<HealthService> id, IFormCollection form, KeepService keep, CancellationToken cancel) => Shown(form, await keep.Give(id, given: false, cancel), "/desk/care/services?done=ended"));
        plan.MapPost("/sessions/{id}/end", async (Id<ClinicSession> id, IFormCollection form, KeepSession keep, CancellationToken cancel) => Shown(form, await keep.End(id, cancel), $"{ServiceOf(form)}?done=session-ended"));
        plan.MapPost("/days/{id}/end", async (Id<DayChange> id, IFormCollection form, KeepSession keep, CancellationToken cancel) => Shown(form, await keep.Undo(id, cancel), $"{ServiceOf(form)}?done=day-undone"));
        plan.MapPost("/staff/{id}/end", async (Id<StaffMember> id, IFormCollection form, KeepStaff keep, CancellationToken cancel) => Shown(form, await keep.Leave(id, cancel), "/desk/care/staff?done=left"));
        routes.MapGroup("/desk/care/closures").Needs(CareRoom.MayClose).ExcludeFromDescription()
            .MapPost("/{id}/end", async (Id<Closure> id, IFormCollection form, CloseDoors doors, CancellationToken cancel) => Shown(form, await doors.Open(id, cancel), "/desk/care/services?done=opened"));
        ServicesApi.Map(routes);
    }

    private static string ServiceOf(IFormCollection form) => Id<HealthService>.TryParse(form["service"], null, out var id) ? $"/desk/care/services/{id}" : "/desk/care/services";

    // The form is asked for because a form is what carries the token against forged requests.
    private static IResult Shown<T>(IFormCollection form, Result<T> result, string where)
    {
        ArgumentNullException.ThrowIfNull(form);
        return result.Ok ? TypedResults.Redirect(where) : TypedResults.NotFound();
    }
}
