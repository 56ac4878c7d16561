using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Guard;

namespace Pendopo.Safety.Training;

/// <summary>Why an act stands in the weekly look.</summary>
public enum UnusualKind { Release, Export, Rights, Hours }

/// <summary>Something unusual of the week.</summary>
/// <param name="Act">What was done: a reason that was given, or the name of the act.</param>
public sealed record UnusualLine(UnusualKind Kind, DateTimeOffset At, string Who, string Act);

/// <summary>Reads what was unusual at the centre in scope in the last seven days.</summary>
internal sealed class WeekReader(PendopoDb db, Here here, TimeProvider time)
{
    private const int Most = 200, OpensAt = 6, ClosesAt = 20;

    private static readonly string[] Exports = ["backup.download", "audit.export", "rights.archive", "rights.touched", "backup.code"];

    private static readonly string[] Changes = ["people.give-role", "people.erase", "people.authenticator-cleared", "roles.save", "training.from"];

    /// <summary>The newest first. Outside hours means before six, from eight in the evening on, or on a Sunday, by the centre's clock.</summary>
    public async Task<IReadOnlyList<UnusualLine>> Read(CancellationToken cancel)
    {
        var since = time.Now().AddDays(-7);
        var centre = (Id<Centre>?)here.Centre.Id;
        var acts = await db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.CentreId == centre && entry.At > since && entry.ActorId != null).OrderByDescending(entry => entry.Id).Take(5_000).ToListAsync(cancel);
        var releases = await db.Set<Release>().AsNoTracking().Where(release => release.At > since).OrderByDescending(release => release.Id).Take(Most).ToListAsync(cancel);
        var people = acts.Select(act => act.ActorId!.Value).Concat(releases.Select(release => release.PersonId)).Distinct().ToList();
        var names = await db.Set<Person>().AsNoTracking().Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
        string NameOf(Id<Person> person) => names.GetValueOrDefault(person, "");
        var lines = releases.Select(release => new UnusualLine(UnusualKind.Release, release.At, NameOf(release.PersonId), release.Reason)).ToList();
        foreach (var act in acts)
        {
            if (KindOf(act) is { } kind)
                lines.Add(new(kind, act.At, NameOf(act.ActorId!.Value), act.Act));
        }
        return [.. lines.OrderByDescending(line => line.At).Take(Most)];
    }

    private UnusualKind? KindOf(AuditEntry act)
    {
        if (Exports.Contains(act.Act))
            return UnusualKind.Export;
        if (Changes.Contains(act.Act))
            return UnusualKind.Rights;
        var local = here.Centre.Local(act.At);
        return local.Hour < OpensAt || local.Hour >= ClosesAt || local.DayOfWeek == DayOfWeek.Sunday ? UnusualKind.Hours : null;
    }
}
