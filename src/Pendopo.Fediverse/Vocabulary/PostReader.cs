using System.Text.Json;
using Pendopo.Fediverse.Identity;

namespace Pendopo.Fediverse.Vocabulary;

/// <summary>Reads posts that strangers' servers described.</summary>
public static class PostReader
{
    /// <summary>The kind an object claims; null when it is no post.</summary>
    public static PostKind? KindOf(JsonElement root)
    {
        foreach (var type in Json.Types(root))
        {
            if (type.Length > 0 && char.IsAsciiLetter(type[0]) && Enum.TryParse<PostKind>(type, out var kind) && Enum.IsDefined(kind))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Reads a post: its id and author must lie on one host.</summary>
    /// <param name="root">An object out of <see cref="ActivityDocument.Open"/>, or embedded in one.</param>
    public static Reading<Post> Read(JsonElement root)
    {
        if (KindOf(root) is not { } kind)
        {
            return Reading<Post>.Refused("the type is no post's");
        }

        if (Json.Id(root) is not { } id || Json.Id(root, "attributedTo") is not { } author)
        {
            return Reading<Post>.Refused("a post needs an id and an author");
        }

        if (!WebAddress.SameHost(id, author))
        {
            return Reading<Post>.Refused("the post lies on another host than its author");
        }

        var post = Texts(root, new Post { Id = id, Kind = kind, AttributedTo = author });
        return Reading<Post>.Of(post with
        {
            To = Json.Recipients(root, "to"),
            Cc = Json.Recipients(root, "cc"),
            Published = Json.Instant(root, "published"),
            Updated = Json.Instant(root, "updated"),
            Url = Json.Address(root, "url") is { } url && WebAddress.SameHost(id, url) ? url : null,
            InReplyTo = Json.Id(root, "inReplyTo"),
            Conversation = Json.Text(root, "context", WebAddress.MaxLength) ?? Json.Text(root, "conversation", WebAddress.MaxLength),
            Tags = Tags(root),
            Attachments = Attachments(root),
            Poll = kind == PostKind.Question ? PollOf(root) : null,
            Replies = Json.Id(root, "replies") is { } replies && WebAddress.SameHost(id, replies) ? replies : null,
            Likes = Total(root, "likes"),
            Shares = Total(root, "shares"),
        });
    }

    private static Post Texts(JsonElement root, Post post)
    {
        var content = Json.Text(root, "content", ActivityLimits.Content);
        var language = Language(root, ref content);
        return post with
        {
            Content = content,
            Language = language,
            Name = Json.Text(root, "name", ActivityLimits.Name) ?? FirstOfMap(root, "nameMap")?.Text,
            Summary = Json.Text(root, "summary", ActivityLimits.Warning),
            Sensitive = Json.Flag(root, "sensitive") ?? false,
        };
    }

    /// <summary>The language whose text is the content (GoToSocial), else the first of the map (Mastodon); the map alone gives the content too.</summary>
    private static string? Language(JsonElement root, ref string? content)
    {
        if (FirstOfMap(root, "contentMap") is not { } first)
        {
            return null;
        }

        if (content is null)
        {
            content = Json.Cut(first.Text, ActivityLimits.Content);
            return LanguageTag(first.Language);
        }

        var text = content;
        var same = Json.Get(root, "contentMap")!.Value.EnumerateObject().Take(64)
            .FirstOrDefault(p => p.Value.ValueKind == JsonValueKind.String && p.Value.GetString() == text);
        return LanguageTag(same.Value.ValueKind == JsonValueKind.String ? same.Name : first.Language);
    }

    private static (string Language, string Text)? FirstOfMap(JsonElement root, string name)
    {
        if (Json.Get(root, name) is { ValueKind: JsonValueKind.Object } map)
        {
            foreach (var entry in map.EnumerateObject().Where(e => e.Value.ValueKind == JsonValueKind.String).Take(1))
            {
                return (entry.Name, entry.Value.GetString()!);
            }
        }

        return null;
    }

    private static string? LanguageTag(string tag) =>
        tag.Length is >= 2 and <= 35 && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? tag : null;

    private static List<PostTag> Tags(JsonElement root)
    {
        var tags = new List<PostTag>();
        foreach (var tag in Json.Many(root, "tag", ActivityLimits.Tags))
        {
            if (Json.Types(tag) is [var type, ..] && type is "Mention" or "Hashtag" or "Emoji" && Json.Text(tag, "name", ActivityLimits.Name) is { } name)
            {
                var kind = Enum.Parse<TagKind>(type);
                var href = kind == TagKind.Emoji && Json.Get(tag, "icon") is { } icon ? Json.Address(icon, "url") : Json.Id(tag, "href");
                tags.Add(new PostTag(kind, name, href));
            }
            else if (Json.Types(tag) is ["Mention", ..] && Json.Id(tag, "href") is { } href)
            {
                tags.Add(new PostTag(TagKind.Mention, "", href));
            }
        }

        return tags;
    }

    private static List<PostAttachment> Attachments(JsonElement root)
    {
        var files = new List<PostAttachment>();
        foreach (var file in Json.Many(root, "attachment", 32))
        {
            if (files.Count < ActivityLimits.Attachments && Json.Types(file) is [var type, ..] && type is "Document" or "Image" or "Video" or "Audio"
                && Json.Address(file, "url") is { } url)
            {
                files.Add(new PostAttachment(
                    type, Json.Text(file, "mediaType", 100), url,
                    Json.Text(file, "summary", ActivityLimits.Description) ?? Json.Text(file, "name", ActivityLimits.Description),
                    Json.Count(file, "width"), Json.Count(file, "height"), Json.Text(file, "blurhash", 100)));
            }
        }

        return files;
    }

    private static Poll? PollOf(JsonElement root)
    {
        var multiple = Json.Get(root, "anyOf") is not null;
        var options = Json.Many(root, multiple ? "anyOf" : "oneOf", ActivityLimits.Options)
            .Select(o => new PollOption(Json.Text(o, "name", ActivityLimits.Name) ?? "", Json.Get(o, "replies") is { } replies ? Json.Count(replies, "totalItems") ?? 0 : 0))
            .Where(o => o.Name.Length > 0)
            .DistinctBy(o => o.Name)
            .ToList();
        return options.Count == 0 ? null : new Poll(multiple, options, Json.Instant(root, "endTime"), Json.Instant(root, "closed"), Json.Count(root, "votersCount"));
    }

    private static int? Total(JsonElement root, string name) => Json.Get(root, name) is { } collection ? Json.Count(collection, "totalItems") : null;
}
