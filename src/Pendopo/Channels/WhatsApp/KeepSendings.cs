using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.WhatsApp;

/// <summary>What a person decides of posts on their way: to go on after a hold, and what became of a message of which nobody knows.</summary>
internal sealed class KeepSendings(PendopoDb db, JobBoard jobs, TimeProvider time)
{
    /// <summary>False when there is no such post, or it does not wait.</summary>
    public async Task<bool> GoOn(Id<Broadcast> id, CancellationToken cancel)
    {
        if (await db.Set<Broadcast>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { State: BroadcastState.Held } broadcast)
            return false;
        // One that waits for an instant has its job still: it is told to look earlier by nobody.
        if (broadcast.HeldUntil is not null)
            return false;
        broadcast.GoOn();
        jobs.Add(new SendBroadcast(broadcast.Id));
        return await db.TrySave(cancel);
    }

    /// <summary>Settles all of a post of which nobody knows: they arrived, or they are sent once more.</summary>
    public async Task<bool> Decide(Id<Broadcast> id, bool arrived, CancellationToken cancel)
    {
        if (await db.Set<Broadcast>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } broadcast)
            return false;
        var lines = await db.Set<Sending>().Where(row => row.Key == broadcast.Key && row.State == SendingState.Unknown).ToListAsync(cancel);
        foreach (var line in lines)
            line.Decide(arrived, time.Now());
        if (!arrived && lines.Count > 0 && broadcast.State == BroadcastState.Done && broadcast.GoOn())
            jobs.Add(new SendBroadcast(broadcast.Id));
        return await db.TrySave(cancel);
    }
}
