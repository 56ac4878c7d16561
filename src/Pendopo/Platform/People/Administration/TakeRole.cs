using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Platform.People.Administration;

/// <summary>Takes a role away, and signs its holder out, so that nothing goes on that it allowed.</summary>
public sealed class TakeRole(PendopoDb db, PeopleList people, Administrators administrators, Sessions sessions, Here here, AuditBook audit, TimeProvider time, IStringLocalizer<PeopleText> words)
{
    public async Task<Result<Done>> Run(Id<Person> person, Id<Membership> id, CancellationToken cancel)
    {
        var held = await db.Set<Membership>().FirstOrDefaultAsync(found => found.Id == id && found.PersonId == person, cancel);
        if (held is null || await people.One(person, cancel) is null)
            return Problem.NotFound;
        // A role above this centre is for who stands above it.
        if (held.CentreId != here.Centre.Id && !await people.IsWide(cancel))
            return Problem.NotFound;
        if (person == here.Actor)
            return words.Problem("NotYourself");
        if (!await administrators.AreLeftWithout(held.Id, null, cancel))
            return words.Problem("LastAdministrator");
        held.End(time.Now());
        var role = await db.Set<Role>().FirstAsync(found => found.Id == held.RoleId, cancel);
        audit.Note("people.take-role", $"person:{person}", role.Key);
        await db.SaveChangesAsync(cancel);
        await sessions.EndAllOf(person, cancel);
        return new Done();
    }
}

/// <summary>Sees to it that somebody can always administer the installation.</summary>
public sealed class Administrators(PendopoDb db, TimeProvider time)
{
    /// <summary>Whether, without one membership or one person, somebody whose account works still manages people and roles everywhere.</summary>
    public async Task<bool> AreLeftWithout(Id<Membership>? membership, Id<Person>? person, CancellationToken cancel)
    {
        var now = time.Now();
        var rows = await db.Set<Membership>()
            .Where(held => held.CentreId == null && held.AreaId == null && (held.Until == null || held.Until > now) && held.Id != (membership ?? default) && held.PersonId != (person ?? default))
            .Where(held => db.Set<Account>().Any(account => account.PersonId == held.PersonId && account.DisabledAt == null))
            .Join(db.Set<Role>(), held => held.RoleId, role => role.Id, (_, role) => role.Permissions)
            .ToListAsync(cancel);
        return rows.Any(permissions => permissions.Split(' ') is var all && all.Contains(PlatformPermissions.People) && all.Contains(PlatformPermissions.Roles));
    }
}
