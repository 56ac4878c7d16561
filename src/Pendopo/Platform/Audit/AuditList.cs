using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Audit;

/// <summary>An entry with the names that its ids stand for today.</summary>
public sealed record AuditRow(AuditEntry Entry, string? Actor, string? Person);

/// <summary>The centre's entries, and the installation's, the latest first.</summary>
public sealed class AuditList(PendopoDb db, Here here)
{
    public const int Page = 50;

    public async Task<IReadOnlyList<AuditRow>> Read(Id<AuditEntry>? before, CancellationToken cancel)
    {
        Id<Centre>? centre = here.Centre.Id;
        var entries = db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.CentreId == centre || entry.CentreId == null);
        if (before is { } bound)
            entries = entries.Where(entry => entry.Id < bound);
        var page = await entries.OrderByDescending(entry => entry.Id).Take(Page).ToListAsync(cancel);
        var ids = page.SelectMany(entry => new[] { entry.ActorId, About(entry) }).OfType<Id<Person>>().Distinct().ToList();
        var names = await db.Set<Person>().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
        return [.. page.Select(entry => new AuditRow(entry, Name(names, entry.ActorId), Name(names, About(entry))))];
    }

    private static Id<Person>? About(AuditEntry entry) =>
        entry.Subject.StartsWith("person:", StringComparison.Ordinal) && Id<Person>.TryParse(entry.Subject["person:".Length..], null, out var id) ? id : null;

    private static string? Name(Dictionary<Id<Person>, string> names, Id<Person>? id) => id is { } known ? names.GetValueOrDefault(known) : null;
}
