using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Access;

/// <summary>Who may do something at a centre: the other way round from <see cref="Rights"/>.</summary>
public sealed class Holders(PendopoDb db, CentreDirectory centres, TimeProvider time)
{
    /// <summary>The people who hold a permission at a centre, by a role held there, or (unless only the centre's own are asked for) in an
    /// area above it or everywhere; by name.</summary>
    public async Task<List<Person>> Of(string permission, Id<Centre> centre, bool ownOnly, CancellationToken cancel)
    {
        var now = time.Now();
        var roles = (await db.Set<Role>().AsNoTracking().ToListAsync(cancel))
            .Where(role => role.Allowed.Contains(permission, StringComparer.Ordinal)).Select(role => role.Id).ToList();
        var above = ownOnly ? [] : await Above(centre, cancel);
        var ids = await db.Set<Membership>().AsNoTracking()
            .Where(held => roles.Contains(held.RoleId) && held.Since <= now && (held.Until == null || held.Until > now))
            .Where(held => held.CentreId == centre || (!ownOnly && held.CentreId == null && (held.AreaId == null || above.Contains(held.AreaId))))
            .Select(held => held.PersonId).Distinct().ToListAsync(cancel);
        return await db.Set<Person>().AsNoTracking().Where(person => ids.Contains(person.Id)).OrderBy(person => person.Name).ToListAsync(cancel);
    }

    private async Task<List<Id<Area>?>> Above(Id<Centre> centre, CancellationToken cancel)
    {
        var area = (await centres.ById(centre, cancel))?.AreaId;
        var path = await db.Set<Area>().Where(row => row.Id == area).Select(row => row.Path).FirstOrDefaultAsync(cancel) ?? "";
        return [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => (Id<Area>?)Id<Area>.Parse(id, null))];
    }
}
