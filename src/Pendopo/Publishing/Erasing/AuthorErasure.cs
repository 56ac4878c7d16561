using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Erasing;

/// <summary>Somebody who wrote or approved for the centre: their name goes from the public pages and their calendar's address works no more.
/// What they wrote stays, and who did what stands under an id that means nothing any more.</summary>
internal sealed class AuthorErasure(PendopoDb db) : IErasure
{
    public IReadOnlyList<string> Tables => ["publishing_page", "publishing_calendar_feed"];

    public async Task Erase(Id<Person> person, CancellationToken cancel)
    {
        await db.Set<CalendarFeed>().AcrossCentres().Where(feed => feed.PersonId == person).ExecuteDeleteAsync(cancel);
        var approved = db.Set<Deed>().AcrossCentres().Where(deed => deed.PersonId == person && deed.Kind == DeedKind.Approved);
        await db.Set<SitePage>().AcrossCentres().Where(page => approved.Any(deed => deed.PostId == page.Id && deed.Revision == page.Revision))
            .ExecuteUpdateAsync(set => set.SetProperty(page => page.Reviewer, ""), cancel);
    }
}
