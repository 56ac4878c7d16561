using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>Somebody elsewhere, or why they cannot be known.</summary>
internal readonly record struct Resolved(RemoteActor? Actor, FetchFault? Fault);

/// <summary>Finds people elsewhere: first here, then at their own server. At most two documents are fetched.</summary>
internal sealed class RemoteActors(PendopoDb db, InboxReading reading, Fetching fetching, IDialect dialect, TimeProvider time)
{
    public Task<RemoteActor?> Known(string uri, CancellationToken cancel) => db.Set<RemoteActor>().FirstOrDefaultAsync(row => row.Uri == uri, cancel);

    public Task<RemoteActor?> KnownByKey(string keyId, CancellationToken cancel) => reading.ByKey(db, keyId, cancel);

    /// <summary>The actor of this id, fetched when it is not known.</summary>
    public async Task<Resolved> Find(string uri, CancellationToken cancel)
    {
        if (await Known(uri, cancel) is { } known)
            return new(known, null);
        var fetched = await fetching.Get(uri, cancel);
        return fetched.Fault is { } fault ? new(null, fault) : await Keep(fetched, keyId: null, cancel);
    }

    /// <summary>The owner of a key, fetched anew: from the key's document to the owner's own, which has to list the key.</summary>
    public async Task<Resolved> FetchByKey(string keyId, CancellationToken cancel)
    {
        var fetched = await fetching.Get(keyId, cancel);
        if (fetched.Fault is { } fault)
            return new(null, fault);
        if (Actor.Read(fetched.Root).Value is { } actor && KeyOwner.Find(actor, keyId) is not null)
            return await Keep(fetched, keyId, cancel);
        if (KeyOwner.NamedIn(fetched.Root, keyId) is not { } owner)
            return new(null, FetchFault.Refused);
        var owned = await fetching.Get(owner, cancel);
        return owned.Fault is { } second ? new(null, second) : await Keep(owned, keyId, cancel);
    }

    /// <summary>Takes what an actor's own server or the actor itself said of it.</summary>
    /// <param name="keyId">The key that has to be among its keys; null leaves the known one if it still is, and else takes the first: an account
    /// that changes its key lists both for a while, and speaks with the new one.</param>
    public async Task<Resolved> Keep(Fetched fetched, string? keyId, CancellationToken cancel)
    {
        if (Actor.Read(fetched.Root).Value is not { } actor)
            return new(null, FetchFault.Refused);
        var now = time.Now();
        var row = await Known(actor.Id, cancel);
        var key = KeyOwner.Find(actor, keyId ?? row?.KeyId ?? "") ?? (keyId is null ? actor.Keys.FirstOrDefault() : null);
        if (key is null || !RemoteActor.Fits(actor, key))
            return new(null, FetchFault.Refused);
        if (row is null)
            db.Add(row = RemoteActor.Of(actor, key, now));
        else
            row.Take(actor, key, now);
        try
        {
            await db.SaveChangesAsync(cancel);
            return new(row, null);
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            // Two requests met the same stranger in the same moment.
            db.Entry(row).State = EntityState.Detached;
            return new(await Known(actor.Id, cancel), null);
        }
    }
}
