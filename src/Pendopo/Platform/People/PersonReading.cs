using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People;

/// <summary>What somebody may do, and where.</summary>
/// <param name="Centre">At this centre; null when in an area or everywhere.</param>
/// <param name="Area">At every centre of this area; null with <paramref name="Centre"/> means everywhere.</param>
/// <param name="Permissions">The role's permissions, separated by spaces.</param>
public sealed record HeldRole(Id<Centre>? Centre, Id<Area>? Area, string Permissions);

/// <summary>The questions that every request of a signed-in person asks, compiled once: putting them together anew takes longer than the database needs to answer.</summary>
/// <remarks>One object a program: what is compiled belongs to one database's model.</remarks>
public sealed class PersonReading
{
    /// <summary>The person of an account that is not disabled; null when there is none.</summary>
    public Func<PendopoDb, Id<Account>, CancellationToken, Task<Person?>> OfAccount { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Account> account, CancellationToken cancel) =>
        db.Set<Account>().AsNoTracking().Where(found => found.Id == account && found.DisabledAt == null)
            .Join(db.Set<Person>().AsNoTracking(), found => found.PersonId, person => person.Id, (_, person) => person).FirstOrDefault());

    /// <summary>The areas above an area, with itself, separated by slashes; null when it is not there.</summary>
    public Func<PendopoDb, Id<Area>, CancellationToken, Task<string?>> PathOf { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Area> id, CancellationToken cancel) =>
        db.Set<Area>().Where(area => area.Id == id).Select(area => area.Path).FirstOrDefault());

    /// <summary>Every role that a person holds at an instant, wherever it holds.</summary>
    public Func<PendopoDb, Id<Person>, DateTimeOffset, IAsyncEnumerable<HeldRole>> Roles { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Person> person, DateTimeOffset now) =>
        db.Set<Membership>().Where(held => held.PersonId == person && held.Since <= now && (held.Until == null || held.Until > now))
            .Join(db.Set<Role>(), held => held.RoleId, role => role.Id, (held, role) => new HeldRole(held.CentreId, held.AreaId, role.Permissions)));
}
