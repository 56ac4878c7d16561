using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Hold;

/// <summary>What becomes of posts whose minute passed while a hold stood.</summary>
public enum LateOnes
{
    /// <summary>They wait for a person: after a death or a flood few texts are right as they were.</summary>
    Ask,

    /// <summary>They go out when the hold ends.</summary>
    Send,
}

/// <summary>A centre sends nothing that is not urgent, until somebody ends it. One row a hold; the last one tells what holds now.</summary>
public sealed class SendingHold : IBelongsToCentre, IVersioned
{
    public const int ReasonLength = 300;

    private SendingHold()
    {
    }

    public Id<SendingHold> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Reason { get; private set; } = "";
    public Id<Person> BegunById { get; private set; }
    public DateTimeOffset BegunAt { get; private set; }
    public Id<Person>? EndedById { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    /// <summary>Said when it ended.</summary>
    public LateOnes Late { get; private set; }
    public int Version { get; set; }

    public static SendingHold Begin(Id<Centre> centre, string reason, Id<Person> by, DateTimeOffset now) =>
        new() { Id = Id<SendingHold>.New(), CentreId = centre, Reason = reason, BegunById = by, BegunAt = now };

    internal void End(LateOnes late, Id<Person> by, DateTimeOffset now) => (Late, EndedById, EndedAt) = (late, by, now);
}

/// <summary>A post that goes out also while a hold stands.</summary>
internal sealed class UrgentPost : IBelongsToCentre
{
    private UrgentPost()
    {
    }

    public Id<Post> PostId { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Person> MarkedById { get; private set; }
    public DateTimeOffset MarkedAt { get; private set; }

    public static UrgentPost Of(Post post, Id<Person> by, DateTimeOffset now) => new() { PostId = post.Id, CentreId = post.CentreId, MarkedById = by, MarkedAt = now };
}
