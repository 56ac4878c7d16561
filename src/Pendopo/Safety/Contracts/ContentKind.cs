using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Exits;

namespace Pendopo.Safety.Contracts;

/// <summary>A kind of thing that a room lets out, registered so that the guard's page can lead to it and mask it.
/// The subject of its <see cref="Leaving"/> is `Name:id`.</summary>
public interface IContentKind
{
    /// <summary>The word before the colon of the subject, such as `post`.</summary>
    string Name { get; }

    /// <summary>The address of the thing at the desk.</summary>
    string Address(string id);

    /// <summary>Puts masked words in the place of the parts named, as an edit of the person who acts. Parts not named stay.</summary>
    Task<Result<Done>> Replace(string id, IReadOnlyList<LeavingText> texts, CancellationToken cancel);
}

/// <summary>Held words may leave now. Whoever was kept from sending tries again.</summary>
public sealed record ContentReleased(Id<Centre> Centre, string Subject, string Exit) : IEvent;
