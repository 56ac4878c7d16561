namespace Pendopo.Fediverse.Identity;

/// <summary>What is done with an Update.</summary>
public enum EditVerdict
{
    /// <summary>An edit: the new text stands.</summary>
    Edit,

    /// <summary>Only counts of a poll may have changed.</summary>
    CountsOnly,

    /// <summary>Not known here and young: take it as new.</summary>
    TakeAsNew,

    /// <summary>Old news.</summary>
    Ignore,
}

/// <summary>
/// Messages arrive twice, late and in the wrong order. These rules make the end the same.
/// </summary>
public static class Sequence
{
    /// <summary>How long a Delete or Undo that came before its Create, Like or Follow is remembered (Mastodon).</summary>
    public static readonly TimeSpan EarlyRemoval = TimeSpan.FromHours(6);

    /// <summary>An Update for a post that is not known here counts as new only when the post is younger than this (Mastodon).</summary>
    public static readonly TimeSpan UnknownButYoung = TimeSpan.FromDays(1);

    /// <summary>Judges an Update.</summary>
    /// <param name="known">Whether the post is here.</param>
    /// <param name="lastEdited">When the version here was edited; null when never.</param>
    /// <param name="published">When the incoming one says it was written; null when it does not say.</param>
    /// <param name="updated">When the incoming one says it was edited; null when it does not say.</param>
    /// <param name="now">The present instant.</param>
    public static EditVerdict JudgeUpdate(bool known, DateTimeOffset? lastEdited, DateTimeOffset? published, DateTimeOffset? updated, DateTimeOffset now)
    {
        if (!known)
        {
            return published is { } at && now - at <= UnknownButYoung && at - now <= TimeSpan.FromHours(1) ? EditVerdict.TakeAsNew : EditVerdict.Ignore;
        }

        if (updated is not { } edited)
        {
            return EditVerdict.CountsOnly;
        }

        return lastEdited is null || edited > lastEdited ? EditVerdict.Edit : EditVerdict.Ignore;
    }
}
