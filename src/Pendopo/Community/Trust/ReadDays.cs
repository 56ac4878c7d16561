using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Storage;
using Pendopo.Platform.Ui;

namespace Pendopo.Community.Trust;

/// <summary>Remembers that a member read today: once a day, and nothing of what.</summary>
internal sealed class ReadDays(PendopoDb db, Here here, StorageState storage, IDialect dialect, TimeProvider time, ILogger<ReadDays> log)
{
    public async Task Came(Viewer viewer, CancellationToken cancel)
    {
        if (viewer.Member is not { } member || here.Person?.Id != member.PersonId || storage.Trouble is not null)
            return;
        var today = Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);
        var next = member.Visits.On(today);
        if (next == member.Visits)
            return;
        // Reading goes on where this cannot be kept.
        try
        {
            await db.Set<Member>().Where(row => row.Id == member.Id && (row.LastDay == null || row.LastDay < today))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.DaysRead, next.Days).SetProperty(row => row.RecentDays, next.Recent).SetProperty(row => row.LastDay, today), cancel);
        }
        catch (Exception error) when (StorageFaults.Of(error, dialect) is not null)
        {
            log.LogDebug("That a member read today could not be kept");
        }
    }
}
