using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Rebookings;
using Pendopo.Care.Services;
using Pendopo.Care.Waiting;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Care.Appointments;

/// <summary>For whom a place is taken.</summary>
/// <param name="Beyond">How many places more than the session's may be given, on purpose.</param>
/// <param name="OnSite">Only of what the site offers now.</param>
internal sealed record PlaceAsk(Payer Payer, bool OnSite, int Beyond = 0);

/// <summary>Takes places and gives them back. Whoever is second at the database's unique key looks again, and is told when nothing is left.</summary>
internal sealed class Seats(PendopoDb db, FreeTimes free, JobBoard jobs, TimeProvider time)
{
    // Each try lost says that somebody else took a place: with twenty seats at one time twenty may be lost in turn, and then it is full.
    private const int Tries = ClinicSession.MostSeats + 5;

    /// <summary>Adds what <paramref name="use"/> makes of a free place, and saves both together.</summary>
    /// <param name="use">Called anew for each try, on an empty context.</param>
    /// <returns>What it made, or null when nothing is free there any more.</returns>
    public async Task<T?> Take<T>(Sitting sitting, TimeZoneInfo zone, int minute, PlaceAsk ask, Func<Seat, Task<T?>> use, CancellationToken cancel) where T : class
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            await Sweep(cancel);
            var day = new ClinicDay(sitting, zone, await free.Taken(sitting.Day, sitting.Day, cancel, sitting.Service));
            if (day.PlaceAt(minute, ask.Payer, ask.Beyond, ask.OnSite ? time.Now() : null) is not { } place)
                return null;
            var seat = Seat.Take(sitting, place);
            db.Add(seat);
            if (await use(seat) is not { } made)
            {
                db.ChangeTracker.Clear();
                return null;
            }
            if (await db.TrySave(cancel))
                return made;
        }
        return null;
    }

    /// <summary>The place that a browser holds; null when it holds none any more. A hold that is over stays its own until somebody else asks.</summary>
    public async Task<Seat?> Held(string? hold, CancellationToken cancel)
    {
        if (hold is null)
            return null;
        var hash = SecretLink.HashOf(hold);
        return await db.Set<Seat>().FirstOrDefaultAsync(seat => seat.HoldHash == hash && seat.AppointmentId == null, cancel);
    }

    /// <summary>Gives back what a browser held, when it chooses another time.</summary>
    public async Task LetGo(string? hold, CancellationToken cancel)
    {
        if (hold is null)
            return;
        var hash = SecretLink.HashOf(hold);
        await db.Set<Seat>().Where(seat => seat.HoldHash == hash && seat.AppointmentId == null).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Gives back the places of an appointment, in the caller's transaction; who waits for a time is offered them at once.</summary>
    /// <param name="answer">What it says to an offer of another time, where its own falls away.</param>
    public async Task GiveBack(Id<Appointment> appointment, CaseState answer, CancellationToken cancel)
    {
        await db.SettleCase(appointment, answer, time.Now(), cancel);
        db.RemoveRange(await db.Set<Seat>().Where(row => row.AppointmentId == appointment).ToListAsync(cancel));
        if (await db.Set<WaitingEntry>().AnyAsync(row => row.State == WaitingState.Waiting, cancel))
            jobs.Add(new OfferAtCentre());
    }

    /// <summary>Gives back what was held longer than the form takes.</summary>
    private async Task Sweep(CancellationToken cancel)
    {
        var now = time.Now();
        if (await db.Set<Seat>().AnyAsync(seat => seat.AppointmentId == null && seat.HeldUntil <= now, cancel))
            await db.Set<Seat>().Where(seat => seat.AppointmentId == null && seat.HeldUntil <= now).ExecuteDeleteAsync(cancel);
    }
}
