using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Threads;

/// <summary>A container that was made ready for something: what it became is the proof whether that is out.</summary>
/// <param name="Offered">The call that shows it was made at least once.</param>
/// <param name="Revision">Whose words and pictures it holds; those of another are made anew. 0 for an answer, which does not change.</param>
internal sealed record ThreadsContainer(string Id, DateTimeOffset MadeAt, bool Offered = false, int Revision = 0);

/// <summary>What is kept of an account, encrypted.</summary>
/// <param name="Token">It lives 60 days and is extended before its end.</param>
internal sealed record ThreadsKeys(string Account, string Username, string Token, DateTimeOffset TokenMadeAt, DateTimeOffset TokenEndsAt)
{
    // They live 24 hours, by what is told; for twice as long we can say of a post without one that it never went out.
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(48);

    /// <summary>By the key of the publication or the answer. Kept before the one call that shows anything.</summary>
    public IReadOnlyDictionary<Guid, ThreadsContainer> Containers { get; init; } = new Dictionary<Guid, ThreadsContainer>();

    public GraphAccess Access => new(Account, Token);

    public ThreadsKeys With(Guid key, ThreadsContainer container) =>
        this with { Containers = Containers.Where(pair => pair.Key != key && container.MadeAt - pair.Value.MadeAt < KeptFor).Append(new(key, container)).ToDictionary() };

    public ThreadsKeys Without(Guid key) => this with { Containers = Containers.Where(pair => pair.Key != key).ToDictionary() };

    /// <summary>Whether a container of what was intended then would still be known.</summary>
    public static bool Remembers(DateTimeOffset intendedAt, DateTimeOffset now) => now - intendedAt < KeptFor;

    // A record prints its members, and this one holds a token.
    public override string ToString() => $"@{Username}";
}
