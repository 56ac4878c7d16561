using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Team;

/// <summary>Who has to approve a text, from the loosest to the strictest.</summary>
public enum ReviewPath
{
    /// <summary>Nobody: it is approved when it is handed in.</summary>
    None,

    /// <summary>Another person who may approve.</summary>
    One,

    /// <summary>Another person who may judge what is medical in it.</summary>
    Medical,

    /// <summary>One who may judge what is medical in it, then another with the last word.</summary>
    MedicalAndHead,
}

/// <summary>The least that a kind of post needs at a centre. A kind without a row needs <see cref="ReviewPath.One"/>.</summary>
internal sealed class ReviewRule : IBelongsToCentre, IVersioned
{
    private ReviewRule()
    {
    }

    public Id<ReviewRule> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public PostKind Kind { get; private set; }
    public ReviewPath Path { get; private set; }
    public int Version { get; set; }

    public static ReviewRule Of(Id<Centre> centre, PostKind kind) => new() { Id = Id<ReviewRule>.New(), CentreId = centre, Kind = kind };

    public void Ask(ReviewPath path) => Path = path;
}

/// <summary>A stricter path that somebody chose for one post.</summary>
internal sealed class PostPath : IBelongsToCentre, IVersioned
{
    private PostPath()
    {
    }

    public Id<Post> PostId { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public ReviewPath Path { get; private set; }
    public int Version { get; set; }

    public static PostPath Of(Post post) => new() { PostId = post.Id, CentreId = post.CentreId };

    public void Ask(ReviewPath path) => Path = path;
}
