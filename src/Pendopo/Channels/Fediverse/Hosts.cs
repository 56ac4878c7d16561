using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Delivery;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Signatures;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>How a server stands with us.</summary>
internal readonly record struct HostStanding(bool IsBlocked, bool IsIll);

/// <summary>What is known of other servers: how they want to be spoken to, whether they are well, whether we want them at all.</summary>
internal sealed class Hosts(PendopoDb db, IDialect dialect, TimeProvider time)
{
    public Task<PeerHost?> Find(string authority, CancellationToken cancel) =>
        db.Set<PeerHost>().AsNoTracking().FirstOrDefaultAsync(row => row.Authority == authority, cancel);

    /// <summary>Whether an administrator blocked the server or a domain above it.</summary>
    public async Task<bool> IsBlocked(string address, CancellationToken cancel) => (await Standing(address, cancel)).IsBlocked;

    /// <summary>What is known of the server of an address, in one look: every request that comes in asks.</summary>
    public async Task<HostStanding> Standing(string address, CancellationToken cancel)
    {
        if (WebAddress.DomainOf(address) is not { } domain || WebAddress.AuthorityOf(address) is not { } authority)
            return new(IsBlocked: true, IsIll: false);
        List<string> names = [authority];
        for (var rest = domain; rest.Length > 0; rest = rest.Contains('.', StringComparison.Ordinal) ? rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..] : "")
            names.Add(rest);
        var rows = await db.Set<PeerHost>().AsNoTracking().Where(row => names.Contains(row.Authority) && (row.BlockedAt != null || row.Failures > 0))
            .Select(row => new { row.Authority, row.BlockedAt, row.Failures }).ToListAsync(cancel);
        return new(rows.Exists(row => row.BlockedAt is not null), rows.Exists(row => row.Authority == authority && row.Failures > 0));
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

    /// <summary>Blocks a server, or a whole domain, for good.</summary>
    public Task Block(string domain, CancellationToken cancel) => Change(domain, (host, now) => host.Block(now), cancel);

    /// <summary>Drops what is not worth keeping: a stranger with endless host names must not fill the table.</summary>
    public Task<int> Forget(CancellationToken cancel)
    {
        var bound = time.Now() - HostBreaker.Forgotten;
        return db.Set<PeerHost>().Where(row => row.BlockedAt == null && row.SeenAt < bound).ExecuteDeleteAsync(cancel);
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
