using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Access;

/// <summary>After an upgrade brought new permissions: gives each to the sample roles that its room names for it, once. What a centre
/// changed since stays changed.</summary>
public sealed class RoleUpkeep(PendopoDb db, CentreRoles roles, SettingsBook settings, CentreScope scope, IDialect dialect)
{
    public async Task Run(CancellationToken cancel)
    {
        scope.EnterInstallation();
        var declared = roles.Declared.Select(permission => permission.Name).ToList();
        var known = (await settings.Read(SettingKeys.KnownPermissions, cancel))?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (known is not null && declared.All(known.Contains))
            return;
        // Without a note of what was known, nothing was ever taken away on purpose: new roles begin complete anyway.
        foreach (var role in known is null ? [] : await db.Set<Role>().ToListAsync(cancel))
        {
            var more = roles.StartOf(role.Key).Except(known!, StringComparer.Ordinal).Except(role.Allowed, StringComparer.Ordinal).ToList();
            if (more.Count > 0)
                role.Allow(role.Allowed.Concat(more));
        }
        await settings.Write(SettingKeys.KnownPermissions, string.Join(' ', declared.Union(known ?? [], StringComparer.Ordinal)), cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (error is DbUpdateConcurrencyException || dialect.IsDuplicate(error))
        {
            // Another node of the same upgrade was first.
            db.ChangeTracker.Clear();
        }
    }
}
