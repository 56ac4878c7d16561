using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Connected;

/// <summary>Asks a network whether an account works, and keeps the answer: every day, and when a person wants to know.</summary>
internal sealed class CheckAccount(PendopoDb db, Accounts accounts, TimeProvider time)
{
    // Who keeps losing to others leaves it to the next look: what they kept is newer.
    private const int Tries = 5;

    /// <summary>False when there is no such channel in the centre in scope.</summary>
    public async Task<bool> Run(Id<Channel> id, CancellationToken cancel)
    {
        if (await accounts.Find(id, cancel) is not { } channel || !accounts.Knows(channel.Network))
            return false;
        using var turn = await Accounts.Turn(channel.Id, cancel);
        var asked = time.Now();
        var health = await accounts.Connector(channel.Network).Check(await accounts.Open(channel, cancel), cancel);
        for (var tries = 0; tries < Tries; tries++)
        {
            // Meanwhile the connector may have rotated the credentials in a transaction of its own, or a person switched the channel off.
            db.ChangeTracker.Clear();
            if (await accounts.Find(id, cancel) is not { } now)
                return false;
            if (!health.Works && now.WorksSince(asked))
                return true;
            now.Checked(health, time.Now());
            if (await db.TrySave(cancel))
                break;
        }
        return true;
    }
}
