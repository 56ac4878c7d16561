using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Closures;

/// <summary>Shuts the doors at once and opens them again: every public page says it from the next look on.</summary>
internal sealed class CloseDoors(PendopoDb db, Here here, PublicWords check, AuditBook audit, TimeProvider time, IStringLocalizer<CareText> words)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    /// <param name="service">The one service, or null for the whole centre.</param>
    /// <param name="opens">When they open by themselves; null for until somebody opens them.</param>
    public async Task<Result<Closure>> Run(Id<HealthService>? service, string reason, DateTimeOffset? opens, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayClose) || (service is { } one && !await db.Set<HealthService>().AnyAsync(row => row.Id == one, cancel)))
            return Problem.NotFound;
        var (said, now) = (reason.ReplaceLineEndings(" ").Trim(), time.Now());
        var problems = await check.Wrong([new("Reason", said)], cancel);
        if (said.Length is 0 or > Closure.ReasonLength)
            problems.Add(words.Problem("ReasonRequired", "Reason", Closure.ReasonLength));
        if (opens is { } at && (at <= now || at > now + Longest))
            problems.Add(words.Problem("UntilWrong", "Until", Longest.Days));
        if (problems.Count > 0)
            return problems;
        // One at a time: what was said before makes way.
        foreach (var earlier in await db.Set<Closure>().Where(row => row.EndedAt == null && row.ServiceId == service).ToListAsync(cancel))
            earlier.End(now);
        var closure = db.Add(Closure.Of(here.Centre.Id, service, said, opens, here.Actor, now)).Entity;
        audit.Note("care.closed", $"closure:{closure.Id}", service is { } known ? $"service:{known}" : "centre");
        return await db.TrySave(cancel) ? closure : words.Problem("Stale");
    }

    public async Task<Result<Closure>> Open(Id<Closure> id, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayClose) || await db.Set<Closure>().FirstOrDefaultAsync(row => row.Id == id && row.EndedAt == null, cancel) is not { } closure)
            return Problem.NotFound;
        closure.End(time.Now());
        audit.Note("care.opened", $"closure:{closure.Id}");
        return await db.TrySave(cancel) ? closure : words.Problem("Stale");
    }
}
