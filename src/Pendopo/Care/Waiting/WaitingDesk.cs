using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Waiting;

/// <summary>Somebody in the line, with what is offered to them now.</summary>
internal sealed record WaitingLine(WaitingEntry Entry, HealthService Service, WaitingOffer? Offer);

/// <summary>The line as the desk sees it, and an offer by hand.</summary>
internal sealed class WaitingDesk(PendopoDb db, Here here, OfferSeats offers, AuditBook audit, TimeProvider time, IStringLocalizer<WaitingText> words)
{
    private const int Most = 500;

    /// <summary>Everybody who waits, service by service, the first in line first.</summary>
    public async Task<IReadOnlyList<WaitingLine>> Waiting(CancellationToken cancel)
    {
        var now = time.Now();
        var entries = await db.Set<WaitingEntry>().AsNoTracking().Where(row => row.State == WaitingState.Waiting).OrderBy(row => row.MadeAt).ThenBy(row => row.Id).Take(Most).ToListAsync(cancel);
        var (ids, serviceIds) = (entries.ConvertAll(row => row.Id), entries.Select(row => row.ServiceId).Distinct().ToList());
        var services = await db.Set<HealthService>().AsNoTracking().Where(row => serviceIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var open = (await db.Set<WaitingOffer>().AsNoTracking().Where(row => ids.Contains(row.EntryId) && row.State == OfferState.Open && row.Until > now).ToListAsync(cancel)).ToLookup(row => row.EntryId);
        return [.. entries.Select(row => new WaitingLine(row, services[row.ServiceId], open[row.Id].FirstOrDefault())).OrderBy(line => line.Service.Name, StringComparer.CurrentCulture).ThenBy(line => line.Entry.MadeAt)];
    }

    public async Task<Result<WaitingOffer>> Offer(Id<WaitingEntry> id, CancellationToken cancel)
    {
        var now = time.Now();
        if (!here.May(CareRoom.MayBook) || await db.Set<WaitingEntry>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.State == WaitingState.Waiting, cancel) is not { } entry
            || await db.Set<HealthService>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == entry.ServiceId && row.EndedAt == null, cancel) is not { } service)
            return Problem.NotFound;
        if (await db.Set<WaitingOffer>().AsNoTracking().FirstOrDefaultAsync(row => row.EntryId == id && row.State == OfferState.Open && row.Until > now, cancel) is { } standing)
            return standing;
        if (await offers.Offer(entry, service, cancel) is not { } offer)
            return words.Problem("NothingSuits");
        audit.Note("care.offered", $"waiting:{id}");
        await db.SaveChangesAsync(cancel);
        return offer;
    }
}
