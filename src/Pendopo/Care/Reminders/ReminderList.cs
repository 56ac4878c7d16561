using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Classes;
using Pendopo.Care.Waiting;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Reminders;

/// <summary>A reminder with whom it is for.</summary>
/// <param name="At">The time it is about; null for an offer.</param>
/// <param name="Href">Where the desk finds them.</param>
internal sealed record ShownReminder(Reminder Reminder, string Name, string Phone, DateTimeOffset? At, string Href);

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
        return new(await lately.CountAsync(row => row.State == ReminderState.Sent, cancel), await With(troubled, cancel));
    }

    private async Task<List<ShownReminder>> With(List<Reminder> troubled, CancellationToken cancel)
    {
        var (booked, waiting) = (troubled.ConvertAll(row => new Id<Appointment>(row.Subject)), troubled.ConvertAll(row => new Id<WaitingEntry>(row.Subject)));
        var appointments = await db.Set<Appointment>().AsNoTracking().Where(row => booked.Contains(row.Id)).ToDictionaryAsync(row => row.Id.Value, cancel);
        var entries = await db.Set<WaitingEntry>().AsNoTracking().Where(row => waiting.Contains(row.Id)).ToDictionaryAsync(row => row.Id.Value, cancel);
        var joined = troubled.ConvertAll(row => new Id<ClassPerson>(row.Subject));
        var people = await db.Set<ClassPerson>().AsNoTracking().Where(row => joined.Contains(row.Id)).ToDictionaryAsync(row => row.Id.Value, cancel);
        return [.. troubled.Select(row => appointments.TryGetValue(row.Subject, out var one) ? new ShownReminder(row, one.Name, one.Phone, one.StartsAt, $"/desk/care/appointments/{one.Id}")
            : entries.TryGetValue(row.Subject, out var other) ? new(row, other.Name, other.Phone, null, "/desk/care/waiting")
            : people.TryGetValue(row.Subject, out var third) ? new(row, third.Name, third.Phone, null, $"/desk/care/classes/{third.ClassId}") : null).OfType<ShownReminder>().OrderByDescending(row => row.At)];
    }
}
