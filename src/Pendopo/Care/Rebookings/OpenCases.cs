using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Rebookings;

/// <summary>Asks whether an appointment's time falls away, and ends that when it was moved, cancelled or held.</summary>
internal static class OpenCases
{
    public static Task<RebookingCase?> OpenCase(this PendopoDb db, Id<Appointment> appointment, CancellationToken cancel) =>
        db.Set<RebookingCase>().FirstOrDefaultAsync(row => row.OpenOf == appointment, cancel);

    /// <summary>Whether the person, or the desk for them, may still choose: while their time lies ahead, and after it when it fell away.</summary>
    public static async Task<bool> MayChange(this PendopoDb db, Appointment appointment, DateTimeOffset now, CancellationToken cancel) =>
        appointment.MayChange(now) || (appointment.State == AppointmentState.Booked && await db.Set<RebookingCase>().AnyAsync(row => row.OpenOf == appointment.Id, cancel));

    /// <summary>Ends the open case of an appointment and frees what was kept, in the caller's transaction.</summary>
    public static async Task SettleCase(this PendopoDb db, Id<Appointment> appointment, CaseState state, DateTimeOffset now, CancellationToken cancel)
    {
        // One that was settled in this transaction already is tracked so, whatever the database still says.
        if (await db.OpenCase(appointment, cancel) is not { OpenOf: not null } open)
            return;
        if (open.SeatId is { } kept)
            db.RemoveRange(await db.Set<Seat>().Where(seat => seat.Id == kept && seat.AppointmentId == null).ToListAsync(cancel));
        open.Settle(state, now);
    }
}
