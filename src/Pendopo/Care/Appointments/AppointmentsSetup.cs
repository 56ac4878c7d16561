using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Queue;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Calendars;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Appointments;

/// <summary>What appointments add to their room.</summary>
internal static class AppointmentsSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<FreeTimes>().AddScoped<Seats>().AddScoped<AppointmentKeys>().AddScoped<BookAppointment>().AddScoped<ChangeAppointment>().AddScoped<DayList>();
        services.AddSingleton<DraftCookie>();
        services.AddScoped<IOutsiderErasure, AppointmentErasure>().AddScoped<IPersonalRecords, AppointmentRecords>().AddScoped<ITouchedPeople, AppointmentRecords>();
    }

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(CareRoom.OwnExit));
        own.MapGet("/appointment/{secret}/calendar.ics", Calendar);
        own.MapGet("/{at}/appointment/{secret}/calendar.ics", Calendar);
        var desk = routes.MapGroup("/desk/care/appointments/{id}").Needs(CareRoom.MayBook).ExcludeFromDescription();
        desk.MapPost("/state", Noted);
        desk.MapPost("/cancellation", Cancelled);
        AppointmentsApi.Map(routes);
    }

    private static async Task<IResult> Calendar(string secret, AppointmentKeys keys, FreeTimes free, PendopoDb db, Here here, TimeProvider time, HttpContext http, CancellationToken cancel)
    {
        if (await keys.Follow(secret, cancel) is not { } appointment || await db.Set<HealthService>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == appointment.ServiceId, cancel) is not { } service)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        var sitting = (await free.Sitting(appointment.SessionId, appointment.Day, cancel))?.Sitting;
        var place = string.Join(", ", new[] { sitting?.Room ?? "", here.Centre.Name, here.Centre.Address }.Where(part => part.Length > 0));
        // A calendar is shared by a family and shown on locked screens: it says when and where, and not for what.
        var happening = new ICalendarEvent(appointment.Id.ToString(), BookText.Say("CalendarTitle", here.Centre.Name), appointment.StartsAt, keys.AddressOf(appointment) ?? "", Math.Max(sitting?.Session.EveryMinutes ?? 0, ICalendar.ShownMinutes), place, appointment.State == AppointmentState.Cancelled);
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(ICalendar.Write(here.Centre.Name, time.GetUtcNow(), [happening], [])), "text/calendar; charset=utf-8", "appointment.ics");
    }

    private static async Task<IResult> Noted(Id<Appointment> id, IFormCollection form, ChangeAppointment change, IssueNumber issue, CancellationToken cancel)
    {
        if (CarePages.Member<AppointmentState>(form["state"]) is not { } state)
            return TypedResults.BadRequest();
        var noted = await change.Note(id, state, cancel);
        // Who has come gets a number at once, where the session of today gives any.
        return noted.Ok && state == AppointmentState.CheckedIn && await issue.Run(new(noted.Value.SessionId, PriorityClass.Usual, ReasonGroup.NotAsked, id), cancel) is { Ok: true } given
            ? TypedResults.Redirect($"/desk/care/queue/tickets/{given.Value.Id}") : Back(noted, form, "noted");
    }

    private static async Task<IResult> Cancelled(Id<Appointment> id, IFormCollection form, ChangeAppointment change, CancellationToken cancel) => Back(await change.Cancel(id, cancel), form, "cancelled");

    private static IResult Back(Result<Appointment> result, IFormCollection form, string done) =>
        result.IsNotFound ? TypedResults.NotFound() : TypedResults.Redirect($"/desk/care?day={(result.Ok ? CarePages.Field(result.Value.Day) : form["day"].ToString() is { Length: 10 } day && CarePages.Day(day) is not null ? day : "")}&{(result.Ok ? $"done={done}" : $"trouble={result.Problems[0].Code}")}");
}
