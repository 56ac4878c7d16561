using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Conversations;

public sealed record Colleague(Id<Person> Id, string Name);

/// <summary>Who at this centre may answer.</summary>
public sealed class Colleagues(PendopoDb db, Here here, Holders holders)
{
    public async Task<List<Colleague>> WhoAnswer(CancellationToken cancel) =>
        [.. (await holders.Of(InboxRoom.MayReply, here.Centre.Id, ownOnly: true, cancel)).Select(person => new Colleague(person.Id, person.Name))];

    /// <summary>Names of the given people, for showing who wrote.</summary>
    public async Task<IReadOnlyDictionary<Id<Person>, string>> Names(IEnumerable<Id<Person>> people, CancellationToken cancel)
    {
        var ids = people.Distinct().ToList();
        return await db.Set<Person>().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
    }
}
