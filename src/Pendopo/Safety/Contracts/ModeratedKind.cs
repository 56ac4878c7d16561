namespace Pendopo.Safety.Contracts;

/// <summary>What somebody said, as it stands at a moment: kept beside a report, so that a later change hides nothing.</summary>
/// <param name="Item">The thing's id.</param>
/// <param name="Version">Grows with every change of the words.</param>
/// <param name="Author">Names whoever said it to the room that keeps it; no account and no person.</param>
/// <param name="Name">What they are called there.</param>
/// <param name="Text">The words, with everything that stands before them.</param>
/// <param name="Where">For whom it was said, in the reader's language.</param>
public sealed record ContentSnapshot(Guid Item, int Version, Guid Author, string Name, string Text, string Where, DateTimeOffset At);

/// <summary>A kind of thing that members say. Its room registers it, so that it is moderated from its first day.</summary>
public interface IModeratedKind
{
    /// <summary>Its lasting name, kept in rows, such as `said`.</summary>
    string Name { get; }

    /// <summary>Whether it is said between two alone: reports about it are read by who answers for safety, and not by everybody who keeps the square.</summary>
    bool IsPrivate => false;

    /// <summary>How it stands now, whoever asks: for a report and for who decides about one. Null when it is not there any more.</summary>
    Task<ContentSnapshot?> Snapshot(Guid item, CancellationToken cancel);

    /// <summary>Whether the person of this request sees it: only what one sees can be reported.</summary>
    Task<bool> IsSeen(Guid item, CancellationToken cancel);

    /// <summary>Takes it out of everybody's sight but its author's by a decision, or ends that, in the caller's transaction. What keeps it out of sight for another reason
    /// goes on. What is gone is passed over.</summary>
    Task Show(Guid item, bool shown, CancellationToken cancel);

    /// <summary>Lets it come to nobody by itself any more, nor to anybody without an account; who reads it already reads on. In the caller's transaction. A kind
    /// that knows no such middle is taken out of sight.</summary>
    Task Limit(Guid item, bool limited, CancellationToken cancel) => Show(item, shown: !limited, cancel);
}
