using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Access;

/// <summary>What a person may do at a centre: by the roles held there, in an area above it, or everywhere.
/// Read at every request, so that a change of rights works at once.</summary>
public sealed class Rights(PendopoDb db, TimeProvider time)
{
    public async Task<IReadOnlySet<string>> At(Id<Person> person, Centre centre, CancellationToken cancel)
    {
        var now = time.Now();
        var path = await db.Set<Area>().Where(area => area.Id == centre.AreaId).Select(area => area.Path).FirstOrDefaultAsync(cancel) ?? "";
        var above = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => (Id<Area>?)Id<Area>.Parse(id, null)).ToList();
        var sets = await db.Set<Membership>()
            .Where(held => held.PersonId == person && held.Since <= now && (held.Until == null || held.Until > now))
            .Where(held => held.CentreId == centre.Id || (held.CentreId == null && (held.AreaId == null || above.Contains(held.AreaId))))
            .Join(db.Set<Role>(), held => held.RoleId, role => role.Id, (held, role) => role.Permissions)
            .ToListAsync(cancel);
        return sets.SelectMany(set => set.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether the person of this request holds a permission in the whole installation, not only at one centre.</summary>
    public async Task<bool> MayEverywhere(Here here, string permission, CancellationToken cancel) =>
        (await Everywhere(here.Actor, cancel)).Contains(permission);

    /// <summary>What a person may do in the whole installation, by roles held without a centre or area.</summary>
    public async Task<IReadOnlySet<string>> Everywhere(Id<Person> person, CancellationToken cancel)
    {
        var now = time.Now();
        var sets = await db.Set<Membership>()
            .Where(held => held.PersonId == person && held.CentreId == null && held.AreaId == null && held.Since <= now && (held.Until == null || held.Until > now))
            .Join(db.Set<Role>(), held => held.RoleId, role => role.Id, (_, role) => role.Permissions)
            .ToListAsync(cancel);
        return sets.SelectMany(set => set.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
    }
}
