using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Bluesky;

/// <summary>Records of app.bsky.feed.post. The same post always makes the same record, so that writing it again changes nothing.</summary>
internal static class PostRecord
{
    /// <summary>Bound of the record's own list of tags.</summary>
    private const int MaxTags = 8;

    public static JsonObject Of(OutgoingPost post, IReadOnlyDictionary<string, string> people, IReadOnlyList<JsonNode> blobs)
    {
        var record = Start(post.Text, post.Language, post.IntendedAt, people);
        if (post.Tags.Count > 0)
            record["tags"] = new JsonArray([.. post.Tags.Take(MaxTags).Select(tag => JsonValue.Create(tag))]);
        record["embed"] = blobs.Count > 0 ? Images(post.Images, blobs) : Card(post);
        return record;
    }

    public static JsonObject Of(OutgoingReply reply, IReadOnlyDictionary<string, string> people)
    {
        var record = Start(reply.Text, reply.Language, reply.IntendedAt, people);
        record["reply"] = new JsonObject { ["root"] = Reference(reply.Root), ["parent"] = Reference(reply.To) };
        return record;
    }

    private static JsonObject Start(string text, string language, DateTimeOffset intendedAt, IReadOnlyDictionary<string, string> people)
    {
        var record = new JsonObject
        {
            ["$type"] = AtUri.PostCollection,
            ["text"] = text,
            ["createdAt"] = intendedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["langs"] = new JsonArray(language),
        };
        var facets = RichText.Find(text).Select(span => Facet(span, people)).OfType<JsonNode>().ToArray();
        if (facets.Length > 0)
            record["facets"] = new JsonArray(facets);
        return record;
    }

    private static JsonObject? Facet(RichSpan span, IReadOnlyDictionary<string, string> people)
    {
        var feature = span.Kind switch
        {
            SpanKind.Link => new JsonObject { ["$type"] = "app.bsky.richtext.facet#link", ["uri"] = span.Value },
            SpanKind.Tag => new JsonObject { ["$type"] = "app.bsky.richtext.facet#tag", ["tag"] = span.Value },
            // A name that leads to nobody stays plain text.
            _ => people.TryGetValue(span.Value, out var did) ? new JsonObject { ["$type"] = "app.bsky.richtext.facet#mention", ["did"] = did } : null,
        };
        return feature is null ? null : new JsonObject
        {
            ["index"] = new JsonObject { ["byteStart"] = span.Start, ["byteEnd"] = span.End },
            ["features"] = new JsonArray(feature),
        };
    }

    private static JsonObject Images(IReadOnlyList<OutgoingImage> images, IReadOnlyList<JsonNode> blobs) => new()
    {
        ["$type"] = "app.bsky.embed.images",
        ["images"] = new JsonArray([.. images.Zip(blobs, Image)]),
    };

    private static JsonNode Image(OutgoingImage image, JsonNode blob) => new JsonObject
    {
        ["image"] = blob.DeepClone(),
        ["alt"] = image.Alt,
        ["aspectRatio"] = new JsonObject { ["width"] = image.Width, ["height"] = image.Height },
    };

    /// <summary>Without a picture the post carries a card that leads to its page.</summary>
    private static JsonObject Card(OutgoingPost post) => new()
    {
        ["$type"] = "app.bsky.embed.external",
        ["external"] = new JsonObject { ["uri"] = post.Url, ["title"] = post.Title, ["description"] = "" },
    };

    private static JsonObject Reference(RemoteRef remote) => new() { ["uri"] = remote.Id, ["cid"] = remote.Version };
}
