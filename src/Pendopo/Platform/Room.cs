using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Ui;

namespace Pendopo.Platform;

/// <summary>A room of the house: what it registers, in one place. Rooms stand in a line (docs/decisions/0002); a room
/// uses only earlier ones, through their <c>Contracts</c>.</summary>
public abstract class Room
{
    /// <summary>The room's name: the prefix of its tables, permissions, jobs and exits.</summary>
    public abstract string Name { get; }

    public virtual IEnumerable<Permission> Permissions => [];

    /// <summary>The type whose texts name the room and its permissions and queues (<see cref="RoomWords"/>); null for a room without any.</summary>
    public virtual Type? Words => null;

    public virtual IEnumerable<JobQueue> Queues => [];

    public virtual IEnumerable<Exit> Exits => [];

    public virtual IEnumerable<NavItem> Navigation => [];

    public virtual void AddServices(IServiceCollection services)
    {
    }

    public virtual void MapTables(ModelBuilder builder)
    {
    }

    public virtual void MapRoutes(IEndpointRouteBuilder routes)
    {
    }

    /// <summary>Forgets what this room keeps of a centre outside the mapped tables, in the caller's transaction.</summary>
    public virtual Task ForgetCentre(IServiceProvider services, Id<Centre> centre, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Adds this room's part of the sample world, on a stage where the earlier rooms' parts stand; what is added to the
    /// context is saved after each room.</summary>
    public virtual Task AddSample(SampleScene scene, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Adds what a demonstration shows besides: plans, colleagues at work, people who ask. The tests do without it, for it moves with the days.</summary>
    public virtual Task AddSampleLife(SampleScene scene, CancellationToken cancel) => Task.CompletedTask;
}
