using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>An actor of ours and its keys: one a centre, and one for the installation itself.</summary>
internal sealed class LocalActor : IEntity
{
    private LocalActor()
    {
    }

    public Id<LocalActor> Id { get; private set; }
    /// <summary>Null for the installation's own.</summary>
    public Id<Centre>? CentreId { get; private set; }
    /// <summary>The centre's handle; empty for the installation's own.</summary>
    public string Handle { get; private set; } = "";
    public string PublicKey { get; private set; } = "";
    /// <summary>The private key, encrypted; only <see cref="LocalActors"/> opens it.</summary>
    public byte[] PrivateKey { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private set; }

    public static LocalActor Of(Centre? centre, string publicKey, byte[] privateKey, DateTimeOffset now) => new()
    {
        Id = Id<LocalActor>.New(),
        CentreId = centre?.Id,
        Handle = centre?.Handle ?? "",
        PublicKey = publicKey,
        PrivateKey = privateKey,
        CreatedAt = now,
    };
}
