using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Publications;

/// <summary>The two channels that every centre has from the start: its own site and its feeds.</summary>
internal sealed class OwnChannels(IServiceScopeFactory scopes, CentreDirectory centres, IDialect dialect, TimeProvider time)
{
    public const string Site = "site", Feeds = "feeds";

    private readonly ConcurrentDictionary<Id<Centre>, bool> there = new();

    /// <summary>Makes sure of both for every centre; after the first time it costs a look into memory.</summary>
    public async Task Ensure(CancellationToken cancel)
    {
        foreach (var centre in await centres.All(cancel))
        {
            if (!there.ContainsKey(centre.Id))
                await Ensure(centre, cancel);
        }
    }

    private async Task Ensure(Centre centre, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(centre.Id);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var known = await db.Set<Channel>().Select(channel => channel.Network).ToListAsync(cancel);
        foreach (var network in new[] { Site, Feeds }.Except(known))
            db.Add(Channel.Connect(centre.Id, network, "@" + centre.Handle, centre.Handle, null, time.Now()));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            // Another node was quicker: they are there, which is all that was wanted.
        }
        there[centre.Id] = true;
    }
}
