using Pendopo.Channels.Contracts;
using Pendopo.Fediverse.Html;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Channels.Fediverse;

/// <summary>Makes a message for the inbox of a post that came in: cleaned, with its warning first and its files as links.</summary>
internal static class IncomingNote
{
    public static Incoming Of(Post post, RemoteActor author, NotePlace place, DateTimeOffset now)
    {
        var html = HtmlSanitizer.Clean(Markup(post), HtmlPolicy.Federated);
        var kind = !place.IsPublic ? IncomingKind.Private : place.IsReply ? IncomingKind.Reply : IncomingKind.Mention;
        return new(
            new RemoteRef(post.Id, post.Url is { Length: <= RemoteActor.MaxAddress } page ? page : post.Id),
            kind,
            author.Person,
            post.InReplyTo?.Length <= RemoteActor.MaxAddress ? post.InReplyTo : null,
            place.Root,
            HtmlText.From(html.Value),
            html.IsEmpty ? null : html.Value,
            post.Language,
            // A clock that runs ahead must not keep a message on top for ever.
            post.Published is { } published && published < now ? published : now,
            post.Updated);
    }

    private static string Markup(Post post)
    {
        var parts = new List<string>();
        if (post.Kind is not (PostKind.Note or PostKind.Question) && post.Name is not null)
            parts.Add($"<p><strong>{Text(post.Name)}</strong></p>");
        if (!string.IsNullOrWhiteSpace(post.Summary))
            parts.Add($"<p><strong>{Text(post.Summary)}</strong></p>");
        parts.Add(post.Content ?? "");
        if (post.Kind is not (PostKind.Note or PostKind.Question) && post.Url is not null)
            parts.Add(Link(post.Url, post.Url));
        parts.AddRange(post.Attachments.Select(file => Link(file.Url, string.IsNullOrWhiteSpace(file.Description) ? file.Url : file.Description)));
        return string.Concat(parts);
    }

    private static string Link(string address, string words) => $"<p><a href=\"{Text(address)}\">{Text(words)}</a></p>";

    private static string Text(string text) => System.Net.WebUtility.HtmlEncode(text);
}
