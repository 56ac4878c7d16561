using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Agenda;
using Pendopo.Care.Appointments;
using Pendopo.Care.Classes;
using Pendopo.Care.Complaints;
using Pendopo.Care.Fhir;
using Pendopo.Care.Opinions;
using Pendopo.Care.Queue;
using Pendopo.Care.Rebookings;
using Pendopo.Care.Reminders;
using Pendopo.Care.Series;
using Pendopo.Care.Services;
using Pendopo.Care.Visits;
using Pendopo.Care.Waiting;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Ui;

namespace Pendopo.Care;

/// <summary>The way to being helped: services and their hours, appointments, queues.</summary>
internal sealed class CareRoom : Room
{
    public const string MaySee = "care.see", MayPlan = "care.plan", MayClose = "care.close", MayBook = "care.book", MayOverbook = "care.overbook", MayAnswer = "care.complaints";

    public const string PageExit = "care.page", OwnExit = "care.appointment", ReminderExit = "care.reminder";

    public override string Name => "care";

    public override Type Words => typeof(CareText);

    public override IEnumerable<Permission> Permissions =>
    [
        new(MaySee, SampleRoles.Desk, SampleRoles.Clinician, SampleRoles.Reviewer, SampleRoles.Head),
        new(MayBook, SampleRoles.Desk, SampleRoles.Clinician, SampleRoles.Head),
        new(MayOverbook, SampleRoles.Clinician, SampleRoles.Head),
        new(MayPlan, SampleRoles.Head),
        new(MayAnswer, SampleRoles.Clinician, SampleRoles.Reviewer, SampleRoles.Head),
        new(MayClose, SampleRoles.Head, SampleRoles.Desk, SampleRoles.SafetyLead),
    ];

    public override IEnumerable<Exit> Exits => [new(PageExit, ExitKind.Page), new(OwnExit, ExitKind.Page, Public: false), new(ReminderExit, ExitKind.Network, Public: false)];

    public override IEnumerable<NavItem> Navigation =>
    [
        new(NavPlace.Desk, 12, "/desk/care", "calendar", () => BookText.Say("DayTitle"), MayBook) { Exact = true },
        new(NavPlace.Desk, 13, "/desk/care/queue", "queue", () => QueueText.Say("QueueTitle"), MayBook),
        new(NavPlace.Desk, 14, "/desk/care/reminders", "phone", () => ReminderText.Say("RemindersTitle"), MayBook),
        new(NavPlace.Desk, 14, "/desk/care/waiting", "people", () => WaitingText.Say("DeskTitle"), MayBook),
        new(NavPlace.Desk, 16, "/desk/care/complaints", "reply", () => ComplaintText.Say("DeskTitle"), MayAnswer),
        new(NavPlace.Desk, 14, "/desk/care/classes", "people", () => ClassText.Say("ListTitle"), MayBook),
        new(NavPlace.Desk, 14, "/desk/care/series", "check", () => SeriesText.Say("Title"), MayBook),
        new(NavPlace.Desk, 15, "/desk/care/services", "clock", () => CareText.Say("ServicesAndHours"), MaySee),
        new(NavPlace.PublicBar, 20, "~/services", "health", () => CareText.Say("ServicesTitle")),
    ];

    public override void MapTables(ModelBuilder builder)
    {
        ServiceSchema.Map(builder);
        AppointmentSchema.Map(builder);
        QueueSchema.Map(builder);
        ReminderSchema.Map(builder);
        WaitingSchema.Map(builder);
        RebookingSchema.Map(builder);
        StaffFeed.Map(builder);
        OpinionSchema.Map(builder);
        ComplaintSchema.Map(builder);
        FhirSchema.Map(builder);
        SeriesSchema.Map(builder);
        ClassSchema.Map(builder);
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<PublicWords>().AddScoped<Community.Contracts.IServicePages, OfferedServices>();
        ServicesSetup.Add(services);
        AppointmentsSetup.Add(services);
        QueueSetup.Add(services);
        RemindersSetup.Add(services);
        WaitingSetup.Add(services);
        RebookingsSetup.Add(services);
        VisitsSetup.Add(services);
        AgendaSetup.Add(services);
        OpinionsSetup.Add(services);
        ComplaintsSetup.Add(services);
        FhirSetup.Add(services);
        SeriesSetup.Add(services);
        ClassesSetup.Add(services);
    }

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        ServicesSetup.MapRoutes(routes);
        AppointmentsSetup.MapRoutes(routes);
        QueueSetup.MapRoutes(routes);
        RemindersSetup.MapRoutes(routes);
        WaitingSetup.MapRoutes(routes);
        RebookingsSetup.MapRoutes(routes);
        VisitsSetup.MapRoutes(routes);
        AgendaSetup.MapRoutes(routes);
        OpinionsSetup.MapRoutes(routes);
        ComplaintsSetup.MapRoutes(routes);
        FhirSetup.MapRoutes(routes);
        SeriesSetup.MapRoutes(routes);
        ClassesSetup.MapRoutes(routes);
    }

    public override Task AddSample(SampleScene scene, CancellationToken cancel) => CareSample.Add(scene, cancel);

    public override async Task AddSampleLife(SampleScene scene, CancellationToken cancel)
    {
        await WavesSample.Add(scene, cancel);
        await AppointmentSample.Add(scene, cancel);
        await ReminderSample.Add(scene, cancel);
        await WaitingSample.Add(scene, cancel);
        await RebookingSample.Add(scene, cancel);
        await QueueSample.Add(scene, cancel);
        await ComplaintSample.Add(scene, cancel);
        await SeriesSample.Add(scene, cancel);
        await ClassSample.Add(scene, cancel);
    }
}
