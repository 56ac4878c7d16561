using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Audit;

/// <summary>Looks through the entries of the centre and of the installation along indexes that hold what is looked for in the order of time,
/// each from its newest end; what these walks find is laid together. One question with "or" in it would read a centre's every entry
/// until enough of a rare act, or of a person who comes seldom, is found.</summary>
internal sealed class AuditWalks(PendopoDb db, Here here)
{
    /// <summary>The newest entries that were looked for, older than the mark when one is given.</summary>
    public async Task<List<AuditEntry>> Newest(AuditSearch search, PageMark? before, int most, CancellationToken cancel)
    {
        var found = new List<AuditEntry>();
        foreach (var walk in await Walks(search, cancel))
            found.AddRange(await walk.InOrder(before).Take(most).ToListAsync(cancel));
        return [.. found.DistinctBy(entry => entry.Id).OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(most)];
    }

    /// <summary>The different words that stand in the details of what was looked for.</summary>
    public async Task<List<string>> Details(AuditSearch search, int most, CancellationToken cancel)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var walk in await Walks(search, cancel))
            found.UnionWith(await walk.Entries.Where(entry => entry.Detail != "").Select(entry => entry.Detail).Distinct().Take(most).ToListAsync(cancel));
        return [.. found.Take(most)];
    }

    /// <summary>Every act that occurs, however long ago.</summary>
    public async Task<List<string>> Acts(CancellationToken cancel) =>
        [.. (await db.Database.SqlQueryRaw<string>(LeapOver("= {0}"), here.Centre.Id.Value).ToListAsync(cancel))
            .Union(await db.Database.SqlQueryRaw<string>(LeapOver("IS NULL")).ToListAsync(cancel), StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Who did something lately.</summary>
    public async Task<List<Id<People.Person>>> Actors(int recent, CancellationToken cancel)
    {
        var found = new HashSet<Id<People.Person>>();
        foreach (var whose in Whose())
            found.UnionWith((await new Walk(whose, true).InOrder(null).Take(recent).Select(entry => entry.ActorId).Distinct().ToListAsync(cancel)).OfType<Id<People.Person>>());
        return [.. found];
    }

    // A leap from each act to the next in the index: there are dozens of acts, and millions of entries.
    private static string LeapOver(string centre) =>
        $"""
        WITH RECURSIVE leap(act) AS (
            SELECT (SELECT act FROM platform_audit WHERE centre_id {centre} ORDER BY act LIMIT 1)
            UNION ALL
            SELECT (SELECT later.act FROM platform_audit AS later WHERE later.centre_id {centre} AND later.act > leap.act ORDER BY later.act LIMIT 1) FROM leap WHERE leap.act IS NOT NULL)
        SELECT act AS "Value" FROM leap WHERE act IS NOT NULL
        """;

    private async Task<List<Walk>> Walks(AuditSearch search, CancellationToken cancel)
    {
        List<Walk> walks;
        if (search.Person is { } person)
        {
            var subject = $"person:{person}";
            walks = [new(Mine().Where(entry => entry.ActorId == person), false), new(Mine().Where(entry => entry.Subject == subject), false)];
            if (search.Act is { Length: > 0 } act)
                walks = [.. walks.Select(walk => walk with { Entries = walk.Entries.Where(entry => entry.Act == act || entry.Act.StartsWith(act + ".")) })];
        }
        else if (search.Act is { Length: > 0 } act)
        {
            var acts = (await Acts(cancel)).Where(one => one == act || one.StartsWith(act + ".", StringComparison.Ordinal));
            walks = [.. acts.SelectMany(one => Whose().Select(whose => new Walk(whose.Where(entry => entry.Act == one), true)))];
        }
        else
        {
            walks = [.. Whose().Select(whose => new Walk(whose, true))];
        }
        return [.. walks.Select(walk => walk with { Entries = Within(walk.Entries, search) })];
    }

    private IQueryable<AuditEntry> Within(IQueryable<AuditEntry> entries, AuditSearch search)
    {
        if (search.From is { } from && here.Centre.Instant(from.ToDateTime(TimeOnly.MinValue)) is var start)
            entries = entries.Where(entry => entry.At >= start);
        if (search.Until is { } until && until < DateOnly.MaxValue && here.Centre.Instant(until.AddDays(1).ToDateTime(TimeOnly.MinValue)) is var end)
            entries = entries.Where(entry => entry.At < end);
        return entries;
    }

    private IQueryable<AuditEntry> Mine()
    {
        Id<Centre>? centre = here.Centre.Id;
        return db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.CentreId == centre || entry.CentreId == null);
    }

    // The same as Mine, one after the other.
    private IEnumerable<IQueryable<AuditEntry>> Whose()
    {
        Id<Centre>? centre = here.Centre.Id;
        yield return db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.CentreId == centre);
        yield return db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.CentreId == null);
    }

    /// <param name="Entries">What is walked along.</param>
    /// <param name="OfOneCentre">All of one centre, or all of none.</param>
    private sealed record Walk(IQueryable<AuditEntry> Entries, bool OfOneCentre)
    {
        // PostgreSQL takes "is null" for no constant: said in the order, too, it knows the index that begins with the centre.
        public IQueryable<AuditEntry> InOrder(PageMark? before) => OfOneCentre
            ? Entries.OlderThan(entry => entry.At, entry => entry.Id, before).OrderByDescending(entry => entry.CentreId).ThenByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            : Entries.NewestFirst(entry => entry.At, entry => entry.Id, before);
    }
}
