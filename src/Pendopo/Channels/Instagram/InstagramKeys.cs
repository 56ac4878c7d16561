using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Instagram;

/// <summary>A container that was made ready for a post: what it became is the proof whether the post is out.</summary>
internal sealed record InstagramContainer(string Id, DateTimeOffset MadeAt)
{
    /// <summary>Whose words and pictures it holds; those of another are made anew.</summary>
    public int Revision { get; init; }

    /// <summary>The video among the pictures of a carousel, which is made ready before the carousel; then <see cref="Id"/> is empty until it is.</summary>
    public string? Film { get; init; }

    /// <summary>Where it stands, once that is known and something is still missing below it.</summary>
    public RemoteRef? Out { get; init; }
}

/// <summary>What is kept of a professional account, encrypted.</summary>
/// <param name="Account">Its number.</param>
/// <param name="Token">The token of the page it belongs to.</param>
/// <param name="Granted">The permissions that were given when it was connected.</param>
internal sealed record InstagramKeys(string Account, string Username, string Token, IReadOnlyList<string> Granted)
{
    // They live 24 hours, by what is told; for twice as long we can say of a post without one that it never went out.
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(48);

    /// <summary>By the key of the publication. Kept before the one call that shows anything.</summary>
    public IReadOnlyDictionary<Guid, InstagramContainer> Containers { get; init; } = new Dictionary<Guid, InstagramContainer>();

    public GraphAccess Access => new(Account, Token);

    /// <summary>Comments of 2,200 characters, private messages of 1,000. Answers stand one level below a comment.</summary>
    public GraphVoice Voice => new(Access, Username, "replies", 2200, 1000, "id,text,timestamp,username", []);

    public InstagramKeys With(Guid post, InstagramContainer container) =>
        this with { Containers = Containers.Where(pair => pair.Key != post && container.MadeAt - pair.Value.MadeAt < KeptFor).Append(new(post, container)).ToDictionary() };

    public InstagramKeys Without(Guid post) => this with { Containers = Containers.Where(pair => pair.Key != post).ToDictionary() };

    /// <summary>Whether a container of a post that was intended then would still be known.</summary>
    public static bool Remembers(DateTimeOffset intendedAt, DateTimeOffset now) => now - intendedAt < KeptFor;

    // A record prints its members, and this one holds a token.
    public override string ToString() => $"@{Username}";
}
