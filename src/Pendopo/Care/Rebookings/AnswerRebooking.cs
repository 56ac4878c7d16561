using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Rebookings;

/// <summary>Takes the time that is kept for somebody: they by their link, or the desk for who is called.</summary>
internal sealed class AnswerRebooking(PendopoDb db, Here here, FreeTimes free, Seats seats, AppointmentKeys keys, AuditBook audit, TimeProvider time, IStringLocalizer<RebookText> words)
{
    public async Task<Result<Appointment>> Take(string secret, CancellationToken cancel) => await keys.Follow(secret, cancel) is { } known ? await Take(known.Id, cancel) : Problem.NotFound;

    public async Task<Result<Appointment>> Take(Id<RebookingCase> id, CancellationToken cancel) =>
        here.May(CareRoom.MayBook) && await db.Set<RebookingCase>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } known ? await Take(known.AppointmentId, cancel) : Problem.NotFound;

    private async Task<Result<Appointment>> Take(Id<Appointment> id, CancellationToken cancel)
    {
        var now = time.Now();
        if (await db.OpenCase(id, cancel) is not { SessionId: { } session, Day: { } day, SeatId: { } kept } open || !open.IsKept(now)
            || await free.Sitting(session, day, cancel) is not { Sitting.IsHeld: true } found || await db.Set<Seat>().FirstOrDefaultAsync(seat => seat.Id == kept && seat.AppointmentId == null, cancel) is not { } place
            || await db.Set<Appointment>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { State: AppointmentState.Booked } appointment)
            return words.Problem("OfferGone");
        open.Settle(CaseState.Taken, now);
        await seats.GiveBack(id, CaseState.Taken, cancel);
        appointment.Reschedule(found.Sitting, place, HoursText.Instant(day, place.Minute, found.Zone), now);
        audit.Note("care.moved", $"appointment:{id}");
        return await db.TrySave(cancel) ? appointment : words.Problem("OfferGone");
    }
}
