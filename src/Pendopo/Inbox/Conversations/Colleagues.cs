using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Conversations;

public sealed record Colleague(Id<Person> Id, string Name);

/// <summary>Who at this centre may answer.</summary>
public sealed class Colleagues(PendopoDb db, Here here, TimeProvider time)
{
    public async Task<List<Colleague>> WhoAnswer(CancellationToken cancel)
    {
        var now = time.Now();
        var roles = await db.Set<Role>().AsNoTracking().ToListAsync(cancel);
        var answering = roles.Where(role => role.Allowed.Contains(InboxRoom.MayReply, StringComparer.Ordinal)).Select(role => role.Id).ToList();
        return await db.Set<Membership>()
            .Where(held => held.CentreId == here.Centre.Id && answering.Contains(held.RoleId) && held.Since <= now && (held.Until == null || held.Until > now))
            .Join(db.Set<Person>(), held => held.PersonId, person => person.Id, (_, person) => new { person.Id, person.Name })
            .Distinct().OrderBy(person => person.Name).Select(person => new Colleague(person.Id, person.Name)).ToListAsync(cancel);
    }

    /// <summary>Names of the given people, for showing who wrote.</summary>
    public async Task<IReadOnlyDictionary<Id<Person>, string>> Names(IEnumerable<Id<Person>> people, CancellationToken cancel)
    {
        var ids = people.Distinct().ToList();
        return await db.Set<Person>().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
    }
}
