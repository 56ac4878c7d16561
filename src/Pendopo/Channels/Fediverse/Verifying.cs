using Pendopo.Fediverse.Signatures;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>Who signed a request: somebody, or the status to refuse it with.</summary>
/// <param name="Fingerprint">Of the signature; empty when nobody was found.</param>
internal readonly record struct Signer(RemoteActor? Actor, int Status, string Fingerprint)
{
    public static Signer Refused(int status) => new(null, status, "");
}

/// <summary>Finds out who signed a request.</summary>
internal sealed class Verifying(PendopoDb db, RemoteActors people, Hosts hosts, Memories memories, FetchBudget budget, FetchCeiling ceiling, KnownKeys keys, TimeProvider time)
{
    // Mastodon's breaker: after a bad signature the key is not fetched again for so long, so that forgeries cost us nothing.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);

    // Whom no key is known of is measured with this one, so that it takes as long.
    private static readonly Lazy<string> Nobodys = new(() =>
    {
        using var key = SigningKey.Generate("");
        return key.PublicKeyPem;
    });

    public Task<Signer> Verify(RequestDescription request, CancellationToken cancel) => Verify(request, Find, cancel);

    /// <summary>Of somebody who changes or deletes themself. No key is fetched: of strangers nothing is here, and a deleted one's key is gone.
    /// Whether the actor is known, the signature good or both not, the answer and the work are the same, so that nobody learns by a
    /// forged farewell who has to do with a health centre.</summary>
    public Task<Signer> VerifyKnown(RequestDescription request, CancellationToken cancel) => Verify(request, FindKnown, cancel);

    private async Task<Signer> Verify(RequestDescription request, Func<InboundSignature, CancellationToken, Task<Signer>> find, CancellationToken cancel)
    {
        var reading = InboundSignature.Read(request, time.GetUtcNow());
        if (reading.Signature is not { } signature)
            return Signer.Refused(reading.Status);
        var standing = await hosts.Standing(signature.KeyId, cancel);
        if (standing.IsBlocked)
            return Signer.Refused(StatusCodes.Status403Forbidden);
        var signer = await find(signature, cancel);
        if (signer.Actor is { } actor && standing.IsIll)
            await hosts.Revive(actor.Uri, cancel);
        return signer;
    }

    private async Task<Signer> FindKnown(InboundSignature signature, CancellationToken cancel)
    {
        var known = await people.KnownByKey(signature.KeyId, cancel);
        var isGood = IsBy(signature, known?.PublicKey ?? Nobodys.Value);
        return known is not null && isGood ? Found(known, signature) : Signer.Refused(StatusCodes.Status202Accepted);
    }

    private async Task<Signer> Find(InboundSignature signature, CancellationToken cancel)
    {
        var known = await people.KnownByKey(signature.KeyId, cancel);
        if (known is not null && Fits(signature, known))
            return Found(known, signature);
        if (await memories.Holds(Memories.BadKey, signature.KeyId, cancel))
            return Signer.Refused(StatusCodes.Status401Unauthorized);
        return budget.Allows(signature.KeyId) && await ceiling.Take(cancel) ? await Fetch(signature, cancel) : Signer.Refused(StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<Signer> Fetch(InboundSignature signature, CancellationToken cancel)
    {
        var resolved = await people.FetchByKey(signature.KeyId, cancel);
        if (resolved.Fault == FetchFault.Later)
            return Signer.Refused(StatusCodes.Status503ServiceUnavailable);
        if (resolved.Actor is { } actor && Fits(signature, actor))
            return Found(actor, signature);
        await memories.Keep(Memories.BadKey, signature.KeyId, Quiet, cancel);
        await db.SaveChangesAsync(cancel);
        return Signer.Refused(StatusCodes.Status401Unauthorized);
    }

    private static Signer Found(RemoteActor actor, InboundSignature signature) => new(actor, StatusCodes.Status200OK, signature.Fingerprint);

    private bool Fits(InboundSignature signature, RemoteActor actor) => actor.KeyId == signature.KeyId && keys.HasSigned(actor.PublicKey, signature);

    // Read anew, whoever it is: a key that is remembered would answer sooner, and tell that its owner is known.
    private static bool IsBy(InboundSignature signature, string pem)
    {
        using var key = PublicKey.TryRead(pem);
        return key is not null && signature.IsBy(key);
    }
}
