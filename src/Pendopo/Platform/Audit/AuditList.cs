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
internal sealed class AuditList(PendopoDb db, AuditWalks walks)
{
    public const int Page = 50;

    // The people offered come from the latest rows alone: a scan of all would grow with the years.
    private const int Recent = 5000;

    public async Task<IReadOnlyList<AuditRow>> Read(AuditSearch search, PageMark? before, CancellationToken cancel) =>
        await Named(await walks.Newest(search, before, Page, cancel), cancel);

    /// <summary>The mark to read on after this entry with.</summary>
    public static PageMark MarkOf(AuditEntry entry) => new(entry.At, entry.Id.Value);

    /// <summary>All that was looked for, page by page, the latest first.</summary>
    public async IAsyncEnumerable<AuditRow> All(AuditSearch search, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        PageMark? before = null;
        List<AuditEntry> page;
        do
        {
            page = await walks.Newest(search, before, Recent, cancel);
            foreach (var row in await Named(page, cancel))
                yield return row;
            before = page.Count > 0 ? MarkOf(page[^1]) : null;
        }
        while (page.Count == Recent);
    }

    /// <summary>The different words that stand in the details of what was looked for.</summary>
    public Task<List<string>> Details(AuditSearch search, CancellationToken cancel) =>
        walks.Details(search, Recent, cancel);

    /// <summary>Who did something lately, and everything that was ever done.</summary>
    public async Task<(IReadOnlyList<(Id<Person> Id, string Name)> People, IReadOnlyList<string> Acts)> Choices(CancellationToken cancel)
    {
        var known = await walks.Actors(Recent, cancel);
        var people = await db.Set<Person>().Where(person => known.Contains(person.Id)).Select(person => new { person.Id, person.Name }).ToListAsync(cancel);
        return ([.. people.Select(person => (person.Id, person.Name)).OrderBy(person => person.Name, StringComparer.CurrentCulture)], await walks.Acts(cancel));
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
