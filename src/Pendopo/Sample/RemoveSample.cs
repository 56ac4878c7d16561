using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Setup;

namespace Pendopo.Sample;

/// <summary>Removes the sample centres with all that stands in them, and the sample people. It cannot be undone.</summary>
public sealed class RemoveSample(PendopoDb db, SampleTraces traces, ForgetCentre forget, CentreDirectory directory, AuditBook audit, Here here, IStringLocalizer<SampleWords> words)
{
    public async Task<Result<Done>> Run(CancellationToken cancel)
    {
        if (await traces.Read(cancel) is not { } left)
            return Problem.NotFound;
        if (left.IsAll)
            return words.Problem("SampleIsAll");
        if (left.People.Any(person => person.Id == here.Actor))
            return words.Problem("SampleIsYou");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var centre in left.Centres)
            await forget.Run(centre.Id, cancel);
        await ForgetPeople([.. left.People.Select(person => person.Id)], cancel);
        await ForgetAreas(left.Centres, cancel);
        await db.Set<Setting>().Where(row => row.Key == SampleContent.Mark).ExecuteDeleteAsync(cancel);
        audit.Note("sample.remove", "installation");
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        directory.Forget();
        return default(Done);
    }

    private async Task ForgetPeople(List<Id<Person>> people, CancellationToken cancel)
    {
        var accounts = await db.Set<Account>().Where(row => people.Contains(row.PersonId)).Select(row => row.Id).ToListAsync(cancel);
        await db.Set<Session>().Where(row => accounts.Contains(row.AccountId)).ExecuteDeleteAsync(cancel);
        await db.Set<AccountLink>().Where(row => accounts.Contains(row.AccountId)).ExecuteDeleteAsync(cancel);
        await db.Set<Membership>().Where(row => people.Contains(row.PersonId)).ExecuteDeleteAsync(cancel);
        await db.Set<Account>().Where(row => accounts.Contains(row.Id)).ExecuteDeleteAsync(cancel);
        await db.Set<Person>().Where(row => people.Contains(row.Id)).ExecuteDeleteAsync(cancel);
    }

    // The tree of the sample goes when no centre stands in it and nobody holds a right over it any more.
    private async Task ForgetAreas(IReadOnlyList<Centre> gone, CancellationToken cancel)
    {
        var areas = await db.Set<Area>().ToListAsync(cancel);
        var roots = areas.Where(area => gone.Any(centre => centre.AreaId == area.Id)).Select(area => Top(area.Path)).ToHashSet(StringComparer.Ordinal);
        var tree = areas.Where(area => roots.Contains(Top(area.Path))).ToList();
        var ids = tree.Select(area => area.Id).ToList();
        if (await db.Set<Centre>().AnyAsync(centre => ids.Contains(centre.AreaId), cancel) || await db.Set<Membership>().AnyAsync(row => row.AreaId != null && ids.Contains(row.AreaId.Value), cancel))
            return;
        await db.Set<Area>().Where(area => ids.Contains(area.Id)).ExecuteDeleteAsync(cancel);
    }

    private static string Top(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries)[0];
}
