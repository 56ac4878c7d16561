using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People.Administration;

/// <summary>Gives a role of this centre, for good or until a day. Nobody gives what they do not hold themselves.</summary>
public sealed class GiveRole(PendopoDb db, PeopleList people, Here here, AuditBook audit, TimeProvider time, IStringLocalizer<PeopleText> words)
{
    /// <summary>The roles that this administrator may give here.</summary>
    public async Task<IReadOnlyList<Role>> Offered(CancellationToken cancel)
    {
        Id<Centre>? centre = here.Centre.Id;
        var roles = await db.Set<Role>().AsNoTracking().Where(role => role.CentreId == centre).ToListAsync(cancel);
        return [.. roles.Where(MayGive).OrderBy(role => words.Of(role.Key, role.Name), StringComparer.CurrentCulture)];
    }

    public async Task<Result<Done>> Run(Id<Person> person, Id<Role> role, DateOnly? lastDay, CancellationToken cancel)
    {
        if (await people.One(person, cancel) is null)
            return Problem.NotFound;
        // Who holds a role until a day would otherwise make it last for good.
        if (person == here.Actor)
            return words.Problem("NotYourself", "Role");
        // Until a day means to the end of that day on the centre's clock.
        var until = lastDay is { } day ? here.Centre.Instant(day.AddDays(1).ToDateTime(TimeOnly.MinValue)) : (DateTimeOffset?)null;
        if (until <= time.Now())
            return words.Problem("UntilPast", "Until");
        var given = await Add(person, role, until, cancel);
        if (!given.Ok)
            return given;
        await db.SaveChangesAsync(cancel);
        return new Done();
    }

    /// <summary>Adds the membership to the context.</summary>
    internal async Task<Result<Done>> Add(Id<Person> person, Id<Role> id, DateTimeOffset? until, CancellationToken cancel)
    {
        Id<Centre>? centre = here.Centre.Id;
        var now = time.Now();
        if (await db.Set<Role>().FirstOrDefaultAsync(found => found.Id == id && found.CentreId == centre, cancel) is not { } role)
            return Problem.NotFound;
        if (!MayGive(role))
            return words.Problem("RoleTooHigh", "Role");
        if (await db.Set<Membership>().AnyAsync(held => held.PersonId == person && held.RoleId == id && held.CentreId == centre && (held.Until == null || held.Until > now), cancel))
            return words.Problem("RoleHeld", "Role");
        var membership = Membership.AtCentre(person, id, here.Centre.Id, now);
        if (until is { } end)
            membership.End(end);
        db.Add(membership);
        audit.Note("people.give-role", $"person:{person}", role.Key);
        return new Done();
    }

    private bool MayGive(Role role) => role.Allowed.All(here.May);
}
