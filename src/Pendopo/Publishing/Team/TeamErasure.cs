using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Publishing.Team;

/// <summary>A colleague who is erased: what was asked of them, said to them and noted of their hours goes. Ideas stay, under an id that means nothing any more.</summary>
internal sealed class TeamErasure(PendopoDb db) : IErasure
{
    public IReadOnlyList<string> Tables => ["publishing_assignment", "publishing_mention", "publishing_effort"];

    public async Task Erase(Id<Person> person, CancellationToken cancel)
    {
        await db.Set<Assignment>().AcrossCentres().Where(row => row.PersonId == person).ExecuteDeleteAsync(cancel);
        await db.Set<Mention>().AcrossCentres().Where(row => row.PersonId == person).ExecuteDeleteAsync(cancel);
        await db.Set<Effort>().AcrossCentres().Where(row => row.PersonId == person).ExecuteDeleteAsync(cancel);
    }
}
