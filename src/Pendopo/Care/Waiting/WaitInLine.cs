using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Appointments;
using Pendopo.Care.Reminders;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Waiting;

/// <summary>Puts a name into the line, takes it out, and answers what was offered.</summary>
internal sealed class WaitInLine(PendopoDb db, Here here, WaitingKeys keys, Seats seats, BookAppointment book, AuditBook audit, TimeProvider time, IStringLocalizer<WaitingText> words)
{
    public async Task<Result<WaitingEntry>> Join(WaitWish typed, bool atDesk, CancellationToken cancel)
    {
        if (atDesk && !here.May(CareRoom.MayBook))
            return Problem.NotFound;
        var wish = typed with { Name = typed.Name.ReplaceLineEndings(" ").Trim(), Phone = BookAppointment.PhoneOf(typed.Phone) ?? typed.Phone.Trim() };
        if (await db.Set<HealthService>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == wish.Service && row.EndedAt == null && row.Bookable, cancel) is not { } service)
            return atDesk ? words.Problem("ServiceMissing", "Service") : Problem.NotFound;
        var problems = Wrong(wish, service);
        if (problems.Count > 0)
            return problems;
        if (await db.Set<WaitingEntry>().AnyAsync(row => row.Phone == wish.Phone && row.ServiceId == wish.Service && row.State == WaitingState.Waiting, cancel))
            return words.Problem("WaitsAlready", null, here.Centre.Phone);
        var entry = db.Add(WaitingEntry.Of(here.Centre.Id, wish, keys.Make(), atDesk ? here.Actor : null, time.Now())).Entity;
        audit.Note("care.waits", $"waiting:{entry.Id}");
        return await db.TrySave(cancel) ? entry : words.Problem("Stale");
    }

    public async Task<Result<WaitingEntry>> Leave(string secret, CancellationToken cancel) =>
        await keys.Follow(secret, cancel) is { } known ? await Leave(known, cancel) : Problem.NotFound;

    public async Task<Result<WaitingEntry>> Leave(Id<WaitingEntry> id, CancellationToken cancel) =>
        here.May(CareRoom.MayBook) && await db.Set<WaitingEntry>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } known ? await Leave(known, cancel) : Problem.NotFound;

    /// <summary>Takes the time that is offered; where nobody answered in time it is gone.</summary>
    public async Task<Result<Appointment>> Take(string secret, CancellationToken cancel)
    {
        if (await keys.Follow(secret, cancel) is not { } known)
            return Problem.NotFound;
        if (await Open(known, cancel) is not { } offer || keys.HoldOf(offer) is not { } hold)
            return words.Problem("OfferGone");
        var wish = await db.Set<ReminderWish>().AsNoTracking().FirstOrDefaultAsync(row => row.Subject == known.Id.Value, cancel);
        var entry = await db.Set<WaitingEntry>().FirstAsync(row => row.Id == known.Id, cancel);
        var booked = await book.FromHold(offer.Time, hold, new(known.Name, known.Phone, ForWhom.Self, known.Payer), appointment =>
        {
            entry.Book(appointment.Id, time.Now());
            offer.Settle(OfferState.Taken);
            if (wish is not null)
                db.Add(wish.Again(RemindedOf.Appointment, appointment.Id.Value, time.Now()));
        }, cancel);
        return booked.Ok ? booked : words.Problem("OfferGone");
    }

    /// <summary>Not this time; they stay in the line, and the next gets it.</summary>
    public async Task<Result<WaitingEntry>> Decline(string secret, CancellationToken cancel)
    {
        if (await keys.Follow(secret, cancel) is not { } known)
            return Problem.NotFound;
        if (await Open(known, cancel) is { } offer)
            await GiveBack(offer, cancel);
        return await db.TrySave(cancel) ? known : words.Problem("Stale");
    }

    public Task<WaitingOffer?> OpenOf(WaitingEntry entry, CancellationToken cancel) => Open(entry, cancel);

    /// <summary>How many stand before somebody in the line of their service.</summary>
    public Task<int> Before(WaitingEntry entry, CancellationToken cancel) =>
        db.Set<WaitingEntry>().CountAsync(row => row.ServiceId == entry.ServiceId && row.State == WaitingState.Waiting && row.MadeAt < entry.MadeAt, cancel);

    private async Task<Result<WaitingEntry>> Leave(WaitingEntry known, CancellationToken cancel)
    {
        if (known.State != WaitingState.Waiting)
            return known;
        var entry = await db.Set<WaitingEntry>().FirstAsync(row => row.Id == known.Id, cancel);
        if (await Open(known, cancel) is { } offer)
            await GiveBack(offer, cancel);
        entry.Leave(time.Now());
        audit.Note("care.waits-no-more", $"waiting:{known.Id}");
        return await db.TrySave(cancel) ? entry : words.Problem("Stale");
    }

    private async Task GiveBack(WaitingOffer offer, CancellationToken cancel)
    {
        await seats.LetGo(keys.HoldOf(offer), cancel);
        offer.Settle(OfferState.Declined);
    }

    private async Task<WaitingOffer?> Open(WaitingEntry entry, CancellationToken cancel)
    {
        var now = time.Now();
        return entry.State == WaitingState.Waiting ? await db.Set<WaitingOffer>().Where(row => row.EntryId == entry.Id && row.State == OfferState.Open && row.Until > now).OrderBy(row => row.Id).FirstOrDefaultAsync(cancel) : null;
    }

    private List<Problem> Wrong(WaitWish wish, HealthService service)
    {
        var (problems, today) = (new List<Problem>(), Pendopo.Platform.Ui.Clock.DateOf(time.GetUtcNow(), here.Centre.Zone));
        if (!BookAppointment.IsName(wish.Name))
            problems.Add(words.Problem("NameUnclear", "Name", Appointment.NameLength));
        if (BookAppointment.PhoneOf(wish.Phone) is null)
            problems.Add(words.Problem("PhoneUnclear", "Phone"));
        if (wish.From < today || wish.From > wish.Until || wish.Until > today.AddDays(service.AheadDays))
            problems.Add(words.Problem("DaysWrong", "From", service.AheadDays));
        return problems;
    }
}
