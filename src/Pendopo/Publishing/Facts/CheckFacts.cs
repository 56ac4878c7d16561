using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Facts;

/// <summary>A reviewer says until when the health facts of a post hold, or takes the date away. A date needs a source in the post.</summary>
internal sealed class CheckFacts(PendopoDb db, PostLedger ledger, AuditBook audit)
{
    public async Task<Result<Post>> Run(Id<Post> id, DateOnly? until, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.approve") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        var today = Clock.DateOf(ledger.Now, ledger.Here.Centre.Zone);
        if (until is not null && post.Sources.Length == 0)
            return ledger.Problem("FactSourceMissing", "ReviewBy");
        if (until is { } day && (day <= today || day > today.AddYears(FactDate.MostYears)))
            return ledger.Problem("FactDateWrong", "ReviewBy", FactDate.MostYears);
        var fact = await db.Set<FactDate>().FirstOrDefaultAsync(row => row.PostId == id, cancel);
        if (until is { } end)
        {
            if (fact is null)
                db.Add(fact = FactDate.Of(post));
            fact.Check(end, ledger.Here.Actor, ledger.Now);
        }
        else if (fact is not null)
        {
            db.Remove(fact);
        }
        audit.Note("publishing.facts", $"post:{id}", until?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) ?? "");
        await db.SaveChangesAsync(cancel);
        return post;
    }
}

/// <summary>A post whose facts are to be checked soon, or should have been.</summary>
internal sealed record FactTask(Id<Post> Post, string Title, DateOnly ReviewBy);

/// <summary>Reads the dates of facts, within the centre.</summary>
internal sealed class FactReader(PendopoDb db)
{
    private const int Most = 50;

    public Task<FactDate?> Of(Id<Post> post, CancellationToken cancel) => db.Set<FactDate>().AsNoTracking().FirstOrDefaultAsync(row => row.PostId == post, cancel);

    /// <summary>What is out and due within two weeks, the oldest date first.</summary>
    public async Task<List<FactTask>> Due(DateOnly today, CancellationToken cancel)
    {
        var until = today.AddDays(FactDate.Notice);
        return await db.Set<FactDate>().AsNoTracking().Where(fact => fact.ReviewBy <= until)
            .Join(db.Set<Post>().Where(post => post.RecalledAt == null && post.FirstOutAt != null), fact => fact.PostId, post => post.Id, (fact, post) => new { post.Id, post.Title, fact.ReviewBy })
            .OrderBy(row => row.ReviewBy).ThenBy(row => row.Id).Take(Most).Select(row => new FactTask(row.Id, row.Title, row.ReviewBy)).ToListAsync(cancel);
    }
}
