using System.Net;
using Pendopo.Channels.Contracts;
using Pendopo.Fediverse.Html;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Channels.Fediverse;

/// <summary>Makes the post of a publication or an answer. Pure.</summary>
internal static class NoteMaking
{
    private const int MostImages = 4;

    /// <summary>A publication: its title, the whole article, the way to its page, its topics.</summary>
    public static Post Of(OutgoingPost post, string id, string actor, string root, DateTimeOffset? updated)
    {
        var audience = Audience.For(Visibility.Public, $"{actor}/followers", []);
        return new Post
        {
            Id = id,
            Kind = PostKind.Note,
            AttributedTo = actor,
            To = audience.To,
            Cc = audience.Cc,
            Published = post.IntendedAt,
            Updated = updated,
            Url = post.Url,
            Content = HtmlSanitizer.Clean(Markup(post, root), HtmlPolicy.Federated).Value,
            Language = post.Language,
            Tags = [.. post.Tags.Select(tag => new PostTag(TagKind.Hashtag, "#" + Word(tag), TopicPage(root, tag)))],
            Attachments = [.. post.Images.Take(MostImages).Select(image => new PostAttachment("Document", image.MediaType, image.Url, image.Alt, image.Width, image.Height, null))],
        };
    }

    /// <summary>An answer: to the person who wrote, and to nobody else when it is private.</summary>
    public static Post Of(OutgoingReply reply, string id, string actor)
    {
        var audience = Audience.For(reply.Private ? Visibility.Direct : Visibility.Public, $"{actor}/followers", [reply.Author.Id]);
        var mention = $"<span class=\"h-card\"><a href=\"{WebUtility.HtmlEncode(reply.Author.Url ?? reply.Author.Id)}\" class=\"u-url mention\">@<span>{WebUtility.HtmlEncode(ShortHandle(reply.Author.Handle))}</span></a></span> ";
        var words = HtmlText.ToHtml(reply.Text).Value;
        var content = words.StartsWith("<p>", StringComparison.Ordinal) ? "<p>" + mention + words[3..] : mention + words;
        return new Post
        {
            Id = id,
            Kind = PostKind.Note,
            AttributedTo = actor,
            To = audience.To,
            Cc = audience.Cc,
            Published = reply.IntendedAt,
            Url = id,
            Content = HtmlSanitizer.Clean(content, HtmlPolicy.Federated).Value,
            Language = reply.Language,
            InReplyTo = reply.To.Id,
            Tags = [new PostTag(TagKind.Mention, reply.Author.Handle, reply.Author.Id)],
        };
    }

    private static string Markup(OutgoingPost post, string root)
    {
        var title = post.Title.Length == 0 ? "" : $"<p><strong>{WebUtility.HtmlEncode(post.Title)}</strong></p>";
        var words = post.Html.Length > 0 ? post.Html : HtmlText.ToHtml(post.Text).Value;
        var page = $"<p><a href=\"{WebUtility.HtmlEncode(post.Url)}\">{WebUtility.HtmlEncode(post.Url)}</a></p>";
        var tags = string.Join(' ', post.Tags.Select(tag =>
            $"<a href=\"{WebUtility.HtmlEncode(TopicPage(root, tag))}\" class=\"mention hashtag\" rel=\"tag\">#<span>{WebUtility.HtmlEncode(Word(tag))}</span></a>"));
        return title + words + page + (tags.Length == 0 ? "" : $"<p>{tags}</p>");
    }

    /// <summary>A topic as one word: `Demam berdarah` is #DemamBerdarah.</summary>
    private static string Word(string tag)
    {
        var words = tag.Split([' ', '-', '/'], StringSplitOptions.RemoveEmptyEntries);
        var joined = string.Concat(words.Select(word => words.Length > 1 ? char.ToUpperInvariant(word[0]) + word[1..] : word));
        return new string([.. joined.Where(c => char.IsLetterOrDigit(c) || c == '_')]);
    }

    private static string TopicPage(string root, string tag) => $"{root}/search?q={Uri.EscapeDataString(tag)}";

    private static string ShortHandle(string handle) => handle.TrimStart('@').Split('@')[0];
}
