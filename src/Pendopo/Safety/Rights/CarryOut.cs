using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Rights;

/// <summary>What a person is to be called from now on, and who answers for them.</summary>
internal sealed record CorrectName(string Name, string Guardian, string Relation);

/// <summary>Does what a request asks: erases, stops and begins again, corrects. Only for somebody of whom it is known who they are, and each act is on the audit chain.</summary>
internal sealed class CarryOut(PendopoDb db, Here here, EraseOutsider erase, IEnumerable<IRestriction> rooms, AuditBook audit, TimeProvider time, IStringLocalizer<RightsText> words)
{
    /// <summary>As whom the person is known outside: what an erasure takes away. The request itself stays until it is answered.</summary>
    public async Task<IReadOnlyList<Outsider>> Found(RightsRequest request, CancellationToken cancel)
    {
        var found = new List<Outsider>();
        foreach (var name in Names(request))
            found.AddRange(await erase.Find(name, cancel));
        return [.. found.Where(one => one.Network != RightsErasure.Network).Distinct()];
    }

    /// <summary>Whether an account bears the address: that one the administrator erases.</summary>
    public Task<bool> HasAccount(RightsRequest request, CancellationToken cancel)
    {
        var email = request.Handle.Trim().ToUpperInvariant();
        return email.Length == 0 ? Task.FromResult(false) : db.Set<Account>().AnyAsync(account => account.NormalizedEmail == email, cancel);
    }

    /// <summary>The sheet of consents that the request names by its code; null when it names none.</summary>
    public Task<ConsentSheet?> Sheet(RightsRequest request, CancellationToken cancel)
    {
        var code = RecordSubject.Of(request.Handle).Code;
        return db.Set<ConsentSheet>().FirstOrDefaultAsync(sheet => sheet.Code == code && sheet.SecretSealed != "", cancel);
    }

    public async Task<Result<RightsRequest>> Erase(Id<RightsRequest> id, CancellationToken cancel)
    {
        var asked = await Asked(id, request => request.Kind == RightKind.Erasure, cancel);
        if (!asked.Ok)
            return asked;
        var found = await Found(asked.Value, cancel);
        foreach (var outsider in found)
            await erase.Run(outsider, cancel);
        return await Done(asked.Value, "rights.erased", found.Count, cancel);
    }

    /// <param name="on">True stops the work with what is kept; false begins it again.</param>
    public async Task<Result<RightsRequest>> Restrict(Id<RightsRequest> id, bool on, CancellationToken cancel)
    {
        var asked = await Asked(id, request => request.MayRestrict, cancel, closedToo: !on);
        if (!asked.Ok)
            return asked;
        if (!on && asked.Value.ActedAt is null)
            return words.Problem("NothingRestricted");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var count = 0;
        foreach (var room in rooms)
            count += await room.Restrict(RecordSubject.Of(asked.Value.Handle), on, cancel);
        if (!on)
            asked.Value.Lift(time.Now());
        var done = on ? await Done(asked.Value, "rights.restricted", count, cancel) : await Keep(asked.Value, "rights.lifted", count, cancel);
        if (done.Ok)
            await transaction.CommitAsync(cancel);
        return done;
    }

    /// <summary>Corrects the names on the sheet that the request names.</summary>
    public async Task<Result<RightsRequest>> Correct(Id<RightsRequest> id, CorrectName said, CancellationToken cancel)
    {
        var asked = await Asked(id, request => request.Kind == RightKind.Correction, cancel);
        if (!asked.Ok)
            return asked;
        if (await Sheet(asked.Value, cancel) is not { } sheet)
            return words.Problem("NoSheetToCorrect");
        var (name, guardian, relation) = (said.Name.Trim(), said.Guardian.Trim(), said.Relation.Trim());
        if (name.Length is 0 or > ConsentSheet.NameLength)
            return words.Problem("NameRequired", "NewName", ConsentSheet.NameLength);
        if (guardian.Length > ConsentSheet.NameLength || relation.Length > ConsentSheet.RelationLength || (sheet.Decides == ConsentDecider.Guardian && (guardian.Length == 0 || relation.Length == 0)))
            return words.Problem("GuardianUnclear", "NewGuardian", ConsentSheet.RelationLength);
        sheet.Correct(name, guardian, relation);
        audit.Note("consent.corrected", $"consent-sheet:{sheet.Id}");
        return await Done(asked.Value, "rights.corrected", 1, cancel);
    }

    private async Task<Result<RightsRequest>> Asked(Id<RightsRequest> id, Func<RightsRequest, bool> fits, CancellationToken cancel, bool closedToo = false)
    {
        if (!here.May(RightsSetup.MayAnswer))
            return words.Problem("MayNotAnswer");
        if (await db.Set<RightsRequest>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } request || !fits(request))
            return Problem.NotFound;
        if (request.IsClosed && !closedToo)
            return words.Problem("ClosedAlready");
        return request.Identity.Length == 0 && !request.IsClosed ? words.Problem("IdentityFirst", "Identity") : request;
    }

    private Task<Result<RightsRequest>> Done(RightsRequest request, string act, int count, CancellationToken cancel)
    {
        request.Acted(count, time.Now());
        return Keep(request, act, count, cancel);
    }

    private async Task<Result<RightsRequest>> Keep(RightsRequest request, string act, int count, CancellationToken cancel)
    {
        audit.Note(act, $"rights:{request.Id}", count.ToString(CultureInfo.InvariantCulture));
        // An erasure may have cleared the context: the request is looked at again.
        if (db.Entry(request).State == EntityState.Detached)
            db.Update(request);
        return await db.TrySave(cancel) ? request : words.Problem("SomebodyElseChanged");
    }

    private static IEnumerable<string> Names(RightsRequest request)
    {
        var subject = RecordSubject.Of(request.Handle);
        return new[] { subject.Handle, subject.Code }.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);
    }
}

/// <summary>What Safety itself keeps after an erasure.</summary>
internal sealed class SafetyKeeps : IKeptByLaw
{
    public IReadOnlyList<KeptByLaw> Kept => [new(RightsText.Say("KeptConsent"), RightsText.Say("KeptConsentWhy")), new(RightsText.Say("KeptActs"), RightsText.Say("KeptActsWhy"))];
}

/// <summary>Consents that nobody may use until the restriction is lifted: what they show is hidden at once, nothing new goes out.</summary>
internal sealed class ConsentRestriction(PendopoDb db, IEnumerable<IConsentUser> users, TimeProvider time) : IRestriction
{
    public async Task<int> Restrict(RecordSubject subject, bool on, CancellationToken cancel)
    {
        var sheets = db.Set<ConsentSheet>().Where(sheet => sheet.Code == subject.Code).Select(sheet => sheet.Id);
        var consents = await db.Set<Consent>().Where(consent => sheets.Contains(consent.SheetId) && consent.State == ConsentState.Given && consent.SuspendedAt == null == on).ToListAsync(cancel);
        foreach (var consent in consents)
        {
            consent.Suspend(on ? time.Now() : null);
            foreach (var user in on ? users : [])
                await user.Hide(await db.Set<ConsentUse>().Where(use => use.ConsentId == consent.Id && use.Kind == user.Kind).Select(use => use.Item).ToListAsync(cancel), cancel);
        }
        return consents.Count;
    }
}
