using System.Net;
using System.Text.RegularExpressions;
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
    public static Post Of(OutgoingPost post, string id, Speaker speaker, DateTimeOffset? updated)
    {
        var (actor, root, named) = speaker;
        var audience = Audience.For(Visibility.Public, $"{actor}/followers", [.. named.Select(one => one.Person.Uri)]);
        var tags = new WrittenTags(root);
        var content = HtmlSanitizer.Clean(Markup(post, tags, named), HtmlPolicy.Federated).Value;
        return new Post
        {
            Id = id,
            Kind = post.Poll is null ? PostKind.Note : PostKind.Question,
            Poll = post.Poll is { } poll ? Of(poll) : null,
            AttributedTo = actor,
            To = audience.To,
            Cc = audience.Cc,
            Published = post.IntendedAt,
            Updated = updated,
            Url = post.Url,
            Content = content,
            Language = post.Language,
            Tags = [.. post.Tags.Select(tag => new PostTag(TagKind.Hashtag, "#" + Word(tag), tags.Page(tag))), .. tags.Besides(post.Tags.Select(Word)), .. named.Select(one => new PostTag(TagKind.Mention, one.Written, one.Person.Uri))],
            Attachments = [.. post.Images.Take(MostImages).Select(image => new PostAttachment("Document", image.MediaType, image.Url, image.Alt, image.Width, image.Height, null))],
        };
    }

    /// <summary>A poll as the vocabulary writes it.</summary>
    public static Poll Of(OutgoingPoll poll) =>
        new(poll.Several, [.. poll.Answers.Select(answer => new PollOption(answer.Text, answer.Votes))], poll.EndsAt, poll.ClosedAt, poll.Voters);

    /// <summary>An answer: to the person who wrote, and to nobody else when it is private.</summary>
    public static Post Of(OutgoingReply reply, string id, string actor)
    {
        var audience = Audience.For(reply.Private ? Visibility.Direct : Visibility.Public, $"{actor}/followers", [reply.Author.Id]);
        var mention = Card(reply.Author) + " ";
        var words = HtmlText.ToHtml(reply.Text).Value;
        var content = words.StartsWith("<p>", StringComparison.Ordinal) ? "<p>" + mention + words[3..] : mention + words;
        return Below(reply.To.Id, id, actor, audience, content) with
        {
            Published = reply.IntendedAt,
            Language = reply.Language,
            Tags = [new PostTag(TagKind.Mention, reply.Author.Handle, reply.Author.Id)],
        };
    }

    /// <summary>A part below a publication: an answer to what stands above it, by the same speaker and to everybody.</summary>
    public static Post Part(NotePart part, string id, Speaker speaker)
    {
        var tags = new WrittenTags(speaker.Root);
        var content = tags.Linked(HtmlText.ToHtml(part.Text).Value);
        return Below(part.Above, id, speaker.Actor, Audience.For(Visibility.Public, $"{speaker.Actor}/followers", []), content) with { Published = part.Published, Language = part.Language, Tags = [.. tags.Besides([])] };
    }

    private static Post Below(string above, string id, string actor, Audience audience, string content) => new()
    {
        Id = id,
        Kind = PostKind.Note,
        AttributedTo = actor,
        To = audience.To,
        Cc = audience.Cc,
        Url = id,
        Content = HtmlSanitizer.Clean(content, HtmlPolicy.Federated).Value,
        InReplyTo = above,
    };

    private static string Markup(OutgoingPost post, WrittenTags written, IReadOnlyList<NamedPerson> named)
    {
        var title = post.Title.Length == 0 ? "" : $"<p><strong>{WebUtility.HtmlEncode(post.Title)}</strong></p>";
        var words = post.Html.Length > 0 ? post.Html : HtmlText.ToHtml(post.Text).Value;
        var page = $"<p><a href=\"{WebUtility.HtmlEncode(post.Url)}\">{WebUtility.HtmlEncode(post.Url)}</a></p>";
        var tags = string.Join(' ', post.Tags.Select(tag => written.Link(Word(tag), tag)));
        return title + written.Linked(Carded(words, named)) + page + (tags.Length == 0 ? "" : $"<p>{tags}</p>");
    }

    /// <summary>The words with each named person's handle as other servers mark a mention; in the article it is a link already.</summary>
    private static string Carded(string html, IReadOnlyList<NamedPerson> named) => named.Aggregate(html, (words, one) =>
        Regex.Replace(words, $"<a [^<>]*>{Regex.Escape(one.Written)}</a>|(?<![\\w/@\".-]){Regex.Escape(one.Written)}(?![\\w@.-]*\\w)", Card(one.Person.Person).Replace("$", "$$", StringComparison.Ordinal), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));

    private static string Card(RemotePerson person) =>
        $"<span class=\"h-card\"><a href=\"{WebUtility.HtmlEncode(person.Url ?? person.Id)}\" class=\"u-url mention\">@<span>{WebUtility.HtmlEncode(ShortHandle(person.Handle))}</span></a></span>";

    /// <summary>A topic as one word: `Demam berdarah` is #DemamBerdarah.</summary>
    private static string Word(string tag)
    {
        var words = tag.Split([' ', '-', '/'], StringSplitOptions.RemoveEmptyEntries);
        var joined = string.Concat(words.Select(word => words.Length > 1 ? char.ToUpperInvariant(word[0]) + word[1..] : word));
        return new string([.. joined.Where(c => char.IsLetterOrDigit(c) || c == '_')]);
    }

    private static string ShortHandle(string handle) => handle.TrimStart('@').Split('@')[0];
}

/// <summary>Who says something, and whom it names.</summary>
/// <param name="Actor">The id of the centre's actor.</param>
/// <param name="Root">Where the installation is reached.</param>
internal sealed record Speaker(string Actor, string Root, IReadOnlyList<NamedPerson> Named);

/// <summary>A part of a thread.</summary>
/// <param name="Above">The id of what it answers.</param>
internal sealed record NotePart(string Text, string Language, string Above, DateTimeOffset Published);
