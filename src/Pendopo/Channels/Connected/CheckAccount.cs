using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Connected;

/// <summary>Asks a network whether an account works, and keeps the answer: every day, and when a person wants to know.</summary>
internal sealed class CheckAccount(PendopoDb db, Accounts accounts, TimeProvider time)
{
    /// <summary>False when there is no such channel in the centre in scope.</summary>
    public async Task<bool> Run(Id<Channel> id, CancellationToken cancel)
    {
        if (await accounts.Find(id, cancel) is not { } channel || !accounts.Knows(channel.Network))
            return false;
        using var turn = await Accounts.Turn(channel.Id, cancel);
        var asked = time.Now();
        var health = await accounts.Connector(channel.Network).Check(await accounts.Open(channel, cancel), cancel);
        // The connector may have rotated the credentials meanwhile, in a transaction of its own.
        await db.Entry(channel).ReloadAsync(cancel);
        if (!health.Works && channel.WorksSince(asked))
            return true;
        channel.Checked(health, time.Now());
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
