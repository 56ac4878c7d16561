using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>An activity on its way: its body stands here once, and each inbox has a job of its own.</summary>
internal sealed class Outgoing : IEntity
{
    private Outgoing()
    {
    }

    public Id<Outgoing> Id { get; private set; }
    public Id<LocalActor> ActorId { get; private set; }
    /// <summary>What it is about: activities about the same thing reach an inbox in their order.</summary>
    public string About { get; private set; } = "";
    public string Body { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }

    public static Outgoing Of(Id<LocalActor> actor, string about, string body, DateTimeOffset now) =>
        new() { Id = Id<Outgoing>.New(), ActorId = actor, About = about, Body = body, CreatedAt = now };
}
