using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People.Administration;

/// <summary>Makes a role of this centre, or changes its name and what it allows. A permission one does not hold stays as it is.</summary>
public sealed class SaveRole(PendopoDb db, CentreRoles roles, Rights rights, Here here, AuditBook audit, IStringLocalizer<PeopleText> words)
{
    /// <summary>The roles of this centre; for who manages roles in the whole installation also its own.</summary>
    public async Task<IReadOnlyList<Role>> All(CancellationToken cancel)
    {
        Id<Centre>? centre = here.Centre.Id;
        var wide = (await rights.Everywhere(here.Actor, cancel)).Contains(PlatformPermissions.Roles);
        return await db.Set<Role>().AsNoTracking().Where(role => role.CentreId == centre || (wide && role.CentreId == null)).ToListAsync(cancel);
    }

    public IReadOnlyList<string> Permissions => [.. roles.Declared.Select(permission => permission.Name)];

    public async Task<Result<Done>> Run(Id<Role>? id, string? name, IReadOnlyCollection<string> wanted, int version, CancellationToken cancel)
    {
        var role = id is null ? null : (await All(cancel)).FirstOrDefault(found => found.Id == id);
        if (id is not null && role is null)
            return Problem.NotFound;
        var isSample = role is not null && SampleRoles.All.Contains(role.Key, StringComparer.Ordinal);
        if ((string.IsNullOrWhiteSpace(name) && !isSample) || name?.Length > 80)
            return words.Problem("RoleNameRequired", "Name");
        var allowed = Merge(role?.Allowed ?? [], wanted);
        if (role is null)
            db.Add(role = Role.Of("own-" + Guid.CreateVersion7().ToString("N")[..12], name!.Trim(), allowed, here.Centre.Id));
        else if (!Change(role, name, allowed, version))
            return words.Problem("ChangedMeanwhile");
        if (await LosesOwn(role, allowed, cancel))
            return words.Problem("KeepRights", "Permissions");
        audit.Note("roles.save", $"role:{role.Id}", role.Key);
        return await Keep(cancel);
    }

    private bool Change(Role role, string? name, IReadOnlyList<string> allowed, int version)
    {
        if (role.Version != version)
            return false;
        db.Attach(role);
        role.Rename(name?.Trim() ?? "");
        role.Allow(allowed);
        return true;
    }

    private List<string> Merge(IEnumerable<string> before, IReadOnlyCollection<string> wanted) =>
        [.. before.Where(permission => !here.May(permission)).Union(wanted.Where(here.May), StringComparer.Ordinal).Intersect(Permissions, StringComparer.Ordinal)];

    /// <summary>Whether the change would take the right to manage roles from the one who makes it.</summary>
    private async Task<bool> LosesOwn(Role role, List<string> allowed, CancellationToken cancel)
    {
        if (allowed.Contains(PlatformPermissions.Roles, StringComparer.Ordinal))
            return false;
        var actor = here.Actor;
        var mine = await db.Set<Membership>().Where(held => held.PersonId == actor).Select(held => held.RoleId).ToListAsync(cancel);
        if (!mine.Contains(role.Id))
            return false;
        var others = await db.Set<Role>().AsNoTracking().Where(found => mine.Contains(found.Id) && found.Id != role.Id).ToListAsync(cancel);
        return !others.Exists(other => other.Allowed.Contains(PlatformPermissions.Roles, StringComparer.Ordinal));
    }

    private async Task<Result<Done>> Keep(CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return new Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            return words.Problem("ChangedMeanwhile");
        }
    }
}
