using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>The pause that a network wants between two messages to one person, kept in the person's row: whoever writes it first, of all jobs and nodes, may send.</summary>
internal sealed class PairPause(PendopoDb db, TimeProvider time)
{
    /// <summary>Takes a person's turn; null when it was free, else when it is again.</summary>
    public async Task<DateTimeOffset?> Take(Contact contact, TimeSpan between, CancellationToken cancel)
    {
        if (between <= TimeSpan.Zero)
            return null;
        var now = time.Now();
        var since = now - between;
        if (await db.Set<Contact>().Where(row => row.Id == contact.Id && (row.CalledAt == null || row.CalledAt <= since)).ExecuteUpdateAsync(set => set.SetProperty(row => row.CalledAt, now), cancel) > 0)
            return null;
        return (await db.Set<Contact>().Where(row => row.Id == contact.Id).Select(row => row.CalledAt).FirstOrDefaultAsync(cancel) ?? now) + between;
    }

    /// <summary>Somebody answers a person at once; the next post to them waits.</summary>
    public Task Note(Contact contact, CancellationToken cancel)
    {
        var now = time.Now();
        return db.Set<Contact>().Where(row => row.Id == contact.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.CalledAt, now), cancel);
    }
}
