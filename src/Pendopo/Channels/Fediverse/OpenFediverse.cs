using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Fediverse.Delivery;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>Gives every centre its place on the fediverse; who does not want it switches the channel off.</summary>
[Job("channels.fediverse-open", MaxAttempts = 3)]
internal sealed record OpenFediverse : IJob;

internal sealed class OpenFediverseJob(PendopoDb db, LocalActors actors, Addresses addresses, TimeProvider time) : IJobHandler<OpenFediverse>
{
    public async Task<JobOutcome> Run(OpenFediverse job, CancellationToken cancel)
    {
        var channels = await db.Set<Channel>().AcrossCentres().Where(row => row.Network == FediverseConnector.NetworkName).ToListAsync(cancel);
        foreach (var centre in await db.Set<Centre>().AsNoTracking().ToListAsync(cancel))
            await Open(centre, channels.FirstOrDefault(row => row.CentreId == centre.Id), cancel);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    private async Task Open(Centre centre, Channel? channel, CancellationToken cancel)
    {
        var handle = "@" + addresses.Handle(centre.Handle);
        var address = addresses.Actor(centre.Handle);
        if (channel is null)
        {
            await actors.Of(centre, cancel);
            db.Add(Channel.Connect(centre.Id, FediverseConnector.NetworkName, handle, address, credentials: null, time.Now()));
        }
        else if (channel.Address != address && channel.State == ChannelState.Connected)
        {
            // The public address was set or changed.
            channel.Renew(handle, address, credentials: null, time.Now());
        }
    }
}

/// <summary>Clears away what has done its work: memories past their time, hosts not heard of, bodies that were delivered or
/// given up, posts of others that grew old.</summary>
[Job("channels.fediverse-forget", MaxAttempts = 3)]
internal sealed record ForgetFediverse : IJob;

internal sealed class ForgetFediverseJob(PendopoDb db, Hosts hosts, FetchCeiling fetches, TimeProvider time) : IJobHandler<ForgetFediverse>
{
    // Longer than all attempts of a delivery together (Backoff: at most about three days).
    private static readonly TimeSpan Delivered = TimeSpan.FromDays(7);

    public async Task<JobOutcome> Run(ForgetFediverse job, CancellationToken cancel)
    {
        var now = time.Now();
        var bound = now - Delivered;
        await db.Set<Memory>().Where(row => row.Until < now).ExecuteDeleteAsync(cancel);
        await db.Set<Outgoing>().Where(row => row.CreatedAt < bound).ExecuteDeleteAsync(cancel);
        var oldest = now - FollowedPost.LongestAge;
        await db.Set<FollowedPost>().AcrossCentres().Where(row => row.PublishedAt < oldest).ExecuteDeleteAsync(cancel);
        await hosts.Forget(cancel);
        await fetches.Forget(cancel);
        return JobOutcome.Done;
    }
}
