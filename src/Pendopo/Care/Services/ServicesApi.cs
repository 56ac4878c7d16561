using Pendopo.Care.Closures;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Web;

namespace Pendopo.Care.Services;

/// <summary>Services for programs: what is open is for everybody, the plan for who may change it.</summary>
internal static class ServicesApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/api/v1/services").WithTags("Services").AllowAnonymous().WithMetadata(new LeavesByAttribute(CareRoom.PageExit));
        open.MapGet("/", All)
            .WithSummary("The services of the centre, with the sessions of today as they are really held.");
        open.MapGet("/{id}/sessions", Sessions).WithSummary("The sessions of a service on a day, as they are really held.");
        var plan = routes.MapGroup("/api/v1/services").WithTags("Services").Needs(CareRoom.MayPlan);
        plan.MapPost("/", async (ServiceWordsBody body, KeepService keep, CancellationToken cancel) =>
            (await keep.Run(null, body.Words, 0, cancel)).ToResult(service => TypedResults.Created($"/api/v1/services/{service.Id}", new ServiceMade(service.Id, service.Slug, service.Version))));
        plan.MapPut("/{id}", async (Id<HealthService> id, ServiceWordsBody body, KeepService keep, CancellationToken cancel) =>
            (await keep.Run(id, body.Words, body.BasedOn, cancel)).ToResult(service => TypedResults.Ok(new ServiceMade(service.Id, service.Slug, service.Version))));
        plan.MapDelete("/{id}", async (Id<HealthService> id, KeepService keep, CancellationToken cancel) => (await keep.Give(id, given: false, cancel)).ToResult(_ => TypedResults.NoContent()));
        plan.MapPost("/{id}/sessions", async (Id<HealthService> id, SessionBody body, KeepSession keep, CancellationToken cancel) =>
            (await keep.Run(id, null, body.Plan, cancel)).ToResult(session => TypedResults.Created($"/api/v1/services/{id}/sessions", new SessionMade(session.Id))));
        plan.MapPut("/{id}/sessions/{session}", async (Id<HealthService> id, Id<ClinicSession> session, SessionBody body, KeepSession keep, CancellationToken cancel) =>
            (await keep.Run(id, session, body.Plan, cancel)).ToResult(_ => TypedResults.NoContent()));
        var doors = routes.MapGroup("/api/v1/closures").WithTags("Services").Needs(CareRoom.MayClose);
        doors.MapPost("/", async (ClosureBody body, CloseDoors close, CancellationToken cancel) =>
            (await close.Run(body.Service, body.Reason ?? "", body.Until, cancel)).ToResult(closure => TypedResults.Created("/api/v1/closures", new ClosureMade(closure.Id)))).WithSummary("Shuts the doors at once, of the centre or of one service.");
        doors.MapDelete("/{id}", async (Id<Closure> id, CloseDoors close, CancellationToken cancel) => (await close.Open(id, cancel)).ToResult(_ => TypedResults.NoContent()));
    }

    private static async Task<IResult> All(PlanReader plans, CancellationToken cancel)
    {
        var plan = await plans.Ahead(0, cancel);
        return TypedResults.Ok(plan.Services.Select(service => ServiceBody.Of(service, plan)));
    }

    private static async Task<IResult> Sessions(Id<HealthService> id, DateOnly? day, PlanReader plans, CancellationToken cancel)
    {
        var on = day ?? plans.Today;
        if (!CarePages.IsSound(on))
            return TypedResults.NotFound();
        var plan = await plans.Read(on, on, cancel);
        return plan.Services.FirstOrDefault(service => service.Id == id) is { } found ? TypedResults.Ok(plan.On(on, found).Select(SittingBody.Of)) : TypedResults.NotFound();
    }
}

internal sealed record ServiceBody(Id<HealthService> Id, string Name, string Slug, ServiceCluster Cluster, string About, string Bring, string Preparation, string Cost, bool Bookable, int Version, IEnumerable<SittingBody> Today)
{
    public static ServiceBody Of(HealthService service, CarePlan plan) =>
        new(service.Id, service.Name, service.Slug, service.Cluster, service.About, service.Bring, service.Preparation, service.Cost, service.Bookable, service.Version, plan.On(plan.Today, service).Select(SittingBody.Of));
}

/// <param name="From">On the centre's clock, `08:00`.</param>
/// <param name="Held">Whether it is held; why not is the centre's own affair, except what it tells the public in the note.</param>
internal sealed record SittingBody(Id<ClinicSession> Session, DateOnly Day, string From, string To, string Room, string HeldBy, bool Held, string Note)
{
    public static SittingBody Of(Sitting sitting) =>
        new(sitting.Session.Id, sitting.Day, HoursText.Field(sitting.From), HoursText.Field(sitting.To), sitting.Room, sitting.Staff?.Name ?? "", sitting.IsHeld, sitting.Note);
}

/// <param name="BasedOn">The version that was read before it is changed; 0 for a new service.</param>
internal sealed record ServiceWordsBody(string? Name = null, ServiceCluster Cluster = ServiceCluster.AdultsAndElderly, string? About = null, string? Bring = null, string? Preparation = null, string? Cost = null, string? Letter = null, bool Bookable = true, int AheadDays = HealthService.UsualAhead, int BasedOn = 0)
{
    public ServiceWords Words => new(Name ?? "", Cluster, About ?? "", Bring ?? "", Preparation ?? "", Cost ?? "", Letter ?? "", Bookable, AheadDays);
}

/// <param name="Weekday">For a weekly session; or else <paramref name="OnDay"/>.</param>
/// <param name="From">On the centre's clock, `08:00`.</param>
internal sealed record SessionBody(DayOfWeek? Weekday = null, DateOnly? OnDay = null, string? From = null, string? To = null, string? Room = null, Id<StaffMember>? Staff = null, int EveryMinutes = 0, int Seats = 1, int KeptEvery = 0, int? InsuredPlaces = null, int? PayingPlaces = null, SlotWavesBody? Waves = null)
{
    public SessionPlan Plan => new(Weekday, OnDay, HoursText.Read(From) ?? -1, HoursText.Read(To) ?? -1, (Room ?? "").Trim(), Staff, EveryMinutes, Seats, KeptEvery, InsuredPlaces, PayingPlaces, Waves?.Waves);
}

/// <param name="First">Percent that the site offers from the beginning; with the others it makes 100.</param>
/// <param name="Kept">Percent kept for telephone and walk-in.</param>
/// <param name="FreedAt">On the day itself, `10:00`; null for never.</param>
internal sealed record SlotWavesBody(int First = 0, int Kept = 0, string? FreedAt = null, IReadOnlyList<SlotWaveBody?>? Later = null)
{
    public SlotWaves Waves => new(First, Kept, FreedAt is null ? null : HoursText.Read(FreedAt) ?? -1, [.. (Later ?? []).OfType<SlotWaveBody>().Select(wave => new SlotWave(wave.Percent, wave.DaysBefore, HoursText.Read(wave.At) ?? -1))]);
}

/// <param name="At">On the centre's clock, `07:00`.</param>
internal sealed record SlotWaveBody(int Percent = 0, int DaysBefore = 0, string? At = null);

/// <param name="Until">When they open by themselves; null until somebody opens them.</param>
internal sealed record ClosureBody(Id<HealthService>? Service = null, string? Reason = null, DateTimeOffset? Until = null);

internal sealed record ServiceMade(Id<HealthService> Id, string Slug, int Version);

internal sealed record SessionMade(Id<ClinicSession> Id);

internal sealed record ClosureMade(Id<Closure> Id);
