using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Guard;

/// <summary>Lets held words out, for exactly these words, in the name of a person and with a reason.</summary>
internal sealed class ReleaseContent(PendopoDb db, Here here, EventBoard events, TimeProvider time, IStringLocalizer<SafetyText> words)
{
    private const int ShortestReason = 10;

    public async Task<Result<Done>> Handle(Id<HeldContent> id, string? reason, CancellationToken cancel)
    {
        if (!here.May(SafetyRoom.MayRelease))
            return words.Problem("NotYours");
        var given = (reason ?? "").Trim();
        if (given.Length is < ShortestReason or > SafetyTables.ReasonLength)
            return words.Problem("ReasonNeeded", "Reason", ShortestReason, SafetyTables.ReasonLength);
        if (await db.Set<HeldContent>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } held)
            return Problem.NotFound;
        db.Add(Release.Of(held, here.Actor, given, time.Now()));
        db.Remove(held);
        events.Publish(new ContentReleased(held.CentreId, held.Subject, held.Exit));
        await db.SaveChangesAsync(cancel);
        return default(Done);
    }
}
