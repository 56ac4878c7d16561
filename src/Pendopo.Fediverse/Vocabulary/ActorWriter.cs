using System.Text.Json.Nodes;

namespace Pendopo.Fediverse.Vocabulary;

/// <summary>Writes actors of ours, with the contexts that Mastodon reads and a JSON-LD processor can expand.</summary>
public static class ActorWriter
{
    /// <summary>The document of an actor.</summary>
    public static JsonObject Write(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return Brief(actor)
            .With("name", actor.Name)
            .With("summary", actor.Summary)
            .With("followers", actor.Followers)
            .With("following", actor.Following)
            .With("featured", actor.Featured)
            .With("featuredTags", actor.FeaturedTags)
            .With("icon", ImageNode(actor.Icon))
            .With("image", ImageNode(actor.Image))
            .With("manuallyApprovesFollowers", actor.ManuallyApprovesFollowers)
            .With("discoverable", actor.Discoverable)
            .With("indexable", actor.Indexable)
            .With("published", actor.Published is { } at ? Json.Instant(at) : null)
            .With("attachment", new JsonArray([.. actor.Fields.Select(FieldNode)]))
            .With("tag", new JsonArray())
            .With("alsoKnownAs", actor.AlsoKnownAs.Count > 0 ? Json.Array(actor.AlsoKnownAs) : null)
            .With("movedTo", actor.MovedTo)
            .With("webfinger", actor.Webfinger);
    }

    /// <summary>
    /// The least that says who signs: for the actor of the whole server, which has to be readable without a signature
    /// (else two servers that both ask for one wait for each other).
    /// </summary>
    public static JsonObject Brief(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var document = new JsonObject
        {
            ["@context"] = Contexts.ForActor(),
            ["id"] = actor.Id,
            ["type"] = actor.Kind.ToString(),
            ["preferredUsername"] = actor.PreferredUsername,
            ["inbox"] = actor.Inbox,
        };
        return document
            .With("outbox", actor.Outbox)
            .With("url", actor.Url)
            .With("endpoints", actor.SharedInbox is null ? null : new JsonObject { ["sharedInbox"] = actor.SharedInbox })
            .With("publicKey", KeyNode(actor.Keys));
    }

    private static JsonNode? KeyNode(IReadOnlyList<ActorKey> keys) =>
        keys.Count == 1 ? OneKey(keys[0]) : keys.Count == 0 ? null : new JsonArray([.. keys.Select(OneKey)]);

    private static JsonObject OneKey(ActorKey key) =>
        new() { ["id"] = key.Id, ["owner"] = key.Owner, ["publicKeyPem"] = key.Pem };

    private static JsonObject? ImageNode(ActorImage? image) =>
        image is null ? null : new JsonObject { ["type"] = "Image", ["url"] = image.Url }.With("mediaType", image.MediaType).With("summary", image.Description);

    private static JsonNode FieldNode(ActorField field) =>
        new JsonObject { ["type"] = "PropertyValue", ["name"] = field.Name, ["value"] = field.Value };
}
