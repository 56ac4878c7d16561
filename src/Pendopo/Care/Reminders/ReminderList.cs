using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Reminders;

/// <summary>A reminder with whom it is for.</summary>
internal sealed record ShownReminder(Reminder Reminder, Appointment Appointment);

/// <param name="Sent">How many left in the last week.</param>
/// <param name="Troubled">Those that did not, or of which nobody knows, the nearest time first.</param>
internal sealed record ShownReminders(int Sent, IReadOnlyList<ShownReminder> Troubled);

/// <summary>Reads what became of the reminders of the centre in scope.</summary>
internal sealed class ReminderList(PendopoDb db, TimeProvider time)
{
    private const int Most = 200;

    public async Task<ShownReminders> Lately(CancellationToken cancel)
    {
        var since = time.Now().AddDays(-7);
        var lately = db.Set<Reminder>().AsNoTracking().Where(row => row.MadeAt > since);
        var troubled = await lately.Where(row => row.State == ReminderState.Failed || row.State == ReminderState.Unknown || (row.State == ReminderState.Waiting && row.Reason != null)).OrderByDescending(row => row.MadeAt).Take(Most).ToListAsync(cancel);
        var ids = troubled.ConvertAll(row => new Id<Appointment>(row.Subject));
        var people = await db.Set<Appointment>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id.Value, cancel);
        return new(await lately.CountAsync(row => row.State == ReminderState.Sent, cancel),
            [.. troubled.Where(row => people.ContainsKey(row.Subject)).Select(row => new ShownReminder(row, people[row.Subject])).OrderByDescending(row => row.Appointment.StartsAt)]);
    }
}
