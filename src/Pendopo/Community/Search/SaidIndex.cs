using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Text;

namespace Pendopo.Community.Search;

/// <summary>Keeps the words by which things said are found, in the transaction of whoever says them.</summary>
internal sealed class SaidIndex(PendopoDb db)
{
    private const int AtOnce = 200;

    /// <summary>The words of something new.</summary>
    public void Add(Said said) => db.AddRange(Terms(said).Select(term => SaidTerm.Of(said, term)));

    /// <summary>The words as they stand now instead of those before.</summary>
    public async Task Change(Said said, CancellationToken cancel)
    {
        var (known, now) = (await Known(said.Id, cancel), Terms(said));
        db.RemoveRange(known.Where(row => !now.Contains(row.Term)));
        db.AddRange(now.Except(known.Select(row => row.Term), StringComparer.Ordinal).Select(term => SaidTerm.Of(said, term)));
    }

    public async Task Drop(Id<Said> said, CancellationToken cancel) => db.RemoveRange(await Known(said, cancel));

    /// <summary>Takes up what was said before there was a search, or was brought by an import: so many are done in one go, and the number tells whether more are left.</summary>
    public async Task<int> Missing(CancellationToken cancel)
    {
        var rows = await db.Set<Said>().AcrossCentres().AsNoTracking().Where(row => row.GoneAt == null && row.Text != "" && !db.Set<SaidTerm>().AcrossCentres().Any(term => term.SaidId == row.Id)).OrderBy(row => row.Id).Take(AtOnce).ToListAsync(cancel);
        rows.ForEach(Add);
        var added = await db.SaveChangesAsync(cancel);
        foreach (var entry in db.ChangeTracker.Entries<SaidTerm>().ToList())
            entry.State = EntityState.Detached;
        // Words that all are too common to be looked for leave no term: those rows would come again for ever.
        return added == 0 ? 0 : rows.Count;
    }

    // What stands before the words to cover them is what it is about, and is looked for as well.
    private static HashSet<string> Terms(Said said) => SearchText.Terms($"{said.Text}\n{said.Line}").ToHashSet(StringComparer.Ordinal);

    private Task<List<SaidTerm>> Known(Id<Said> said, CancellationToken cancel) => db.Set<SaidTerm>().Where(row => row.SaidId == said).ToListAsync(cancel);
}

/// <summary>Takes up what has no words in the search yet.</summary>
[Job("community.index", MaxAttempts = 3)]
internal sealed record IndexSquare : IJob;

internal sealed class IndexSquareJob(SaidIndex index) : IJobHandler<IndexSquare>
{
    public async Task<JobOutcome> Run(IndexSquare job, CancellationToken cancel)
    {
        while (await index.Missing(cancel) > 0)
            cancel.ThrowIfCancellationRequested();
        return JobOutcome.Done;
    }
}
