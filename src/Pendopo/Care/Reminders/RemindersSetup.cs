using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Classes;
using Pendopo.Care.Services;
using Pendopo.Care.Waiting;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Web;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Reminders;

/// <summary>What reminders add to their room.</summary>
internal static class RemindersSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<KeepReminders>().AddScoped<ReminderList>().AddScoped<ReminderWording>().AddScoped<ReminderWays>();
        services.AddScoped<IRestriction, ReminderRestriction>();
        services.AddJob<RemindPeople, RemindPeopleJob>().AddJob<RemindAtCentre, RemindAtCentreJob>().AddJob<SendReminder, SendReminderJob>();
    }

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/api/v1/reminders").WithTags("Reminders").Needs(CareRoom.MayBook);
        desk.MapGet("/", async (ReminderList list, CancellationToken cancel) => TypedResults.Ok((await list.Lately(cancel)).Troubled.Select(ReminderBody.From))).WithSummary("Reminders of the last week that did not arrive, or of which nobody knows.");
        desk.MapGet("/rules", async (KeepReminders keep, CancellationToken cancel) => TypedResults.Ok(ReminderRulesBody.Of(await keep.Rules(cancel))));
        routes.MapGroup("/api/v1/reminders").WithTags("Reminders").Needs(CareRoom.MayPlan)
            .MapPut("/rules", async (ReminderRulesBody body, KeepReminders keep, Here here, CancellationToken cancel) => (await keep.Settle(here, body.Set, body.BasedOn, cancel)).ToResult(rules => TypedResults.Ok(ReminderRulesBody.Of(rules)))).WithSummary("When the centre reminds, and when nobody is written to.");
        var own = routes.MapGroup("/api/v1/appointments/{id}/reminder").WithTags("Reminders").Needs(CareRoom.MayBook);
        own.MapPut("/", async (Id<Appointment> id, ReminderWishBody body, KeepReminders keep, PendopoDb db, Here here, CancellationToken cancel) => await Wish(id, body.Wished, keep, db, here, cancel)).WithSummary("How somebody who called wishes to be reminded.");
        own.MapDelete("/", async (Id<Appointment> id, KeepReminders keep, PendopoDb db, Here here, CancellationToken cancel) => await Wish(id, null, keep, db, here, cancel));
    }

    private static async Task<IResult> Wish(Id<Appointment> id, WishedReminder? wished, KeepReminders keep, PendopoDb db, Here here, CancellationToken cancel) =>
        await db.Set<Appointment>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } appointment
            ? (await keep.Wish(Reminded.Of(appointment), wished, here.Actor, cancel)).ToResult(_ => TypedResults.NoContent()) : TypedResults.NotFound();
}

/// <summary>Somebody who asked that nothing of theirs be used is not reminded until that ends. Known by telephone, reference or the address for their reminders.</summary>
internal sealed class ReminderRestriction(PendopoDb db, TimeProvider time) : IRestriction
{
    public async Task<int> Restrict(RecordSubject subject, bool on, CancellationToken cancel)
    {
        var (phone, reference, email) = (BookAppointment.PhoneOf(subject.Handle) ?? "", Appointment.Typed(subject.Code), subject.Email.Trim());
        var theirs = await db.Set<Appointment>().Where(row => (phone != "" && row.Phone == phone) || (reference != "" && row.Reference == reference)).Select(row => row.Id).ToListAsync(cancel);
        var waiting = await db.Set<WaitingEntry>().Where(row => phone != "" && row.Phone == phone).Select(row => row.Id).ToListAsync(cancel);
        var joined = await ClassRecords.Find(db.Set<ClassPerson>(), subject.Handle, subject.Code).Select(row => row.Id).ToListAsync(cancel);
        List<Guid> ids = [.. theirs.Select(id => id.Value), .. waiting.Select(id => id.Value), .. joined.Select(id => id.Value)];
        var found = await db.Set<ReminderWish>().Where(row => (ids.Contains(row.Subject) || (email != "" && row.Email == email)) && row.RestrictedAt == null == on).ToListAsync(cancel);
        foreach (var wish in found)
            wish.Restrict(on ? time.Now() : null);
        return found.Count;
    }
}

/// <param name="Subject">The appointment, or the place in the waiting list or in a class.</param>
internal sealed record ReminderBody(RemindedOf Of, Guid Subject, ReminderWay Way, ReminderState State, string? Why, DateTimeOffset MadeAt)
{
    public static ReminderBody From(ShownReminder row) => new(row.Reminder.Of, row.Reminder.Subject, row.Reminder.Way, row.Reminder.State, row.Reminder.Reason is { } reason ? ReminderText.Why(reason) : null, row.Reminder.MadeAt);
}

/// <param name="QuietFrom">On the centre's clock, `21:00`.</param>
internal sealed record ReminderRulesBody(int FirstMinutes = 0, int SecondMinutes = 0, string? QuietFrom = null, string? QuietTo = null, string? Template = null, int BasedOn = 0)
{
    internal ReminderTimesSet Set => new(FirstMinutes, SecondMinutes, HoursText.Read(QuietFrom) ?? -1, HoursText.Read(QuietTo) ?? -1, Template ?? "");

    public static ReminderRulesBody Of(ReminderRules rules) => new(rules.FirstMinutes, rules.SecondMinutes, HoursText.Field(rules.QuietFrom), HoursText.Field(rules.QuietTo), rules.Template, rules.Version);
}

internal sealed record ReminderWishBody(ReminderWay Way = ReminderWay.WhatsApp, string? Email = null, string? SafeWord = null, string? Language = null)
{
    internal WishedReminder Wished => new(Way, Email ?? "", SafeWord ?? "", Language ?? "id");
}
