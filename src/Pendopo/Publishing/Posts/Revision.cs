using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Posts;

/// <summary>What a post said at one revision: what was approved, what was sent, what can be gone back to.</summary>
internal sealed class Revision : IBelongsToCentre
{
    private Revision()
    {
    }

    public Id<Revision> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Post> PostId { get; private set; }
    public int Number { get; private set; }
    public PostKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public string Summary { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string Topic { get; private set; } = "";
    public string Language { get; private set; } = "";
    public string Sources { get; private set; } = "";
    public string Pictures { get; private set; } = "[]";
    public string? Details { get; private set; }
    public Id<Person> EditorId { get; private set; }
    public DateTimeOffset EditedAt { get; private set; }

    public PostWords Words => new(Kind, Title, Summary, Text, Topic, Language, Sources) { Pictures = PostWords.PicturesOf(Pictures), Details = PostDetails.Of(Details) };

    public static Revision Of(Post post)
    {
        var revision = new Revision { Id = Id<Revision>.New(), CentreId = post.CentreId, PostId = post.Id, Number = post.Revision };
        revision.Take(post);
        return revision;
    }

    /// <summary>Follows the post while one sitting goes on.</summary>
    public void Take(Post post) =>
        (Kind, Title, Summary, Text, Topic, Language, Sources, Pictures, Details, EditorId, EditedAt) =
        (post.Kind, post.Title, post.Summary, post.Text, post.Topic, post.Language, post.Sources, post.Pictures, post.Details, post.EditorId, post.EditedAt);
}
