using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Hold;

/// <summary>What a hold says to a publication whose minute has come.</summary>
internal enum HoldVerdict { Go, Wait, Ask }

/// <summary>A post that a hold keeps back, or would.</summary>
/// <param name="Held">Its minute has come and it waits.</param>
public sealed record HeldLine(Id<Post> Post, string Title, string Language, DateTimeOffset Due, bool Held, bool Urgent);

/// <summary>Whether a hold stands at the centre in scope, and what it keeps back.</summary>
internal sealed class HoldBook(PendopoDb db, SendingReading reading)
{
    private const int Most = 200;

    public Task<SendingHold?> Now(CancellationToken cancel) => reading.Hold(db, cancel);

    public async Task<string> NameOf(Id<Person> person, CancellationToken cancel) =>
        await db.Set<Person>().AsNoTracking().Where(row => row.Id == person).Select(row => row.Name).FirstOrDefaultAsync(cancel) ?? "";

    /// <summary>Asked right before the intent of a send is written. What was begun before is under way and goes on.</summary>
    public async Task<HoldVerdict> Of(Publication publication, CancellationToken cancel)
    {
        if (publication.IntendedAt is not null || await reading.IsUrgent(db, publication.PostId, cancel))
            return HoldVerdict.Go;
        if (await Now(cancel) is not null)
            return HoldVerdict.Wait;
        if (publication.TroubleCode != Publication.OnHold)
            return HoldVerdict.Go;
        var last = await db.Set<SendingHold>().AsNoTracking().OrderByDescending(row => row.EndedAt).FirstOrDefaultAsync(cancel);
        return last is { Late: LateOnes.Ask } && publication.DueAt <= last.EndedAt ? HoldVerdict.Ask : HoldVerdict.Go;
    }

    /// <summary>What is planned and has not begun, in the order of the clock; one line a post.</summary>
    public async Task<IReadOnlyList<HeldLine>> Planned(CancellationToken cancel)
    {
        var rows = await (from row in db.Set<Publication>().AsNoTracking()
                          where row.State == PublicationState.Scheduled && row.IntendedAt == null && row.DueAt != null
                          join post in db.Set<Post>().AsNoTracking() on row.PostId equals post.Id
                          orderby row.DueAt
                          select new { post.Id, post.Title, post.Language, row.DueAt, row.TroubleCode }).Take(Most).ToListAsync(cancel);
        var ids = rows.Select(row => row.Id).Distinct().ToList();
        var urgent = await db.Set<UrgentPost>().AsNoTracking().Where(row => ids.Contains(row.PostId)).Select(row => row.PostId).ToListAsync(cancel);
        return [.. rows.GroupBy(row => row.Id).Select(group => new HeldLine(group.Key, group.First().Title, group.First().Language, group.Min(row => row.DueAt)!.Value,
            group.Any(row => row.TroubleCode == Publication.OnHold), urgent.Contains(group.Key)))];
    }
}
