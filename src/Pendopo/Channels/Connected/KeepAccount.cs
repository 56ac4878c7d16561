using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Connected;

/// <summary>Keeps an account that a person connected: a new channel, or other credentials for the one that has this address. What was under way with that goes on where it was.</summary>
internal sealed class KeepAccount(PendopoDb db, Accounts accounts, TimeProvider time)
{
    /// <param name="named">What people call it, and the address that stays when it is renamed.</param>
    /// <param name="goOn">The credentials with what is under way in those that were kept before.</param>
    public async Task<Channel> Run<TKeys>(Centre centre, string network, (string Handle, string Address) named, TKeys keys, Func<TKeys, TKeys> goOn, CancellationToken cancel)
    {
        var known = await db.Set<Channel>().FirstOrDefaultAsync(channel => channel.Network == network && channel.Address == named.Address, cancel);
        if (known is null)
            db.Add(known = Channel.Connect(centre.Id, network, named.Handle, named.Address, accounts.Seal(keys), time.Now()));
        else
            known.Renew(named.Handle, named.Address, accounts.Seal(goOn((await accounts.Open(known, cancel)).Credentials<TKeys>())), time.Now());
        await db.SaveChangesAsync(cancel);
        return known;
    }
}
