using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Storage;
using Pendopo.Platform.Ui;

namespace Pendopo.Platform.Audit;

/// <summary>Writes down who opened something of a person, once a day for each of them: its person may ask who did (UU 27/2022 article 32).</summary>
internal sealed class Openings(PendopoDb db, Here here, AuditBook audit, StorageState storage, TimeProvider time)
{
    public async Task Note(string act, string subject, CancellationToken cancel)
    {
        // Reading goes on while nothing can be kept: people wait for their answers, or stand at the desk.
        if (storage.Trouble is not null)
            return;
        var me = here.Actor;
        var today = here.Centre.Instant(Clock.DateOf(time.GetUtcNow(), here.Centre.Zone).ToDateTime(TimeOnly.MinValue));
        if (await db.Set<AuditEntry>().AnyAsync(entry => entry.Subject == subject && entry.At >= today && entry.ActorId == me && entry.Act == act, cancel))
            return;
        audit.Note(act, subject);
        await db.SaveChangesAsync(cancel);
    }
}
