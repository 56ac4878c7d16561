using System.Text;
using Pendopo.Care.Appointments;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Calendars;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Slots;
using Pendopo.Publishing.Contracts;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Classes;

/// <summary>What classes add to their room.</summary>
internal static class ClassesSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<ClassKeys>().AddScoped<ClassReading>().AddScoped<KeepClass>().AddScoped<JoinClass>().AddScoped<TickMeeting>().AddScoped<Certificates>().AddScoped<TellClass>().AddScoped<ClassWording>().AddScoped<OfferPlaces>().AddScoped<DueMeetings>();
        services.AddScoped<IOutsiderErasure, ClassErasure>().AddScoped<IErasure, ClassMemberErasure>().AddScoped<IPersonalRecords, ClassRecords>().AddScoped<ITouchedPeople, ClassRecords>().AddScoped<IObjectiveFigure, AttendanceFigure>();
        services.AddJob<WatchClasses, WatchClassesJob>().AddJob<WatchClassesAt, WatchClassesAtJob>();
        services.AddSlot<HomeClasses>(SlotNames.HomeSection, 20);
    }

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        foreach (var start in new[] { "", "/{at}" })
        {
            routes.MapGet($"{start}/classes.ics", Feed).AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(CareRoom.PageExit));
            routes.MapGet($"{start}/class/{{secret}}/calendar.ics", Own).AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(CareRoom.OwnExit));
        }
        var people = routes.MapGroup("/desk/care/classes/people/{id}").Needs(CareRoom.MayBook).ExcludeFromDescription();
        people.MapPost("/acceptance", async (Id<ClassPerson> id, IFormCollection form, JoinClass join, CancellationToken cancel) => Back(form, await join.Accept(id, cancel), "accepted"));
        people.MapPost("/refusal", async (Id<ClassPerson> id, IFormCollection form, JoinClass join, CancellationToken cancel) => Back(form, await join.Refuse(id, cancel), "refused"));
        people.MapPost("/end", async (Id<ClassPerson> id, IFormCollection form, JoinClass join, CancellationToken cancel) => Back(form, await join.Leave(id, cancel), "left"));
        routes.MapGroup("/desk/care/classes").Needs(CareRoom.MayPlan).ExcludeFromDescription().MapPost("/{id}/end", async (Id<CareClass> id, IFormCollection form, KeepClass keep, CancellationToken cancel) =>
        {
            // The form is asked for because a form is what carries the token against forged requests.
            ArgumentNullException.ThrowIfNull(form);
            return (await keep.End(id, cancel)).Ok ? (IResult)TypedResults.Redirect("/desk/care/classes?done=ended") : TypedResults.NotFound();
        });
        ClassesApi.Map(routes);
    }

    private static async Task<IResult> Feed(HttpContext http, ClassReading reading, Here here, PublicAddress address, TimeProvider time, CancellationToken cancel)
    {
        if (!CarePages.IsOf(here, http.Request.RouteValues["at"] as string))
            return TypedResults.NotFound();
        var home = address.Home(here.Centre).TrimEnd('/');
        return TypedResults.Text(ICalendar.Write(here.Centre.Name, time.GetUtcNow(), ClassData.Calendar(await reading.Coming(cancel), here.Centre, home), []), "text/calendar", Encoding.UTF8);
    }

    private static async Task<IResult> Own(string secret, HttpContext http, ClassKeys keys, ClassReading reading, Here here, TimeProvider time, CancellationToken cancel)
    {
        if (!CarePages.IsOf(here, http.Request.RouteValues["at"] as string) || await keys.Follow(secret, cancel) is not { } person || await reading.Of(person.ClassId, cancel) is not { } line)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        // A calendar is shared by a family and shown on locked screens: it says when and where, and not for what.
        var meetings = line.Meetings.Select(meeting => ClassData.Event(meeting, BookText.Say("CalendarTitle", here.Centre.Name), keys.AddressOf(person) ?? "", ClassData.Where(line.Class, here.Centre)) with { Cancelled = !meeting.IsHeld || !person.IsOpen });
        return TypedResults.File(Encoding.UTF8.GetBytes(ICalendar.Write(here.Centre.Name, time.GetUtcNow(), meetings, [])), "text/calendar; charset=utf-8", "class.ics");
    }

    private static IResult Back(IFormCollection form, Result<ClassPerson> result, string done)
    {
        ArgumentNullException.ThrowIfNull(form);
        var page = $"/desk/care/classes/{(Id<CareClass>.TryParse(form["class"], null, out var id) ? id : result.Ok ? result.Value.ClassId : default)}";
        return result.IsNotFound ? TypedResults.NotFound() : TypedResults.Redirect(result.Ok ? $"{page}?done={done}" : $"{page}?trouble={result.Problems[0].Code}");
    }
}
