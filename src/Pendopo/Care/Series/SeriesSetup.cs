using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Series;

/// <summary>What series add to their room.</summary>
internal static class SeriesSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<KeepSeries>().AddScoped<SeriesTables>().AddScoped<SeriesReading>().AddScoped<BookSeries>();
        services.AddScoped<IOutsiderErasure, SeriesErasure>().AddScoped<IPersonalRecords, SeriesRecords>().AddScoped<ITouchedPeople, SeriesRecords>();
    }

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/series").WithTags("Series").Needs(CareRoom.MayBook);
        api.MapGet("/", async (SeriesReading reading, CancellationToken cancel) => TypedResults.Ok((await reading.Running(cancel)).Select(SeriesBody.Of))).WithSummary("Series that go on, those with a missed or late visit first.");
        api.MapGet("/{id}", async (Id<PersonSeries> id, SeriesReading reading, Openings openings, CancellationToken cancel) =>
        {
            if (await reading.Find(id, cancel) is not { } line)
                return (IResult)TypedResults.NotFound();
            await openings.Note("care.series-opened", $"series:{id}", cancel);
            return TypedResults.Ok(SeriesBody.Of(line));
        });
        api.MapPost("/", async (BegunSeriesBody body, KeepSeries keep, CancellationToken cancel) => (await keep.Begin(body.Begun, cancel)).ToResult(series => TypedResults.Created($"/api/v1/series/{series.Id}", new SeriesMade(series.Id)))).WithSummary("Begins a series; its visits get days by the centre's table.");
        api.MapPost("/{id}/bookings", async (Id<PersonSeries> id, SeriesBookingsBody body, BookSeries book, CancellationToken cancel) => (await book.Run(id, body.Asked, cancel)).ToResult(TypedResults.Ok)).WithSummary("Books visits in one go, each at the first free time from its day on; answers with the numbers that were booked.");
        api.MapDelete("/{id}", async (Id<PersonSeries> id, KeepSeries keep, CancellationToken cancel) => (await keep.End(id, cancel)).ToResult(_ => TypedResults.NoContent())).WithSummary("Ends it; what is booked stays booked.");
    }
}

internal sealed record SeriesVisitBody(int Number, string Name, DateOnly From, DateOnly To, VisitStanding Standing, DateOnly? Proposed, Id<Appointment>? Appointment)
{
    public static SeriesVisitBody Of(PlacedVisit visit) => new(visit.Visit.Number, visit.Visit.Name, visit.Visit.FromDay, visit.Visit.ToDay, visit.Standing, visit.Proposed, visit.Visit.AppointmentId);
}

internal sealed record SeriesBody(Id<PersonSeries> Id, SeriesKind Kind, Id<HealthService> Service, string Name, string Phone, DateOnly Beginning, IEnumerable<SeriesVisitBody> Visits)
{
    public static SeriesBody Of(SeriesLine line) => new(line.Series.Id, line.Series.Kind, line.Series.ServiceId, line.Series.Name, line.Series.Phone, line.Series.Beginning, line.Visits.Select(SeriesVisitBody.Of));
}

/// <param name="Beginning">Day of birth, first day of the last period, or first day of the treatment.</param>
internal sealed record BegunSeriesBody(SeriesKind Kind = SeriesKind.Therapy, Id<HealthService>? Service = null, DateOnly? Beginning = null, string? Name = null, string? Phone = null, Payer Payer = Payer.Insured)
{
    internal BegunSeries Begun => new(Kind, Service ?? default, Beginning ?? default, Name ?? "", Phone ?? "", Payer);
}

internal sealed record SeriesMade(Id<PersonSeries> Id);

internal sealed record AskedVisitBody(int Number = 0, DateOnly? From = null);

internal sealed record SeriesBookingsBody(IReadOnlyList<AskedVisitBody?>? Visits = null)
{
    internal IReadOnlyCollection<AskedVisit> Asked => [.. (Visits ?? []).OfType<AskedVisitBody>().Select(visit => new AskedVisit(visit.Number, visit.From ?? default))];
}
