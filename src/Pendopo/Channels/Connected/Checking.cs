using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Connected;

/// <summary>The daily look at every account, so that a dead one is seen before a post is due.</summary>
[Job("channels.check-all", MaxAttempts = 1)]
internal sealed record CheckAll : IJob;

internal sealed class CheckAllJob(PendopoDb db, Accounts accounts, JobBoard jobs) : IJobHandler<CheckAll>
{
    public async Task<JobOutcome> Run(CheckAll job, CancellationToken cancel)
    {
        var channels = await db.Set<Channel>().AcrossCentres().AsNoTracking().Where(channel => channel.State != ChannelState.Off).ToListAsync(cancel);
        foreach (var channel in channels.Where(channel => accounts.Knows(channel.Network)))
            jobs.Add(new CheckChannel(channel.Id), centre: channel.CentreId, lane: channel.Network);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("channels.check", Queue = "ask", MaxAttempts = 3)]
internal sealed record CheckChannel(Id<Channel> Channel) : IJob;

internal sealed class CheckChannelJob(CheckAccount check) : IJobHandler<CheckChannel>
{
    public async Task<JobOutcome> Run(CheckChannel job, CancellationToken cancel) =>
        await check.Run(job.Channel, cancel) ? JobOutcome.Done : JobOutcome.Cancel("The channel is gone.");
}
