using Pendopo.Fediverse.Discovery;
using Pendopo.Fediverse.Identity;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Fediverse;

/// <summary>What an address of ours names: whose it is, and what of theirs.</summary>
/// <param name="Handle">The centre's handle.</param>
/// <param name="Rest">What follows the actor, such as `posts/KEY`; empty for the actor itself.</param>
internal readonly record struct OwnName(string Handle, string Rest);

/// <summary>The addresses of our actors and of what they say. They are names for ever: others keep them.</summary>
internal sealed class Addresses(PublicAddress address)
{
    /// <summary>Where the installation is reached, without a slash at the end.</summary>
    public string Root => address.Root;

    /// <summary>Host and port as handles and signatures name them.</summary>
    public string Authority => WebAddress.AuthorityOf(Root) ?? throw new InvalidOperationException("The setting 'public-address' is not a web address.");

    /// <summary>The actor of the whole installation, which signs fetches and reports.</summary>
    public string Installation => $"{Root}/ap/actor";

    public string SharedInbox => $"{Root}/inbox";

    public string Actor(string handle) => $"{Root}/ap/users/{handle}";

    /// <summary>The centre's page for people.</summary>
    public string Page(string handle) => $"{Root}/@{handle}";

    public string Post(string handle, Guid key) => $"{Actor(handle)}/posts/{key:N}";

    /// <summary>A new name for something that an actor does.</summary>
    public static string Activity(string actor) => $"{actor}/activities/{Guid.CreateVersion7():N}";

    public Handle Handle(string handle) => new(handle, Authority);

    public bool IsOwn(string? address) => WebAddress.AuthorityOf(address) == Authority;

    /// <summary>Reads an address of one of our centres' actors or of something of theirs; null for every other.</summary>
    public OwnName? Read(string? address)
    {
        var start = $"{Root}/ap/users/";
        if (address is null || !address.StartsWith(start, StringComparison.Ordinal))
            return null;
        var parts = address[start.Length..].Split('/', 2);
        return parts[0].Length == 0 ? null : new(parts[0], parts.Length > 1 ? parts[1] : "");
    }
}
