using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>What a delivery needs to know.</summary>
/// <param name="Host">What is remembered of the server, if anything.</param>
/// <param name="HasEarlier">Whether something was said about the same thing before.</param>
internal sealed record Delivery(Outgoing Outgoing, LocalActor Actor, PeerHost? Host, bool HasEarlier);

/// <summary>Asks for all of it at once: a post to a thousand inboxes asks a thousand times. One object a program, for what is compiled belongs to
/// one database's model.</summary>
internal sealed class DeliveryReading
{
    private readonly Func<PendopoDb, Id<Outgoing>, string, CancellationToken, Task<Delivery?>> ask = EF.CompileAsyncQuery((PendopoDb db, Id<Outgoing> id, string authority, CancellationToken cancel) =>
        (from row in db.Set<Outgoing>().AsNoTracking()
         where row.Id == id
         join actor in db.Set<LocalActor>().AsNoTracking() on row.ActorId equals actor.Id
         from host in db.Set<PeerHost>().AsNoTracking().Where(host => host.Authority == authority).DefaultIfEmpty()
         select new Delivery(row, actor, host, db.Set<Outgoing>().Any(other => other.About == row.About && other.CreatedAt < row.CreatedAt)))
            .FirstOrDefault());

    /// <summary>Null when there is nothing to deliver any more. The question itself is cancelled: left alone under way, its connection would be closed
    /// beneath it and be lost to the pool, in which others then wait for it.</summary>
    public Task<Delivery?> Of(PendopoDb db, Id<Outgoing> id, string authority, CancellationToken cancel) => ask(db, id, authority, cancel);
}
