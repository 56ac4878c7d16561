using System.Collections.Concurrent;
using System.Net;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.SignIn;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Polls;

/// <summary>How many new devices of one network may vote in one poll within an hour. Counted in memory and forgotten with it: nothing of a network is kept.</summary>
/// <remarks>Each node counts for itself. A school or a village may share one address, so the bound is wide; it stops machines, not families.</remarks>
internal sealed class VoteDoor(TimeProvider time)
{
    public const int NewVotersAnHour = 40;
    private const int MostKept = 20_000;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Id<Post> Post, string Network), (DateTimeOffset Since, int Voters)> doors = new();

    public bool LetsIn(Id<Post> post, IPAddress? address)
    {
        var now = time.GetUtcNow();
        if (doors.Count > MostKept)
        {
            foreach (var (key, door) in doors)
            {
                if (now - door.Since > Window)
                    doors.TryRemove(key, out _);
            }
        }
        return doors.AddOrUpdate((post, SignInGuard.Network(address)), (now, 1), (_, door) => now - door.Since > Window ? (now, 1) : (door.Since, door.Voters + 1)).Voters <= NewVotersAnHour;
    }
}
