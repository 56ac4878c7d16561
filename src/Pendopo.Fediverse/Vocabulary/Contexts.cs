using System.Text.Json.Nodes;

namespace Pendopo.Fediverse.Vocabulary;

/// <summary>
/// The contexts we write. Only these three remote or inline ones: every server ships the first two, and Iceshrimp.NET
/// expands them truly, so they have to be right.
/// </summary>
internal static class Contexts
{
    private const string Security = "https://w3id.org/security/v1";

    internal static JsonNode Plain() => JsonValue.Create(ActivityDocument.Context);

    internal static JsonArray ForActor() =>
    [
        ActivityDocument.Context,
        Security,
        new JsonObject
        {
            ["manuallyApprovesFollowers"] = "as:manuallyApprovesFollowers",
            ["alsoKnownAs"] = Reference("as:alsoKnownAs"),
            ["movedTo"] = Reference("as:movedTo"),
            ["toot"] = "http://joinmastodon.org/ns#",
            ["featured"] = Reference("toot:featured"),
            ["featuredTags"] = Reference("toot:featuredTags"),
            ["discoverable"] = "toot:discoverable",
            ["indexable"] = "toot:indexable",

            // Not the namespace schema.org gives itself, but the one Mastodon looks for.
            ["schema"] = "http://schema.org#",
            ["PropertyValue"] = "schema:PropertyValue",
            ["value"] = "schema:value",
            ["webfinger"] = "https://purl.archive.org/socialweb/webfinger#webfinger",
        },
    ];

    internal static JsonArray ForPost() =>
    [
        ActivityDocument.Context,
        new JsonObject
        {
            ["ostatus"] = "http://ostatus.org#",
            ["conversation"] = "ostatus:conversation",
            ["sensitive"] = "as:sensitive",
            ["Hashtag"] = "as:Hashtag",
            ["toot"] = "http://joinmastodon.org/ns#",
            ["votersCount"] = "toot:votersCount",
            ["blurhash"] = "toot:blurhash",
        },
    ];

    private static JsonObject Reference(string term) => new() { ["@id"] = term, ["@type"] = "@id" };
}
