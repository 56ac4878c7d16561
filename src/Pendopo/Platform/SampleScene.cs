using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform;

/// <summary>The stage of the sample world: its centres and people stand, and each room in turn adds its part
/// (<see cref="Room.AddSample"/>).</summary>
/// <param name="Services">Of a scope that may write rows of every centre.</param>
/// <param name="Melati">The first centre, where most of the sample plays.</param>
/// <param name="Kenanga">The second centre, which must never see the first one's rows.</param>
/// <param name="People">The sample people by role (`officer`); Kenanga's with its handle (`officer@kenanga`).</param>
public sealed record SampleScene(IServiceProvider Services, Centre Melati, Centre Kenanga, IReadOnlyDictionary<string, Person> People)
{
    public PendopoDb Db => Services.GetRequiredService<PendopoDb>();

    public DateTimeOffset Now => Services.GetRequiredService<TimeProvider>().Now();

    /// <summary>Does something as one of the sample people at a centre, through the rooms' own use cases.</summary>
    public async Task As(string role, Centre centre, Func<IServiceProvider, Task> act, CancellationToken cancel)
    {
        await using var scope = Services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        await scope.ServiceProvider.Enter(centre, People[role], cancel);
        await act(scope.ServiceProvider);
    }
}

public static class ScopeEntry
{
    /// <summary>Puts a scope outside a request (a job, a command, a test) where a request of this person at this centre would stand.</summary>
    public static async Task Enter(this IServiceProvider scope, Centre centre, Person? person, CancellationToken cancel)
    {
        scope.GetRequiredService<CentreScope>().Enter(centre.Id);
        var here = scope.GetRequiredService<Here>();
        here.At(centre);
        if (person is not null)
            here.As(person, await scope.GetRequiredService<Rights>().At(person.Id, centre, cancel));
    }

    /// <summary>A scope that stands where this request stands, with a context of its own. The parts of a page wait side by side, and one
    /// context serves one query at a time: a part that is not the page itself asks through its own.</summary>
    public static AsyncServiceScope Beside(this IServiceProvider request)
    {
        var own = request.CreateAsyncScope();
        var (from, to) = (request.GetRequiredService<Here>(), own.ServiceProvider.GetRequiredService<Here>());
        if (from.HasCentre)
        {
            to.At(from.Centre);
            own.ServiceProvider.GetRequiredService<CentreScope>().Enter(from.Centre.Id);
        }
        to.As(from.Person, from.Permissions);
        return own;
    }
}
