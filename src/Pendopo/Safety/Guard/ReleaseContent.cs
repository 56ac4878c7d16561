using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Guard;

/// <summary>Whether the person who acts may let held words out: what is asked about, whoever writes; what is held, who may release; what is refused, nobody.</summary>
internal sealed class MayLet(Here here, GuardRuleBook book)
{
    public async Task<(bool May, GuardAnswer Answer)> Of(HeldContent held, CancellationToken cancel)
    {
        var answer = (await book.Of(held.CentreId, cancel)).Gravest(held.Why.Select(why => why.Kind));
        return (answer != GuardAnswer.Refuse && (here.May(SafetyRoom.MayRelease) || (answer <= GuardAnswer.Ask && here.May(SafetyRoom.MayConfirm))), answer);
    }
}

/// <summary>Lets held words out, for exactly these words, in the name of a person and with a reason; it stands on the audit chain.</summary>
internal sealed class ReleaseContent(PendopoDb db, Here here, MayLet let, Telling telling, IStringLocalizer<SafetyText> words)
{
    private const int ShortestReason = 10;

    public async Task<Result<Done>> Handle(Id<HeldContent> id, string? reason, CancellationToken cancel)
    {
        if (!here.May(SafetyRoom.MayRelease) && !here.May(SafetyRoom.MayConfirm))
            return words.Problem("NotYours");
        var given = (reason ?? "").Trim();
        if (given.Length is < ShortestReason or > SafetyTables.ReasonLength)
            return words.Problem("ReasonNeeded", "Reason", ShortestReason, SafetyTables.ReasonLength);
        if (await db.Set<HeldContent>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } held)
            return Problem.NotFound;
        var (may, answer) = await let.Of(held, cancel);
        if (!may)
            return words.Problem(answer == GuardAnswer.Refuse ? "NobodyReleases" : "NotYours");
        telling.Released(held, here.Actor, given);
        db.Remove(held);
        await db.SaveChangesAsync(cancel);
        return default(Done);
    }
}

/// <summary>Writes a release down, on the audit chain too, and tells whoever was kept from sending. The chain cannot be erased, and a reason may
/// name a person: so it has the reason's mark, by which the words in the register are proved to be those that were given.</summary>
internal sealed class Telling(PendopoDb db, AuditBook audit, EventBoard events, TimeProvider time)
{
    public void Released(HeldContent held, Id<Pendopo.Platform.People.Person> person, string reason)
    {
        var release = Release.Of(held, person, reason, time.Now());
        db.Add(release);
        audit.Note("safety.release", held.Subject, $"{release.Kinds}: release:{release.Id} reason:{release.ReasonMark}");
        events.Publish(new ContentReleased(held.CentreId, held.Subject, held.Exit));
    }
}
