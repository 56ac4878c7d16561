using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Safety.Guard;

/// <summary>A release as it is shown: who let out what, when and why.</summary>
internal sealed record ReleaseRow(string Subject, string Kinds, string Person, string Reason, DateTimeOffset At);

/// <summary>What waits at the door of the centre in scope, and what was let out.</summary>
internal sealed class HeldQueries(PendopoDb db)
{
    private const int Page = 50;

    public Task<List<HeldContent>> Waiting(CancellationToken cancel) =>
        db.Set<HeldContent>().AsNoTracking().OrderByDescending(held => held.AskedAt).Take(Page).ToListAsync(cancel);

    public Task<int> Count(CancellationToken cancel) => db.Set<HeldContent>().CountAsync(cancel);

    public Task<HeldContent?> Find(Id<HeldContent> id, CancellationToken cancel) =>
        db.Set<HeldContent>().AsNoTracking().FirstOrDefaultAsync(held => held.Id == id, cancel);

    public Task<List<ReleaseRow>> Released(CancellationToken cancel) =>
        db.Set<Release>().OrderByDescending(release => release.At).Take(Page)
            .Join(db.Set<Person>(), release => release.PersonId, person => person.Id, (release, person) =>
                new ReleaseRow(release.Subject, release.Kinds, person.Name, release.Reason, release.At))
            .ToListAsync(cancel);
}
