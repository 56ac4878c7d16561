using Microsoft.EntityFrameworkCore;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Setup;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Sample;

/// <summary>What stands of the sample world in this installation.</summary>
/// <param name="People">The sample people who work nowhere else.</param>
/// <param name="IsAll">Whether there is no other centre.</param>
public sealed record SampleLeft(IReadOnlyList<Centre> Centres, IReadOnlyList<Person> People, int Posts, int Conversations, int Pictures, bool IsAll);

/// <summary>Finds what the sample world left: by the mark that its loading made, never by names, which a real centre may bear too.</summary>
public sealed class SampleTraces(PendopoDb db, Rights rights, Here here)
{
    /// <summary>What there is to remove; null when there is nothing, or not for this person.</summary>
    public async Task<SampleLeft?> Read(CancellationToken cancel)
    {
        if (!await rights.MayEverywhere(here, PlatformPermissions.Centres, cancel))
            return null;
        var ids = await Marked(cancel);
        var all = await db.Set<Centre>().AsNoTracking().OrderBy(centre => centre.CreatedAt).ToListAsync(cancel);
        var centres = all.Where(centre => ids.Contains(centre.Id)).ToList();
        if (centres.Count == 0)
            return null;
        return new(centres, await People(ids, cancel),
            await db.Set<Post>().AcrossCentres().CountAsync(row => ids.Contains(row.CentreId), cancel),
            await db.Set<Conversation>().AcrossCentres().CountAsync(row => ids.Contains(row.CentreId), cancel),
            await db.Set<StoredFile>().AcrossCentres().CountAsync(row => ids.Contains(row.CentreId), cancel),
            all.Count == centres.Count);
    }

    /// <summary>Adds the mark to the context.</summary>
    internal static void Leave(PendopoDb db, DateTimeOffset now, params Centre[] centres) =>
        db.Add(new Setting { Key = SampleContent.Mark, Value = string.Join(' ', centres.Select(centre => centre.Id.ToString())), UpdatedAt = now });

    private async Task<IReadOnlyList<Id<Centre>>> Marked(CancellationToken cancel)
    {
        var mark = await db.Set<Setting>().AsNoTracking().Where(row => row.Key == SampleContent.Mark).Select(row => row.Value).FirstOrDefaultAsync(cancel);
        return SampleContent.Marked(mark);
    }

    // A sample person to whom somebody gave real work stays. The areas of the sample are no work.
    private async Task<List<Person>> People(IReadOnlyList<Id<Centre>> centres, CancellationToken cancel)
    {
        var emails = SamplePeople.All.Select(person => person.Email).ToList();
        var people = await db.Set<Account>().AsNoTracking().Where(account => emails.Contains(account.Email!))
            .Join(db.Set<Person>().AsNoTracking(), account => account.PersonId, person => person.Id, (_, person) => person).OrderBy(person => person.Name).ToListAsync(cancel);
        var ids = people.Select(person => person.Id).ToList();
        var elsewhere = await db.Set<Membership>().AsNoTracking()
            .Where(row => ids.Contains(row.PersonId) && (row.CentreId == null ? row.AreaId == null : !centres.Contains(row.CentreId.Value)))
            .Select(row => row.PersonId).ToListAsync(cancel);
        return [.. people.Where(person => !elsewhere.Contains(person.Id))];
    }
}
