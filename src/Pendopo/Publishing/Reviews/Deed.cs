using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Reviews;

/// <summary>What a person did with a post.</summary>
public enum DeedKind
{
    Began, Edited, Submitted, Resubmitted, Approved, AskedForChanges, Rejected, Commented,
    Scheduled, Unscheduled, Retried, SaidItWentOut, SentAgain, DidByHand, Recalled, Detached, Rejoined, WentBack, PlannedAgain, Moved, ApprovedMedically, NeededNoApproval, Placed,
}

/// <summary>Who did what with a post, and when; never changed.</summary>
internal sealed class Deed : IBelongsToCentre
{
    public const int CommentLength = 2_000;

    private Deed()
    {
    }

    public Id<Deed> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Post> PostId { get; private set; }
    public int Revision { get; private set; }
    public DeedKind Kind { get; private set; }
    public Id<Person> PersonId { get; private set; }
    /// <summary>The channel it was about, or null.</summary>
    public Id<Channel>? ChannelId { get; private set; }
    /// <summary>The person's words to colleagues, or empty.</summary>
    public string Comment { get; private set; } = "";
    public DateTimeOffset DoneAt { get; private set; }

    public static Deed Of(Post post, DeedKind kind, Id<Person> person, DateTimeOffset now, string comment = "", Id<Channel>? channel = null) => new()
    {
        Id = Id<Deed>.New(),
        CentreId = post.CentreId,
        PostId = post.Id,
        Revision = post.Revision,
        Kind = kind,
        PersonId = person,
        ChannelId = channel,
        Comment = comment,
        DoneAt = now,
    };
}
