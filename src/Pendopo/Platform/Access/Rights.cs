using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Access;

/// <summary>What a person may do at a centre: by the roles held there, in an area above it, or everywhere.
/// Read at every request, so that a change of rights works at once.</summary>
public sealed class Rights(PendopoDb db, PersonReading reading, IEnumerable<IRightsGate> gates, TimeProvider time)
{
    public async Task<IReadOnlySet<string>> At(Id<Person> person, Centre centre, CancellationToken cancel)
    {
        var path = centre.AreaId is { } area ? await reading.PathOf(db, area, cancel) ?? "" : "";
        var above = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => Id<Area>.Parse(id, null)).ToHashSet();
        var held = await reading.Roles(db, person, time.Now()).ToListAsync(cancel);
        var sets = held.Where(role => role.Centre == centre.Id || (role.Centre is null && (role.Area is not { } place || above.Contains(place)))).Select(role => role.Permissions);
        var all = sets.SelectMany(set => set.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
        foreach (var gate in gates)
        {
            if (all.Contains(gate.Permission) && !await gate.Holds(person, centre, cancel))
                all.Remove(gate.Permission);
        }
        return all;
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
