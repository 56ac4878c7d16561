using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Reminders;

/// <summary>Reminders in the demonstration: two people chose SMS, and no gateway is connected, so that one stands at the desk as not arrived.</summary>
internal static class ReminderSample
{
    public static Task Add(SampleScene scene, CancellationToken cancel) => scene.As(SampleRoles.Desk, scene.Melati, async services =>
    {
        var (db, now) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<TimeProvider>().Now());
        foreach (var (appointment, index) in (await db.Set<Appointment>().AsNoTracking().Where(row => row.Phone != "").OrderBy(row => row.StartsAt).ThenBy(row => row.Id).Take(2).ToListAsync(cancel)).Select((row, index) => (row, index)))
        {
            var wish = db.Add(ReminderWish.For(appointment.CentreId, RemindedOf.Appointment, appointment.Id.Value)).Entity;
            wish.Say(new(ReminderWay.Sms, "", index == 0 ? "melati 12" : "", "id"), null, now);
            if (index == 0)
                db.Add(Reminder.Make(wish, ReminderWording.OccasionOf(appointment, ReminderTimesSet.Usual.FirstMinutes), appointment.StartsAt, now)).Entity.Settle(ReminderState.Failed, "NotConnected", now);
        }
        await db.SaveChangesAsync(cancel);
    }, cancel);
}
