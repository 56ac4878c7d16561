using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Web;

namespace Pendopo.Care.Appointments;

/// <summary>Appointments for programs, with the same handlers as the pages: free times for everybody, the day and its people for the desk.</summary>
internal static class AppointmentsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/services/{id}/times", Times).WithTags("Appointments").WithSummary("The free times of a service that the site offers, day by day.").AllowAnonymous().WithMetadata(new LeavesByAttribute(CareRoom.PageExit));
        var desk = routes.MapGroup("/api/v1/appointments").WithTags("Appointments").Needs(CareRoom.MayBook);
        desk.MapGet("/", async (DateOnly day, PendopoDb db, CancellationToken cancel) =>
            TypedResults.Ok((await db.Set<Appointment>().AsNoTracking().Where(row => row.Day == day).OrderBy(row => row.Minute).ThenBy(row => row.Id).ToListAsync(cancel)).Select(AppointmentBody.Of))).WithSummary("The appointments of a day.");
        desk.MapPost("/", async (BookingBody body, BookAppointment book, CancellationToken cancel) =>
            (await book.AtDesk(body.Time, body.Visitor, body.How, body.Extra, cancel)).ToResult(appointment => TypedResults.Created($"/api/v1/appointments/{appointment.Id}", AppointmentBody.Of(appointment)))).WithSummary("Books for somebody who calls or stands at the desk.");
        desk.MapPut("/{id}/time", async (Id<Appointment> id, TimeBody body, ChangeAppointment change, CancellationToken cancel) => (await change.Move(id, body.Time, cancel)).ToResult(appointment => TypedResults.Ok(AppointmentBody.Of(appointment))));
        desk.MapPut("/{id}/visit", async (Id<Appointment> id, VisitBody body, ChangeAppointment change, CancellationToken cancel) => (await change.Note(id, body.Visit, cancel)).ToResult(appointment => TypedResults.Ok(AppointmentBody.Of(appointment))))
            .WithSummary("Whether they came: CheckedIn, Fulfilled or NoShow.");
        desk.MapDelete("/{id}", async (Id<Appointment> id, ChangeAppointment change, CancellationToken cancel) => (await change.Cancel(id, cancel)).ToResult(_ => TypedResults.NoContent())).WithSummary("Cancels it; its time is free again.");
    }

    private static async Task<IResult> Times(Id<HealthService> id, Payer? payer, PendopoDb db, FreeTimes free, CancellationToken cancel) =>
        await db.Set<HealthService>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.EndedAt == null, cancel) is { } service
            ? TypedResults.Ok((await free.Of(service, payer ?? Payer.Insured, cancel)).SelectMany(day => day.Times).Select(time => new FreeTimeBody(time.Sitting.Session.Id, time.Sitting.Day, HoursText.Field(time.Minute), time.At, time.Left)))
            : TypedResults.NotFound();
}

/// <param name="Clock">On the centre's clock, `08:30`.</param>
internal sealed record FreeTimeBody(Id<ClinicSession> Session, DateOnly Day, string Clock, DateTimeOffset At, int Left);

internal sealed record AppointmentBody(Id<Appointment> Id, Id<HealthService> Service, Id<ClinicSession> Session, DateOnly Day, string Clock, DateTimeOffset At, AppointmentState State, string Name, string Phone, ForWhom Whom, Payer Payer, string Reference, BookedBy How)
{
    public static AppointmentBody Of(Appointment row) =>
        new(row.Id, row.ServiceId, row.SessionId, row.Day, HoursText.Field(row.Minute), row.StartsAt, row.State, row.Name, row.Phone, row.Whom, row.Payer, row.Reference, row.How);
}

/// <param name="Clock">On the centre's clock, `08:30`.</param>
internal record TimeBody(Id<ClinicSession>? Session = null, DateOnly? Day = null, string? Clock = null)
{
    internal AskedTime Time => new(Session ?? default, Day ?? default, HoursText.Read(Clock) ?? -1);
}

/// <param name="Extra">A place beyond those of the session, on purpose.</param>
internal sealed record BookingBody(Id<ClinicSession>? Session = null, DateOnly? Day = null, string? Clock = null, string? Name = null, string? Phone = null, ForWhom Whom = ForWhom.Self, Payer Payer = Payer.Insured, BookedBy How = BookedBy.AtDesk, bool Extra = false) : TimeBody(Session, Day, Clock)
{
    internal Visitor Visitor => new(Name ?? "", Phone ?? "", Whom, Payer);
}

/// <param name="Visit">CheckedIn, Fulfilled or NoShow.</param>
internal sealed record VisitBody(AppointmentState Visit = AppointmentState.CheckedIn);
