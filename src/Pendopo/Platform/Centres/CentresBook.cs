using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Centres;

/// <summary>The centres in which the person of this request may do something.</summary>
public sealed class CentresBook(PendopoDb db, CentreDirectory directory, Rights rights, Here here)
{
    /// <summary>Where they may change the centre's own data.</summary>
    public async Task<IReadOnlyList<Centre>> Mine(CancellationToken cancel) => await Where(held => held.Contains(PlatformPermissions.Centres), cancel);

    /// <summary>Where they hold any role at all.</summary>
    public async Task<IReadOnlyList<Centre>> WhereIWork(CancellationToken cancel) => await Where(held => held.Count > 0, cancel);

    /// <summary>A centre they may change, tracked; null for any other.</summary>
    public async Task<Centre?> One(Id<Centre> id, CancellationToken cancel) =>
        (await Mine(cancel)).Any(centre => centre.Id == id) ? await db.Set<Centre>().FirstOrDefaultAsync(centre => centre.Id == id, cancel) : null;

    /// <summary>Whether they may open centres and draw areas: the permission held for the whole installation.</summary>
    public async Task<bool> MayOpen(CancellationToken cancel) => (await rights.Everywhere(here.Actor, cancel)).Contains(PlatformPermissions.Centres);

    public async Task<IReadOnlyList<Area>> Areas(CancellationToken cancel)
    {
        var all = await db.Set<Area>().AsNoTracking().ToListAsync(cancel);
        var names = all.ToDictionary(area => area.Id.ToString(), area => area.Name, StringComparer.Ordinal);
        // Ordered by the names on the way down, so that each stands below what it lies in.
        return [.. all.OrderBy(area => string.Join('/', area.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => names.GetValueOrDefault(id))), StringComparer.CurrentCulture)];
    }

    private async Task<IReadOnlyList<Centre>> Where(Func<IReadOnlySet<string>, bool> may, CancellationToken cancel)
    {
        var found = new List<Centre>();
        foreach (var centre in await directory.All(cancel))
        {
            if (may(await rights.At(here.Actor, centre, cancel)))
                found.Add(centre);
        }
        return found;
    }
}
