using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Publishing.Contracts;

/// <summary>How far a text is on its way to being allowed out.</summary>
public enum ReviewState { Draft, WaitingForApproval, ChangesAsked, Approved, Rejected }

/// <summary>A post: the words as they stand now, and whether another person has approved exactly these.</summary>
public sealed class Post : IBelongsToCentre, IVersioned
{
    // While one person writes without a pause, what was kept by itself counts as one revision.
    private static readonly TimeSpan OneSitting = TimeSpan.FromMinutes(10);

    private Post()
    {
    }

    public Id<Post> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public PostKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public string Summary { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string Topic { get; private set; } = "";
    public string Language { get; private set; } = "";
    public string Sources { get; private set; } = "";
    /// <summary>The pictures, as <see cref="PostWords.PictureText"/>.</summary>
    public string Pictures { get; private set; } = "[]";
    /// <summary>The details of its kind, as <see cref="PostDetails.Kept"/>.</summary>
    public string? Details { get; private set; }
    /// <summary>The last part of its address; empty until it is first submitted, fixed from the first send on.</summary>
    public string? Slug { get; private set; }
    /// <summary>Grows with every change of words or pictures that is kept for itself.</summary>
    public int Revision { get; private set; }
    public ReviewState Review { get; private set; }
    /// <summary>The revision that another person approved last, or null.</summary>
    public int? ApprovedRevision { get; private set; }
    /// <summary>The revision that was submitted last: it never changes again.</summary>
    public int? SubmittedRevision { get; private set; }
    public Id<Person> AuthorId { get; private set; }
    public Id<Person> EditorId { get; private set; }
    public Id<Person>? SubmitterId { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset EditedAt { get; private set; }
    /// <summary>When it first went to a channel; null before.</summary>
    public DateTimeOffset? FirstOutAt { get; private set; }
    public DateTimeOffset? RecalledAt { get; private set; }
    public string? RecallReason { get; private set; }
    /// <summary>The caller's own name of the request that made it, so that a repeated request makes one post.</summary>
    public string? CreationKey { get; private set; }
    public int Version { get; set; }

    public PostWords Words => new(Kind, Title, Summary, Text, Topic, Language, Sources) { Pictures = PostWords.PicturesOf(Pictures), Details = PostDetails.Of(Details) };

    /// <summary>True when exactly the present words are approved.</summary>
    public bool IsApproved => Review == ReviewState.Approved && ApprovedRevision == Revision;

    public static Post Begin(Id<Centre> centre, PostWords words, Id<Person> author, DateTimeOffset now, string? creationKey = null)
    {
        var post = new Post
        {
            Id = Id<Post>.New(),
            CentreId = centre,
            Revision = 1,
            AuthorId = author,
            EditorId = author,
            CreatedAt = now,
            EditedAt = now,
            CreationKey = creationKey,
        };
        post.Take(words);
        return post;
    }

    /// <summary>Takes new words or pictures. What was submitted or approved goes back to draft: any edit needs approval again.</summary>
    /// <param name="byItself">Kept without the person asking: joins the revision of the same sitting.</param>
    /// <returns>True when a revision of its own begins.</returns>
    public bool Edit(PostWords words, Id<Person> editor, DateTimeOffset now, bool byItself)
    {
        var sitting = byItself && editor == EditorId && Revision != SubmittedRevision && now - EditedAt < OneSitting;
        if (!sitting)
            Revision++;
        if (Review != ReviewState.ChangesAsked)
            Review = ReviewState.Draft;
        (EditorId, EditedAt) = (editor, now);
        Take(words);
        return !sitting;
    }

    internal void Submit(Id<Person> submitter) => (Review, SubmitterId, SubmittedRevision) = (ReviewState.WaitingForApproval, submitter, Revision);

    internal void Approve() => (Review, ApprovedRevision) = (ReviewState.Approved, Revision);

    internal void AskForChanges() => Review = ReviewState.ChangesAsked;

    internal void Reject() => Review = ReviewState.Rejected;

    /// <summary>Who may not approve it: those who wrote, changed or submitted it.</summary>
    public bool HasHandIn(Id<Person> person) => person == AuthorId || person == EditorId || person == SubmitterId;

    internal void GiveSlug(string slug)
    {
        if (FirstOutAt is null)
            Slug = slug;
    }

    internal void GoesOut(DateTimeOffset now) => FirstOutAt ??= now;

    internal void Recall(string reason, DateTimeOffset now) => (RecalledAt, RecallReason) = (now, reason);

    /// <summary>Undoes a recall: a draft again, which needs approval before it goes out anew.</summary>
    internal void PlanAgain() => (RecalledAt, RecallReason, Review) = (null, null, ReviewState.Draft);

    private void Take(PostWords words) =>
        (Kind, Title, Summary, Text, Topic, Language, Sources, Pictures, Details) =
        (words.Kind, words.Title, words.Summary, words.Text, words.Topic, words.Language, words.Sources, words.PictureText, words.Details.Kept);
}
