using Pendopo.Care.Services;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Closures;

/// <summary>The doors are shut at once, of the whole centre or of one service: a flood, no light, nobody to hold it.</summary>
internal sealed class Closure : IBelongsToCentre, IVersioned
{
    public const int ReasonLength = 240;

    private Closure()
    {
    }

    public Id<Closure> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>The one service that is closed; null for the whole centre.</summary>
    public Id<HealthService>? ServiceId { get; private set; }
    /// <summary>What people are told, in the centre's language.</summary>
    public string Reason { get; private set; } = "";
    public DateTimeOffset Since { get; private set; }
    /// <summary>When the doors open by themselves; null until somebody opens them.</summary>
    public DateTimeOffset? Until { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public Id<Person> ById { get; private set; }
    public int Version { get; set; }

    public static Closure Of(Id<Centre> centre, Id<HealthService>? service, string reason, DateTimeOffset? until, Id<Person> by, DateTimeOffset now) =>
        new() { Id = Id<Closure>.New(), CentreId = centre, ServiceId = service, Reason = reason, Since = now, Until = until, ById = by };

    public void End(DateTimeOffset now) => EndedAt = now;

    public bool IsOn(DateTimeOffset now) => EndedAt is null && (Until is not { } until || now < until);

    /// <summary>Whether something that begins at an instant falls under it. Without an end the doors are taken to be shut for today.</summary>
    public bool Covers(DateTimeOffset at, DateTimeOffset endOfToday) => EndedAt is null && at < (Until ?? endOfToday);
}
