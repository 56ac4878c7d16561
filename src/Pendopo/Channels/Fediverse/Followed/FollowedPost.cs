using Pendopo.Channels.Contracts;
using Pendopo.Fediverse.Html;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse.Followed;

/// <summary>A post of a followed account, kept small and for a while: its words without markup, and where the whole of it stands.</summary>
internal sealed class FollowedPost : IBelongsToCentre
{
    public const int MaxText = 2000, MaxTitle = 300;

    /// <summary>How many of one account, and of all that a centre follows, are kept; and for how long.</summary>
    public const int MostOfOneAccount = 100, MostOfOneCentre = 2000;

    public static readonly TimeSpan LongestAge = TimeSpan.FromDays(30);

    private FollowedPost()
    {
    }

    public Id<FollowedPost> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<RemoteActor> ActorId { get; private set; }
    public string Uri { get; private set; } = "";
    /// <summary>Its page for people; its id when it names none.</summary>
    public string Url { get; private set; } = "";
    /// <summary>A title or a content warning; empty when there is none.</summary>
    public string Title { get; private set; } = "";
    /// <summary>The author wants the words hidden at first.</summary>
    public bool IsCovered { get; private set; }
    public string Text { get; private set; } = "";
    public string? Language { get; private set; }
    /// <summary>Everybody may read it where it was written; else only its author's followers.</summary>
    public bool IsPublic { get; private set; }
    public DateTimeOffset PublishedAt { get; private set; }
    public DateTimeOffset? EditedAt { get; private set; }

    public static FollowedPost Of(Id<Centre> centre, RemoteActor author, Post post, bool isPublic, DateTimeOffset now)
    {
        var made = new FollowedPost
        {
            Id = Id<FollowedPost>.New(),
            CentreId = centre,
            ActorId = author.Id,
            Uri = post.Id,
            IsPublic = isPublic,
            // A clock that runs ahead must not keep a post on top for ever.
            PublishedAt = post.Published is { } published && published < now ? Instants.Cut(published) : now,
        };
        made.Take(post);
        return made;
    }

    /// <summary>Takes an edit. Who may see it was settled when it came.</summary>
    public void Take(Post post)
    {
        Url = post.Url is { Length: <= RemoteActor.MaxAddress } page ? page : post.Id;
        var isArticle = post.Kind is not (PostKind.Note or PostKind.Question);
        Title = KeptText.Of(HtmlText.From(string.IsNullOrWhiteSpace(post.Summary) && isArticle ? post.Name : post.Summary), MaxTitle);
        IsCovered = !isArticle && Title.Length > 0;
        Text = Cut(string.Join('\n', Words(post).Where(words => words.Length > 0)), MaxText);
        Language = Border.Language(post.Language);
        EditedAt = post.Updated is { } at ? Instants.Cut(at) : null;
    }

    private static IEnumerable<string> Words(Post post) =>
        [HtmlText.From(post.Content), .. post.Attachments.Select(file => file.Description?.Trim() ?? "").Where(words => words.Length > 0).Select(words => $"[{words}]")];

    // A sign at the end says that there is more of it there.
    private static string Cut(string text, int most)
    {
        var kept = KeptText.Of(text, most);
        return kept.Length < text.Length ? KeptText.Of(text, most - 1) + "…" : kept;
    }
}
