using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Rebookings;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Appointments;

/// <summary>Moves an appointment, cancels it, and notes that somebody came or did not: by the person's link, or at the desk.</summary>
internal sealed class ChangeAppointment(PendopoDb db, Here here, FreeTimes free, Seats seats, AppointmentKeys keys, AuditBook audit, TimeProvider time, IStringLocalizer<BookText> words)
{
    public async Task<Result<Appointment>> Move(string secret, AskedTime asked, CancellationToken cancel) =>
        await keys.Follow(secret, cancel) is { } found ? await Move(found, asked, forDesk: false, cancel) : Problem.NotFound;

    public async Task<Result<Appointment>> Move(Id<Appointment> id, AskedTime asked, CancellationToken cancel) =>
        here.May(CareRoom.MayBook) && await db.Set<Appointment>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } found ? await Move(found, asked, forDesk: true, cancel) : Problem.NotFound;

    public async Task<Result<Appointment>> Cancel(string secret, CancellationToken cancel) =>
        await keys.Follow(secret, cancel) is { } found ? await Cancel(found, cancel) : Problem.NotFound;

    public async Task<Result<Appointment>> Cancel(Id<Appointment> id, CancellationToken cancel) =>
        here.May(CareRoom.MayBook) && await db.Set<Appointment>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } found ? await Cancel(found, cancel) : Problem.NotFound;

    /// <summary>They say by their link that they will come.</summary>
    public async Task<Result<Appointment>> Confirm(string secret, CancellationToken cancel)
    {
        if (await keys.Follow(secret, cancel) is not { } known)
            return Problem.NotFound;
        if (!known.MayChange(time.Now()))
            return words.Problem("TooLate", null, here.Centre.Phone);
        return await db.Attempt<Appointment>(async () =>
        {
            var appointment = await db.Set<Appointment>().FirstAsync(row => row.Id == known.Id, cancel);
            appointment.Confirm(time.Now());
            audit.Note("care.confirmed", $"appointment:{known.Id}");
            return appointment;
        }, () => words.Problem("ChangedMeanwhile"), cancel);
    }

    /// <summary>They came, were served, or did not come. Whoever is late is checked in all the same.</summary>
    public async Task<Result<Appointment>> Note(Id<Appointment> id, AppointmentState state, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayBook) || await db.Set<Appointment>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } appointment)
            return Problem.NotFound;
        var now = time.Now();
        if (appointment.State == AppointmentState.Cancelled || (state == AppointmentState.NoShow && now < appointment.StartsAt))
            return words.Problem("NotNow");
        Action<DateTimeOffset>? act = state switch
        {
            AppointmentState.CheckedIn => appointment.CheckIn,
            AppointmentState.Fulfilled => appointment.Fulfil,
            AppointmentState.NoShow => appointment.Miss,
            _ => null,
        };
        if (act is null)
            return Problem.NotFound;
        act(now);
        if (state != AppointmentState.NoShow)
            await db.SettleCase(id, CaseState.Came, now, cancel);
        audit.Note("care.visit-noted", $"appointment:{id}", state.ToString());
        return await db.TrySave(cancel) ? appointment : words.Problem("ChangedMeanwhile");
    }

    private async Task<Result<Appointment>> Move(Appointment known, AskedTime asked, bool forDesk, CancellationToken cancel)
    {
        if (!await db.MayChange(known, time.Now(), cancel) && !(forDesk && known.State is AppointmentState.Booked or AppointmentState.NoShow))
            return words.Problem("TooLate", null, here.Centre.Phone);
        if (!asked.IsSound || await free.Sitting(asked.Session, asked.Day, cancel) is not { } found || found.Sitting.Service.Id != known.ServiceId || new ClinicDay(found.Sitting, found.Zone, []).At(asked.Minute) is var at && at < time.Now())
            return words.Problem("TimeGone");
        var moved = await seats.Take(found.Sitting, found.Zone, asked.Minute, new(known.Payer, OnSite: !forDesk), async seat =>
        {
            var appointment = await db.Set<Appointment>().FirstOrDefaultAsync(row => row.Id == known.Id && row.Version == known.Version, cancel);
            if (appointment is null)
                return null;
            await seats.GiveBack(known.Id, CaseState.Moved, cancel);
            appointment.Reschedule(found.Sitting, seat, StartOf(found, seat), time.Now());
            audit.Note("care.moved", $"appointment:{known.Id}");
            return appointment;
        }, cancel);
        return moved is null ? words.Problem("TimeGone") : moved;
    }

    private static DateTimeOffset StartOf((Services.Sitting Sitting, TimeZoneInfo Zone) found, Seat seat) => Services.HoursText.Instant(found.Sitting.Day, seat.Minute, found.Zone);

    private async Task<Result<Appointment>> Cancel(Appointment known, CancellationToken cancel)
    {
        if (known.State == AppointmentState.Cancelled)
            return known;
        if (!await db.MayChange(known, time.Now(), cancel) && !here.May(CareRoom.MayBook))
            return words.Problem("TooLate", null, here.Centre.Phone);
        return await db.Attempt<Appointment>(async () =>
        {
            if (await db.Set<Appointment>().FirstOrDefaultAsync(row => row.Id == known.Id, cancel) is not { } appointment)
                return Problem.NotFound;
            appointment.Cancel(time.Now());
            await seats.GiveBack(known.Id, CaseState.Cancelled, cancel);
            audit.Note("care.cancelled", $"appointment:{known.Id}");
            return appointment;
        }, () => words.Problem("ChangedMeanwhile"), cancel);
    }
}
