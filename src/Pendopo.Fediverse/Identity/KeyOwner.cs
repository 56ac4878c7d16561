using System.Text.Json;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Fediverse.Identity;

/// <summary>Whose a key is. A key speaks only for the actor whose own document lists it.</summary>
public static class KeyOwner
{
    /// <summary>
    /// Whether the document that was fetched for a key id names an owner elsewhere, who has to be fetched and asked
    /// (GoToSocial keeps keys at an address of their own). Null when the document is no such key.
    /// </summary>
    /// <param name="document">What lies at the key id; its id must be the key id itself.</param>
    /// <param name="keyId">The key id of the signature.</param>
    public static string? NamedIn(JsonElement document, string keyId)
    {
        if (Actor.KeyOf(document) is { } bare)
        {
            return bare.Id == keyId && WebAddress.SameHost(bare.Id, bare.Owner) ? bare.Owner : null;
        }

        // A stub actor around the key.
        return Json.Many(document, "publicKey", ActivityLimits.Keys).Select(Actor.KeyOf).FirstOrDefault(k => k?.Id == keyId) is { } inner
            && WebAddress.SameHost(inner.Id, inner.Owner)
            ? inner.Owner
            : null;
    }

    /// <summary>The key of that id in the actor's own document; null when the actor does not list it, so that it speaks for nobody.</summary>
    public static ActorKey? Find(Actor actor, string keyId)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Keys.FirstOrDefault(k => k.Id == keyId && k.Owner == actor.Id && WebAddress.SameHost(k.Id, actor.Id));
    }

    /// <summary>Whether the owner of the key is the one who acts, to the letter (Fedify CVE-2025-54888). The same host is not enough.</summary>
    public static bool Speaks(string keyOwner, Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return string.Equals(keyOwner, activity.Actor, StringComparison.Ordinal);
    }
}
