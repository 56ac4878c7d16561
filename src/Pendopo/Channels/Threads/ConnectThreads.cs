using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Threads;

/// <summary>Connects the account that the person signed in with, or gives a connected one another token. It was tried when the person came back.</summary>
internal sealed class ConnectThreads(PendopoDb db, Accounts accounts, TimeProvider time)
{
    public async Task<Channel> Run(Centre centre, ThreadsKeys keys, CancellationToken cancel)
    {
        var known = await db.Set<Channel>().FirstOrDefaultAsync(channel => channel.Network == ThreadsConnector.NetworkName && channel.Address == keys.Account, cancel);
        if (known is null)
            db.Add(known = Channel.Connect(centre.Id, ThreadsConnector.NetworkName, "@" + keys.Username, keys.Account, accounts.Seal(keys), time.Now()));
        else
            // What is under way when it is connected again is still known by its containers.
            known.Renew("@" + keys.Username, keys.Account, accounts.Seal(keys with { Containers = (await accounts.Open(known, cancel)).Credentials<ThreadsKeys>().Containers }), time.Now());
        await db.SaveChangesAsync(cancel);
        return known;
    }
}
