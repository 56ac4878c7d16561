using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Audit;

/// <summary>An entry with the names that its ids stand for today.</summary>
public sealed record AuditRow(AuditEntry Entry, string? Actor, string? Person);

/// <summary>What is looked for; whatever is null is not asked about.</summary>
/// <param name="Person">Who did it, or to whom it was done.</param>
/// <param name="Act">The act, or its beginning up to a dot (`people`).</param>
/// <param name="From">From this day on, in the centre's zone.</param>
/// <param name="Until">To the end of this day.</param>
public sealed record AuditSearch(Id<Person>? Person = null, string? Act = null, DateOnly? From = null, DateOnly? Until = null);

/// <summary>The centre's entries, and the installation's, the latest first.</summary>
public sealed class AuditList(PendopoDb db, Here here)
{
    public const int Page = 50;

    // The choices offered come from the latest rows alone: a scan of all would grow with the years.
    private const int Recent = 5000;

    public async Task<IReadOnlyList<AuditRow>> Read(AuditSearch search, Id<AuditEntry>? before, CancellationToken cancel) =>
        await Named(await Found(search, before).Take(Page).ToListAsync(cancel), cancel);

    /// <summary>All that was looked for, page by page, the latest first.</summary>
    public async IAsyncEnumerable<AuditRow> All(AuditSearch search, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        Id<AuditEntry>? before = null;
        List<AuditEntry> page;
        do
        {
            page = await Found(search, before).Take(Recent).ToListAsync(cancel);
            foreach (var row in await Named(page, cancel))
                yield return row;
            before = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count == Recent);
    }

    /// <summary>The different words that stand in the details of what was looked for.</summary>
    public Task<List<string>> Details(AuditSearch search, CancellationToken cancel) =>
        Found(search, null).Where(entry => entry.Detail != "").Select(entry => entry.Detail).Distinct().Take(Recent).ToListAsync(cancel);

    /// <summary>Who and what occurs in the latest rows.</summary>
    public async Task<(IReadOnlyList<(Id<Person> Id, string Name)> People, IReadOnlyList<string> Acts)> Choices(CancellationToken cancel)
    {
        var recent = Mine().OrderByDescending(entry => entry.Id).Take(Recent);
        var acts = await recent.Select(entry => entry.Act).Distinct().ToListAsync(cancel);
        var actors = await recent.Select(entry => entry.ActorId).Distinct().ToListAsync(cancel);
        var known = actors.OfType<Id<Person>>().ToList();
        var people = await db.Set<Person>().Where(person => known.Contains(person.Id)).Select(person => new { person.Id, person.Name }).ToListAsync(cancel);
        return ([.. people.Select(person => (person.Id, person.Name)).OrderBy(person => person.Name, StringComparer.CurrentCulture)], [.. acts.Order(StringComparer.Ordinal)]);
    }

    private IQueryable<AuditEntry> Mine()
    {
        Id<Centre>? centre = here.Centre.Id;
        return db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.CentreId == centre || entry.CentreId == null);
    }

    private IQueryable<AuditEntry> Found(AuditSearch search, Id<AuditEntry>? before)
    {
        var entries = Mine();
        if (search.Person is { } person)
        {
            var subject = $"person:{person}";
            entries = entries.Where(entry => entry.ActorId == person || entry.Subject == subject);
        }
        if (search.Act is { Length: > 0 } act)
            entries = entries.Where(entry => entry.Act == act || entry.Act.StartsWith(act + "."));
        if (search.From is { } from && here.Centre.Instant(from.ToDateTime(TimeOnly.MinValue)) is var start)
            entries = entries.Where(entry => entry.At >= start);
        if (search.Until is { } until && until < DateOnly.MaxValue && here.Centre.Instant(until.AddDays(1).ToDateTime(TimeOnly.MinValue)) is var end)
            entries = entries.Where(entry => entry.At < end);
        if (before is { } bound)
            entries = entries.Where(entry => entry.Id < bound);
        return entries.OrderByDescending(entry => entry.Id);
    }

    private async Task<IReadOnlyList<AuditRow>> Named(List<AuditEntry> page, CancellationToken cancel)
    {
        var ids = page.SelectMany(entry => new[] { entry.ActorId, About(entry) }).OfType<Id<Person>>().Distinct().ToList();
        var names = await db.Set<Person>().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
        return [.. page.Select(entry => new AuditRow(entry, Name(names, entry.ActorId), Name(names, About(entry))))];
    }

    private static Id<Person>? About(AuditEntry entry) =>
        entry.Subject.StartsWith("person:", StringComparison.Ordinal) && Id<Person>.TryParse(entry.Subject["person:".Length..], null, out var id) ? id : null;

    private static string? Name(Dictionary<Id<Person>, string> names, Id<Person>? id) => id is { } known ? names.GetValueOrDefault(known) : null;
}
