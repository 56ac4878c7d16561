using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People.Administration;

public sealed record PersonRow(Id<Person> Id, string Name, string Title, string? Email, bool Disabled, bool NeverIn, IReadOnlyList<HeldRole> Roles);

public sealed record HeldRole(Id<Membership> Id, Id<Role> RoleId, string Key, string Name, Id<Centre>? CentreId, string? Area, DateTimeOffset? Until);

/// <summary>The people an administrator may see: those with a role at this centre or above it; all of them for who holds the permission in
/// the whole installation.</summary>
public sealed class PeopleList(PendopoDb db, Rights rights, Here here, TimeProvider time)
{
    private const int Most = 200;

    public async Task<bool> IsWide(CancellationToken cancel) => (await rights.Everywhere(here.Actor, cancel)).Contains(PlatformPermissions.People);

    /// <summary>Whether this person may do something here that the one who asks may not: such a person is not theirs to decide about.</summary>
    public async Task<bool> MayMore(Id<Person> person, CancellationToken cancel) =>
        (await rights.At(person, here.Centre, cancel)).Any(permission => !here.May(permission));

    public async Task<IReadOnlyList<PersonRow>> Find(string? text, CancellationToken cancel)
    {
        var visible = await Visible(cancel);
        if (!string.IsNullOrWhiteSpace(text))
            visible = visible.Where(Named(text!.Trim()));
        return await Rows(visible.OrderBy(person => person.Name).Take(Most), cancel);
    }

    /// <summary>Whose name or address holds the text, whatever the case.</summary>
    private Expression<Func<Person, bool>> Named(string text)
    {
        var pattern = LikePattern.Holding(text);
        var email = text.ToUpperInvariant();
        // SQLite's LIKE ignores the case of ASCII letters; PostgreSQL's does not.
        return db.Database.IsNpgsql()
            ? person => EF.Functions.ILike(person.Name, pattern, "\\") || db.Set<Account>().Any(account => account.PersonId == person.Id && account.NormalizedEmail!.Contains(email))
            : person => EF.Functions.Like(person.Name, pattern, "\\") || db.Set<Account>().Any(account => account.PersonId == person.Id && account.NormalizedEmail!.Contains(email));
    }

    /// <summary>One person, or null when there is none that this administrator may see.</summary>
    public async Task<PersonRow?> One(Id<Person> id, CancellationToken cancel) =>
        (await Rows((await Visible(cancel)).Where(person => person.Id == id), cancel)).FirstOrDefault();

    private async Task<IQueryable<Person>> Visible(CancellationToken cancel)
    {
        var people = db.Set<Person>().AsNoTracking();
        if (await IsWide(cancel))
            return people;
        Id<Centre>? centre = here.Centre.Id;
        return people.Where(person => db.Set<Membership>().Any(held => held.PersonId == person.Id && held.CentreId == centre));
    }

    private async Task<IReadOnlyList<PersonRow>> Rows(IQueryable<Person> people, CancellationToken cancel)
    {
        var found = await people.ToListAsync(cancel);
        var ids = found.Select(person => person.Id).ToList();
        var accounts = await db.Set<Account>().AsNoTracking().Where(account => ids.Contains(account.PersonId)).ToDictionaryAsync(account => account.PersonId, cancel);
        var passkeys = await db.UserPasskeys.AsNoTracking().Select(key => key.UserId).Distinct().ToListAsync(cancel);
        var held = (await Held(ids, cancel)).ToLookup(pair => pair.Person, pair => pair.Role);
        return [.. found.Select(person => Row(person, accounts.GetValueOrDefault(person.Id), passkeys, [.. held[person.Id]]))];
    }

    private static PersonRow Row(Person person, Account? account, List<Id<Account>> passkeys, IReadOnlyList<HeldRole> roles) => new(
        person.Id, person.Name, person.Title, account?.Email, account?.DisabledAt is not null,
        account is { PasswordHash: null } && !passkeys.Contains(account.Id), roles);

    private async Task<List<(Id<Person> Person, HeldRole Role)>> Held(List<Id<Person>> people, CancellationToken cancel)
    {
        var now = time.Now();
        var rows = await db.Set<Membership>().Where(held => people.Contains(held.PersonId) && (held.Until == null || held.Until > now))
            .Join(db.Set<Role>(), held => held.RoleId, role => role.Id, (held, role) => new { held, role })
            .GroupJoin(db.Set<Area>(), pair => pair.held.AreaId, area => (Id<Area>?)area.Id, (pair, areas) => new { pair.held, pair.role, areas })
            .SelectMany(pair => pair.areas.DefaultIfEmpty(), (pair, area) => new { pair.held, pair.role, Area = area == null ? null : area.Name })
            .ToListAsync(cancel);
        return [.. rows.Select(row => (row.held.PersonId, new HeldRole(row.held.Id, row.role.Id, row.role.Key, row.role.Name, row.held.CentreId, row.Area, row.held.Until)))];
    }
}
