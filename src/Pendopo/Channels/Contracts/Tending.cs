namespace Pendopo.Channels.Contracts;

/// <summary>What a centre may do on a network with what others said under its posts.</summary>
public enum CommentAct
{
    Hide,
    Show,
    Delete,
    Like,
    /// <summary>The centre's own answer to it is taken back there.</summary>
    Unanswer,
}

/// <summary>What a network allows of an answer at this moment, for whoever is about to write it.</summary>
/// <param name="Words">In the language of the page; null where nothing has to be known.</param>
/// <param name="Characters">So many may be written; null where the bounds of a post hold.</param>
/// <param name="FreeUntil">Until then it may be said in free words, after it only in words that the network looked over; null where that never ends.</param>
public sealed record AnswerRule(string? Words, int? Characters, DateTimeOffset? FreeUntil = null)
{
    public static readonly AnswerRule None = new(null, null);
}
