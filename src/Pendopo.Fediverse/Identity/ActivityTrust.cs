using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Fediverse.Identity;

/// <summary>What may be done with an activity whose signature held.</summary>
public enum Trust
{
    /// <summary>Act on what was sent.</summary>
    Act,

    /// <summary>Ask the object's own host for the object, and believe only that.</summary>
    Refetch,

    /// <summary>Do nothing.</summary>
    Refuse,
}

/// <summary>A judgement with its reason.</summary>
/// <param name="Trust">What may be done.</param>
/// <param name="Problem">Why not; null when it may be acted on. For the log, without anything out of the activity.</param>
public readonly record struct TrustJudgement(Trust Trust, string? Problem)
{
    internal static TrustJudgement Act => new(Trust.Act, null);

    internal static TrustJudgement Refuse(string problem) => new(Trust.Refuse, problem);
}

/// <summary>
/// Who may do what to whom. Linked-data signatures are not read, so what one actor says in another's name is never
/// believed: it is fetched from the other's host or dropped.
/// </summary>
public static class ActivityTrust
{
    /// <summary>Judges an activity by its signer.</summary>
    /// <param name="activity">As read.</param>
    /// <param name="signer">The actor that owns the key of the request.</param>
    public static TrustJudgement Judge(Activity activity, string signer)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (!KeyOwner.Speaks(signer, activity))
        {
            return TrustJudgement.Refuse("the signer is not the actor");
        }

        if (activity.Id is not null && !WebAddress.SameHost(activity.Id, activity.Actor))
        {
            return TrustJudgement.Refuse("the activity's id lies on another host than its actor");
        }

        return activity.Kind switch
        {
            ActivityKind.Create => OwnPost(activity),
            ActivityKind.Update => IsSelf(activity) ? TrustJudgement.Act : OwnPost(activity),
            ActivityKind.Delete => Own(activity, "only the author's host deletes"),
            ActivityKind.Undo => Undone(activity),
            ActivityKind.Accept or ActivityKind.Reject => Answered(activity),
            ActivityKind.Announce => activity.Object.Id is null ? TrustJudgement.Refuse("a share needs the id of a post") : new(Trust.Refetch, null),
            ActivityKind.Follow or ActivityKind.Like or ActivityKind.Block or ActivityKind.Add or ActivityKind.Remove =>
                activity.Object.Id is null ? TrustJudgement.Refuse("the object has no id") : TrustJudgement.Act,
            ActivityKind.Move => activity.Object.Id == activity.Actor && activity.Target is not null
                ? TrustJudgement.Act
                : TrustJudgement.Refuse("only an actor moves itself, and to somewhere"),
            ActivityKind.Flag => activity.ObjectIds.Count > 0 ? TrustJudgement.Act : TrustJudgement.Refuse("a report names something"),
            _ => TrustJudgement.Act,
        };
    }

    /// <summary>
    /// Whether a Delete or an Update of the actor itself can be dropped before its key is looked for: of strangers nothing
    /// is kept, and the key of a deleted actor cannot be fetched any more.
    /// </summary>
    public static bool IsAboutItself(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.Kind is ActivityKind.Delete or ActivityKind.Update && IsSelf(activity);
    }

    /// <summary>Whether an Accept or Reject may change a follow of ours: only the one who is followed says yes or no.</summary>
    /// <param name="answer">The Accept or Reject.</param>
    /// <param name="followed">The actor that we asked.</param>
    public static bool Answers(Activity answer, string followed)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Kind is ActivityKind.Accept or ActivityKind.Reject && answer.Actor == followed;
    }

    /// <summary>Whether a move may be followed: the target's own document names the old actor.</summary>
    public static bool ConfirmsMove(string oldActor, Actor target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Id != oldActor && target.MovedTo is null && target.AlsoKnownAs.Contains(oldActor, StringComparer.Ordinal);
    }

    private static bool IsSelf(Activity activity) => activity.Object.Id == activity.Actor;

    private static TrustJudgement Own(Activity activity, string problem) =>
        activity.Object.Id is { } id && WebAddress.SameHost(id, activity.Actor) ? TrustJudgement.Act : TrustJudgement.Refuse(problem);

    private static TrustJudgement OwnPost(Activity activity)
    {
        if (activity.Object.Id is not { } id || !WebAddress.SameHost(id, activity.Actor))
        {
            return TrustJudgement.Refuse("the object lies on another host than the actor");
        }

        if (!activity.Object.IsEmbedded)
        {
            return new(Trust.Refetch, null);
        }

        return Json.Ids(activity.Object.Embedded, "attributedTo", 2) is [var author] && author == activity.Actor
            ? TrustJudgement.Act
            : TrustJudgement.Refuse("the object was written by another than the actor");
    }

    private static TrustJudgement Undone(Activity activity)
    {
        if (!activity.Object.IsEmbedded)
        {
            return Own(activity, "only its own act can be undone");
        }

        return Activity.Read(activity.Object.Embedded).Value is { } inner && inner.Actor == activity.Actor
            ? TrustJudgement.Act
            : TrustJudgement.Refuse("only its own act can be undone");
    }

    private static TrustJudgement Answered(Activity activity)
    {
        if (!activity.Object.IsEmbedded)
        {
            return activity.Object.Id is null ? TrustJudgement.Refuse("the object has no id") : TrustJudgement.Act;
        }

        return Activity.Read(activity.Object.Embedded).Value is { } inner && (inner.Kind != ActivityKind.Follow || inner.Object.Id == activity.Actor)
            ? TrustJudgement.Act
            : TrustJudgement.Refuse("only the one who is followed answers a Follow");
    }
}
