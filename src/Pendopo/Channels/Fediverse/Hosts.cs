using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Fediverse.Delivery;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Signatures;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>How a server stands with us.</summary>
/// <param name="IsBlocked">Nobody here wants anything of it.</param>
internal readonly record struct HostStanding(bool IsBlocked, bool IsIll);

/// <summary>What is known of other servers: how they want to be spoken to, whether they are well, whether we want them at all.</summary>
internal sealed class Hosts(PendopoDb db, DomainBlocks blocks, InboxReading reading, IDialect dialect, TimeProvider time)
{
    public Task<PeerHost?> Find(string authority, CancellationToken cancel) =>
        db.Set<PeerHost>().AsNoTracking().FirstOrDefaultAsync(row => row.Authority == authority, cancel);

    /// <summary>Whether the centre (when null, the installation's own actor) has nothing to do with the server of an address.</summary>
    public Task<bool> IsBlocked(string address, Id<Centre>? centre, CancellationToken cancel) => blocks.Hold(address, centre, cancel);

    /// <summary>What is known of the server of an address: every request that comes in asks.</summary>
    public async Task<HostStanding> Standing(string address, CancellationToken cancel)
    {
        if (WebAddress.AuthorityOf(address) is not { } authority || (await blocks.Reach(address, cancel)).Everybody)
            return new(IsBlocked: true, IsIll: false);
        return new(IsBlocked: false, await reading.IsIll(db, authority, cancel));
    }

    /// <summary>A server that sends valid requests is alive, whatever was thought of it.</summary>
    public Task Revive(string address, CancellationToken cancel) => Change(WebAddress.AuthorityOf(address)!, (host, now) => host.Succeeded(now), cancel);

    /// <summary>Keeps what a delivery taught; a healthy server that speaks as we first try needs no row.</summary>
    public async Task Answered(string authority, PeerHost? known, SignatureScheme scheme, CancellationToken cancel)
    {
        if ((known?.Scheme ?? SignatureScheme.Cavage) == scheme && known is not { Failures: > 0 })
            return;
        await Change(authority, (host, now) =>
        {
            host.Speaks(scheme, now);
            host.Succeeded(now);
        }, cancel);
    }

    public Task Failed(string authority, CancellationToken cancel) => Change(authority, (host, now) => host.Failed(now), cancel);

    /// <summary>Drops what is not worth keeping: a stranger with endless host names must not fill the table.</summary>
    public Task<int> Forget(CancellationToken cancel)
    {
        var bound = time.Now() - HostBreaker.Forgotten;
        return db.Set<PeerHost>().Where(row => row.SeenAt < bound).ExecuteDeleteAsync(cancel);
    }

    private async Task Change(string authority, Action<PeerHost, DateTimeOffset> change, CancellationToken cancel)
    {
        var now = time.Now();
        var host = await db.Set<PeerHost>().FirstOrDefaultAsync(row => row.Authority == authority, cancel);
        if (host is null)
            db.Add(host = PeerHost.Of(authority, now));
        change(host, now);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            // Another delivery to the same server wrote its first row in the same moment; one failure more or less changes nothing.
            db.Entry(host).State = EntityState.Detached;
        }
    }
}
