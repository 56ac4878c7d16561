using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>Ends a consent: in one transaction it is ended, everything shown under it is hidden, and the event that takes the copies back is kept.</summary>
internal sealed class EndConsent(PendopoDb db, IEnumerable<IConsentUser> users, EventBoard events, AuditBook audit, TimeProvider time)
{
    /// <returns>False when somebody else changed it meanwhile; then nothing was done.</returns>
    public async Task<bool> Run(Consent consent, ConsentEnd how, Id<Person>? by, string note, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await Take(consent, how, by, note, cancel);
        if (!await db.TrySave(cancel))
            return false;
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>The same within the caller's transaction, who saves.</summary>
    public async Task Take(Consent consent, ConsentEnd how, Id<Person>? by, string note, CancellationToken cancel)
    {
        consent.End(how, by, note, time.Now());
        foreach (var user in users)
        {
            var items = await db.Set<ConsentUse>().Where(use => use.ConsentId == consent.Id && use.Kind == user.Kind).Select(use => use.Item).ToListAsync(cancel);
            if (items.Count == 0)
                continue;
            await user.Hide(items, cancel);
            events.Publish(new ConsentWithdrawn(consent.CentreId, consent.Id, user.Kind));
        }
        audit.Note("consent.ended", $"consent:{consent.Id}", how.ToString());
    }
}

/// <summary>Withdraws a consent: by the person's own link, or by somebody at the desk to whom they spoke or wrote.</summary>
internal sealed class WithdrawConsent(PendopoDb db, ConsentLinks links, ConsentDesk desk, EndConsent end)
{
    /// <summary>By the link alone: no account, no reason, no question back.</summary>
    /// <param name="id">The consent, or null for all of the sheet.</param>
    public async Task<Result<Done>> ByLink(string secret, Id<Consent>? id, CancellationToken cancel)
    {
        if (await links.Follow(secret, cancel) is not { } sheet)
            return Problem.NotFound;
        var consents = await db.Set<Consent>().Where(row => row.SheetId == sheet.Id && row.State == ConsentState.Given && (id == null || row.Id == id)).OrderBy(row => row.Id).ToListAsync(cancel);
        if (consents.Count == 0)
            return desk.Problem("NothingToWithdraw");
        foreach (var consent in consents)
        {
            if (!await end.Run(consent, ConsentEnd.Link, null, "", cancel))
                return desk.Problem("SomebodyElseChanged");
        }
        return default(Done);
    }

    /// <param name="how"><see cref="ConsentEnd.Desk"/> or <see cref="ConsentEnd.Letter"/>.</param>
    /// <param name="note">Such as the day of the letter; may be empty.</param>
    public async Task<Result<Done>> AtDesk(Id<Consent> id, ConsentEnd how, string note, CancellationToken cancel)
    {
        if (desk.Forbids(ConsentSetup.MayAsk) is { } forbidden)
            return forbidden;
        if (await db.Set<Consent>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } consent)
            return Problem.NotFound;
        if (consent.State != ConsentState.Given)
            return desk.Problem("NothingToWithdraw");
        if (how is not (ConsentEnd.Desk or ConsentEnd.Letter))
            return desk.Problem("HowRequired", "How");
        if (note.Trim().Length > Consent.NoteLength)
            return desk.Problem("TooLong", "Note", Consent.NoteLength);
        return await end.Run(consent, how, desk.Here.Actor, note.Trim(), cancel) ? default(Done) : desk.Problem("SomebodyElseChanged");
    }
}
