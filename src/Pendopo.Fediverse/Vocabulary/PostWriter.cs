using System.Text.Json.Nodes;

namespace Pendopo.Fediverse.Vocabulary;

/// <summary>Writes posts of ours. Lists are always lists; blind recipients do not exist here, so none can leak.</summary>
public static class PostWriter
{
    /// <summary>The document of a post, with its context.</summary>
    public static JsonObject Write(Post post)
    {
        var document = new JsonObject { ["@context"] = Contexts.ForPost() };
        foreach (var (name, value) in Object(post).ToList())
        {
            document[name] = value?.DeepClone();
        }

        return document;
    }

    /// <summary>What stands in the place of a deleted post, with the answer 410.</summary>
    public static JsonObject Tombstone(string id, DateTimeOffset? deleted) =>
        new JsonObject { ["@context"] = Contexts.Plain(), ["id"] = id, ["type"] = "Tombstone" }
            .With("deleted", deleted is { } at ? Json.Instant(at) : null);

    /// <summary>The post without a context, as it stands in an activity.</summary>
    internal static JsonObject Object(Post post)
    {
        ArgumentNullException.ThrowIfNull(post);
        return new JsonObject { ["id"] = post.Id, ["type"] = post.Kind.ToString(), ["attributedTo"] = post.AttributedTo }
            .With("to", Json.Array(post.To))
            .With("cc", Json.Array(post.Cc))
            .With("published", post.Published is { } published ? Json.Instant(published) : null)
            .With("updated", post.Updated is { } updated ? Json.Instant(updated) : null)
            .With("url", post.Url)
            .With("name", post.Name)
            .With("content", post.Content)
            .With("contentMap", post is { Content: not null, Language: not null } ? new JsonObject { [post.Language] = post.Content } : null)
            .With("summary", post.Summary)
            .With("sensitive", post.Content is null ? null : post.Sensitive)
            .With("inReplyTo", post.InReplyTo)
            .With("conversation", post.Conversation)
            .With("tag", new JsonArray([.. post.Tags.Select(TagNode)]))
            .With("attachment", new JsonArray([.. post.Attachments.Select(FileNode)]))
            .With("replies", post.Replies)
            .With("likes", Total(post.Likes))
            .With("shares", Total(post.Shares))
            .WithPoll(post.Poll);
    }

    private static JsonObject WithPoll(this JsonObject document, Poll? poll)
    {
        if (poll is null)
        {
            return document;
        }

        var options = poll.Options.Select(o => (JsonNode?)new JsonObject
        {
            ["type"] = "Note", ["name"] = o.Name, ["replies"] = new JsonObject { ["type"] = "Collection", ["totalItems"] = o.Votes },
        });
        return document
            .With(poll.Multiple ? "anyOf" : "oneOf", new JsonArray([.. options]))
            .With("endTime", poll.EndsAt is { } end ? Json.Instant(end) : null)
            .With("closed", poll.ClosedAt is { } closed ? Json.Instant(closed) : null)
            .With("votersCount", poll.Voters);
    }

    private static JsonNode TagNode(PostTag tag)
    {
        var node = new JsonObject { ["type"] = tag.Kind.ToString(), ["name"] = tag.Name };
        return tag.Kind == TagKind.Emoji
            ? node.With("icon", tag.Href is null ? null : new JsonObject { ["type"] = "Image", ["url"] = tag.Href })
            : node.With("href", tag.Href);
    }

    private static JsonNode FileNode(PostAttachment file) =>
        new JsonObject { ["type"] = file.Type, ["url"] = file.Url }
            .With("mediaType", file.MediaType)
            .With("name", file.Description)
            .With("width", file.Width)
            .With("height", file.Height)
            .With("blurhash", file.Blurhash);

    private static JsonObject? Total(int? count) => count is null ? null : new JsonObject { ["type"] = "Collection", ["totalItems"] = count };
}
