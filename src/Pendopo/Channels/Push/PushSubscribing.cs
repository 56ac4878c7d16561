using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Push;

/// <summary>Takes a browser in and lets it go, and opens the channel.</summary>
internal sealed class PushSubscribing(PendopoDb db, Here here, VapidKeyring keyring, AuditBook audit, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>So many browsers of one centre; beyond it somebody fills the table.</summary>
    public const int Most = 100_000;

    public IDataProtector Protector { get; } = protection.CreateProtector("channels.push-target");

    /// <summary>The channel of the centre in scope while it is open; null where none is.</summary>
    public Task<Channel?> Channel(CancellationToken cancel) =>
        db.Set<Channel>().AsNoTracking().FirstOrDefaultAsync(row => row.Network == PushConnector.NetworkName && row.State != ChannelState.Off, cancel);

    public Task<int> Browsers(CancellationToken cancel) => db.Set<PushSubscription>().CountAsync(cancel);

    /// <returns>The mark by which the browser ends it; null where nothing is offered, or what came is no browser's.</returns>
    public async Task<string?> Take(PushTarget? target, CancellationToken cancel)
    {
        if (target is null || !here.HasCentre || await Channel(cancel) is not { } channel)
            return null;
        var known = await db.Set<PushSubscription>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.Mark == target.Mark, cancel);
        if (known is not null)
            known.Renew(target, Protector);
        else if (await db.Set<PushSubscription>().CountAsync(cancel) < Most)
            db.Add(PushSubscription.Of(channel, target, Protector, time.Now()));
        else
            return null;
        // Two at once of one browser: one of them is enough.
        await db.TrySave(cancel);
        return target.Mark;
    }

    public async Task End(string mark, CancellationToken cancel)
    {
        if (here.HasCentre)
            await db.Set<PushSubscription>().Where(row => row.Mark == mark).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Offers notifications on the centre's pages.</summary>
    public async Task<Result<Channel>> Open(CancellationToken cancel)
    {
        if (!here.May(ChannelsRoom.MayConnect))
            return Problem.NotFound;
        await keyring.Open(cancel);
        var known = await db.Set<Channel>().FirstOrDefaultAsync(row => row.Network == PushConnector.NetworkName, cancel);
        if (known is null)
            db.Add(known = Contracts.Channel.Connect(here.Centre.Id, PushConnector.NetworkName, here.Centre.Name, "push", null, time.Now()));
        else
            known.SwitchOn();
        audit.Note("push.open", $"channel:{known.Id}");
        await db.SaveChangesAsync(cancel);
        return known;
    }
}
