using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Channels.Fediverse.Reported;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse.Erasing;

/// <summary>Somebody on another server who is erased: as one who follows, likes, writes, reports and is read, with the answers that name them.</summary>
internal sealed class ActorErasure(PendopoDb db, TimeProvider time) : IOutsiderErasure
{
    public IReadOnlyList<string> Tables =>
    [
        "channels_fediverse_person", "channels_fediverse_follower", "channels_fediverse_reaction", "channels_fediverse_received", "channels_fediverse_followed",
        "channels_fediverse_followed_post", "channels_fediverse_report", "channels_fediverse_post", "channels_fediverse_outgoing",
    ];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var people = await db.Set<RemoteActor>().AsNoTracking().Where(actor => name == null || actor.Uri == name || name.Contains(actor.Username)).ToListAsync(cancel);
        return [.. people.Where(actor => name is null || actor.Uri == name || actor.Handle == name).Select(actor => new Outsider(FediverseConnector.NetworkName, actor.Uri))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        if (outsider.Network != FediverseConnector.NetworkName)
            return;
        var uri = outsider.Id;
        var people = db.Set<RemoteActor>().Where(actor => actor.Uri == uri).Select(actor => actor.Id);
        await db.Set<Follower>().AcrossCentres().Where(row => people.Contains(row.ActorId)).ExecuteDeleteAsync(cancel);
        await db.Set<Reaction>().AcrossCentres().Where(row => people.Contains(row.ActorId)).ExecuteDeleteAsync(cancel);
        await db.Set<ReceivedPost>().AcrossCentres().Where(row => people.Contains(row.ActorId)).ExecuteDeleteAsync(cancel);
        await db.Set<FollowedAccount>().AcrossCentres().Where(row => people.Contains(row.ActorId)).ExecuteDeleteAsync(cancel);
        await db.Set<FollowedPost>().AcrossCentres().Where(row => people.Contains(row.ActorId)).ExecuteDeleteAsync(cancel);
        await db.Set<FediverseReport>().AcrossCentres().Where(row => row.From == uri).ExecuteDeleteAsync(cancel);
        await db.Set<Outgoing>().Where(row => row.About == uri || row.Body.Contains(uri)).ExecuteDeleteAsync(cancel);
        foreach (var answer in await db.Set<FediversePost>().AcrossCentres().Where(row => row.Document.Contains(uri)).ToListAsync(cancel))
            answer.Delete(time.Now());
        await db.Set<RemoteActor>().Where(actor => actor.Uri == uri).ExecuteDeleteAsync(cancel);
    }
}
