using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Web;

namespace Pendopo.Care.Classes;

/// <summary>Classes for programs: what comes is for everybody, who comes for the desk.</summary>
internal static class ClassesApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/api/v1/classes").WithTags("Classes").AllowAnonymous().WithMetadata(new LeavesByAttribute(CareRoom.PageExit));
        open.MapGet("/", async (ClassReading reading, CancellationToken cancel) => TypedResults.Ok((await reading.Coming(cancel)).Select(ClassBody.Of))).WithSummary("Classes with meetings to come, the next first; of nobody who comes.");
        var plan = routes.MapGroup("/api/v1/classes").WithTags("Classes").Needs(CareRoom.MayPlan);
        plan.MapPost("/", async (NewClassBody body, KeepClass keep, CancellationToken cancel) => (await keep.Add(body.Words, body.Asked, cancel)).ToResult(made => TypedResults.Created($"/api/v1/classes/{made.Id}", new ClassMade(made.Id, made.Slug, made.Version)))).WithSummary("Adds a class with its meetings.");
        plan.MapPut("/{id}", async (Id<CareClass> id, NewClassBody body, KeepClass keep, CancellationToken cancel) => (await keep.Change(id, body.Words, body.BasedOn, cancel)).ToResult(made => TypedResults.Ok(new ClassMade(made.Id, made.Slug, made.Version)))).WithSummary("Changes what it says of itself; its meetings stay.");
        plan.MapPost("/{id}/meetings", async (Id<CareClass> id, NewMeetingsBody body, KeepClass keep, CancellationToken cancel) => (await keep.Meet(id, body.Asked, cancel)).ToResult(_ => TypedResults.NoContent()));
        plan.MapDelete("/{id}", async (Id<CareClass> id, KeepClass keep, CancellationToken cancel) => (await keep.End(id, cancel)).ToResult(_ => TypedResults.NoContent())).WithSummary("Ends it; its coming meetings fall out, and who is registered is told.");
        routes.MapGroup("/api/v1/class-meetings").WithTags("Classes").Needs(CareRoom.MayPlan)
            .MapPut("/{id}/cancellation", async (Id<ClassMeeting> id, CancelledMeetingBody body, KeepClass keep, CancellationToken cancel) => (await keep.Cancel(id, body.Note ?? "", cancel)).ToResult(_ => TypedResults.NoContent())).WithSummary("The meeting falls out; who is registered is told.");
        var desk = routes.MapGroup("/api/v1/classes/{id}/people").WithTags("Classes").Needs(CareRoom.MayBook);
        desk.MapGet("/", async (Id<CareClass> id, ClassReading reading, Openings openings, CancellationToken cancel) =>
        {
            if (await reading.Desk(id, cancel) is not { } found)
                return (IResult)TypedResults.NotFound();
            await openings.Note("care.class-opened", $"class:{id}", cancel);
            return TypedResults.Ok(found.People.Select(person => ClassPersonBody.Of(person, found.Came.GetValueOrDefault(person.Id))));
        }).WithSummary("Who asked, who has a place and who waits; who read it is noted.");
        desk.MapPost("/", async (Id<CareClass> id, ClassGuestBody body, JoinClass join, CancellationToken cancel) => (await join.AtDesk(id, new(body.Name ?? "", body.Phone ?? ""), body.How, cancel)).ToResult(person => TypedResults.Created($"/api/v1/classes/{id}/people", ClassPersonBody.Of(person, 0)))).WithSummary("Registers somebody who calls; where it is full they wait.");
        var one = routes.MapGroup("/api/v1/class-people").WithTags("Classes").Needs(CareRoom.MayBook);
        one.MapPut("/{id}/acceptance", async (Id<ClassPerson> id, JoinClass join, CancellationToken cancel) => (await join.Accept(id, cancel)).ToResult(person => TypedResults.Ok(ClassPersonBody.Of(person, 0)))).WithSummary("Says yes to who asked.");
        one.MapDelete("/{id}", async (Id<ClassPerson> id, JoinClass join, CancellationToken cancel) => (await join.Leave(id, cancel)).ToResult(_ => TypedResults.NoContent())).WithSummary("Takes somebody out; their place goes to who waits.");
        routes.MapGroup("/api/v1/class-meetings").WithTags("Classes").Needs(CareRoom.MayBook)
            .MapPut("/{id}/attendance", async (Id<ClassMeeting> id, AttendanceBody body, TickMeeting tick, CancellationToken cancel) => (await tick.Run(id, [.. body.Listed ?? []], [.. body.Came ?? []], cancel)).ToResult(_ => TypedResults.NoContent())).WithSummary("Who of those listed was there.");
    }
}

/// <param name="From">On the centre's clock, `08:00`.</param>
internal sealed record ClassMeetingBody(Id<ClassMeeting> Id, DateOnly Day, string From, string To, DateTimeOffset At, bool Held, string Note)
{
    public static ClassMeetingBody Of(ClassMeeting row) => new(row.Id, row.Day, HoursText.Field(row.FromMinute), HoursText.Field(row.ToMinute), row.StartsAt, row.IsHeld, row.Note);
}

/// <param name="Left">Free places; null where their number has no bound.</param>
internal sealed record ClassBody(Id<CareClass> Id, string Slug, string Title, string About, string LedBy, string Place, string ForWhom, string Bring, string Cost, string Spoken, Id<HealthService>? Service, int? Places, int? Left, bool ByRequest, int CertificateFrom, IEnumerable<ClassMeetingBody> Meetings)
{
    public static ClassBody Of(ClassLine line) => new(line.Class.Id, line.Class.Slug, line.Class.Title, line.Class.About, line.LedBy, line.Class.Place, line.Class.ForWhom, line.Class.Bring, line.Class.Cost, line.Class.Spoken, line.Class.ServiceId, line.Class.Places, line.Left, line.Class.ByRequest, line.Class.CertificateFrom, line.Meetings.Select(ClassMeetingBody.Of));
}

/// <param name="From">On the centre's clock, `08:00`.</param>
/// <param name="Count">How many in all, where they come again.</param>
internal record NewMeetingsBody(DateOnly? Day = null, string? From = null, string? To = null, MeetingRhythm Rhythm = MeetingRhythm.Once, int Count = 1)
{
    internal AskedMeetings Asked => new(Day, HoursText.Read(From), HoursText.Read(To), Enum.IsDefined(Rhythm) ? Rhythm : MeetingRhythm.Once, Count);
}

/// <param name="Places">How many may come; null for any number.</param>
/// <param name="BasedOn">The version that was read before it is changed; 0 for a new class.</param>
internal sealed record NewClassBody(
    string? Title = null, string? About = null, Id<HealthService>? Service = null, Id<StaffMember>? Staff = null, string? LedBy = null, string? Place = null, string? ForWhom = null, string? Bring = null, string? Cost = null, string? Spoken = null, int? Places = null, bool ByRequest = false, int CertificateFrom = 0, int BasedOn = 0,
    DateOnly? Day = null, string? From = null, string? To = null, MeetingRhythm Rhythm = MeetingRhythm.Once, int Count = 1) : NewMeetingsBody(Day, From, To, Rhythm, Count)
{
    internal ClassWords Words => new(Title ?? "", About ?? "", Service, Staff, LedBy ?? "", Place ?? "", ForWhom ?? "", Bring ?? "", Cost ?? "", Spoken ?? "", Places, ByRequest, CertificateFrom);
}

internal sealed record ClassMade(Id<CareClass> Id, string Slug, int Version);

internal sealed record CancelledMeetingBody(string? Note = null);

internal sealed record ClassGuestBody(string? Name = null, string? Phone = null, BookedBy How = BookedBy.Telephone);

internal sealed record AttendanceBody(IReadOnlyList<Id<ClassPerson>>? Listed = null, IReadOnlyList<Id<ClassPerson>>? Came = null);

internal sealed record ClassPersonBody(Id<ClassPerson> Id, string Name, string Phone, ClassState State, string Reference, BookedBy How, DateTimeOffset MadeAt, int Came)
{
    public static ClassPersonBody Of(ClassPerson row, int came) => new(row.Id, row.Name, row.Phone, row.State, row.Reference, row.How, row.MadeAt, came);
}
