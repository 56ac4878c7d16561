using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Desk;

/// <summary>The one word for a post or a publication, the same on every page of the desk.</summary>
internal static class PostStates
{
    /// <summary>What needs a person first, then what is under way, then where the text stands.</summary>
    public static WorkState Of(Post post, IReadOnlyCollection<Publication> publications)
    {
        if (post.RecalledAt is not null)
            return WorkState.Recalled;
        if (Any(PublicationState.Unknown))
            return WorkState.NotCertain;
        if (Any(PublicationState.Failed))
            return WorkState.Failed;
        if (Any(PublicationState.Sending))
            return WorkState.Sending;
        if (post.Review is not (ReviewState.Draft or ReviewState.Approved))
            return OfReview(post.Review);
        if (Any(PublicationState.Scheduled))
            return WorkState.Scheduled;
        return Any(PublicationState.Sent) ? WorkState.Sent : OfReview(post.Review);

        bool Any(PublicationState state) => publications.Any(publication => publication.State == state);
    }

    public static WorkState Of(PublicationState state) => state switch
    {
        PublicationState.WaitingForApproval => WorkState.WaitingForApproval,
        PublicationState.Scheduled => WorkState.Scheduled,
        PublicationState.Sending => WorkState.Sending,
        PublicationState.Sent => WorkState.Sent,
        PublicationState.Failed => WorkState.Failed,
        PublicationState.Unknown => WorkState.NotCertain,
        PublicationState.Recalled => WorkState.Recalled,
        _ => WorkState.Draft,
    };

    public static WorkState OfReview(ReviewState review) => review switch
    {
        ReviewState.WaitingForApproval => WorkState.WaitingForApproval,
        ReviewState.ChangesAsked => WorkState.ChangesAsked,
        ReviewState.Approved => WorkState.Approved,
        ReviewState.Rejected => WorkState.Rejected,
        _ => WorkState.Draft,
    };
}
