using Pendopo.Channels.Contracts;
using Pendopo.Fediverse.Delivery;
using Pendopo.Fediverse.Discovery;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>Somebody elsewhere, as far as we need to know them: how they are called, where they are written to, which key they sign with.</summary>
internal sealed class RemoteActor : IEntity
{
    /// <summary>Longest address that is kept; a longer id is not dealt with.</summary>
    public const int MaxAddress = 500;

    private RemoteActor()
    {
    }

    public Id<RemoteActor> Id { get; private set; }
    public string Uri { get; private set; } = "";
    public string Username { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? Page { get; private set; }
    public string Inbox { get; private set; } = "";
    public string? SharedInbox { get; private set; }
    public string? Followers { get; private set; }
    public string KeyId { get; private set; } = "";
    public string PublicKey { get; private set; } = "";
    /// <summary>Whether it says of itself that no single person speaks: a service, a program, a group that passes on.</summary>
    public bool Robot { get; private set; }
    /// <summary>Since when their server holds them suspended, or they are gone.</summary>
    public DateTimeOffset? GoneAt { get; private set; }
    public DateTimeOffset FetchedAt { get; private set; }

    public string Handle => $"@{Username}@{WebAddress.AuthorityOf(Uri)}";

    public DeliveryTarget Target => new(Uri, Inbox, SharedInbox);

    public RemotePerson Person => new(Uri, Handle, Name, Page, Robot);

    /// <summary>Whether an actor's addresses are short enough to be kept.</summary>
    public static bool Fits(Actor actor, ActorKey key) =>
        new[] { actor.Id, actor.Inbox, key.Id, actor.SharedInbox, actor.Followers, actor.Url }.All(address => address is null || address.Length <= MaxAddress)
        && Discovery(actor) is not null;

    public static RemoteActor Of(Actor actor, ActorKey key, DateTimeOffset now)
    {
        var made = new RemoteActor { Id = Id<RemoteActor>.New(), Uri = actor.Id };
        made.Take(actor, key, now);
        return made;
    }

    public void Take(Actor actor, ActorKey key, DateTimeOffset now)
    {
        (Username, Name, Page) = (actor.PreferredUsername, KeptText.Of(actor.Name ?? actor.PreferredUsername, Border.NameLength), actor.Url);
        (Inbox, SharedInbox, Followers) = (actor.Inbox, actor.SharedInbox, actor.Followers);
        (KeyId, PublicKey, FetchedAt) = (key.Id, key.Pem, now);
        Robot = actor.Kind is ActorKind.Service or ActorKind.Application or ActorKind.Group;
        GoneAt = actor.Suspended ? GoneAt ?? now : null;
    }

    public void Leave(DateTimeOffset now) => (GoneAt, Name, Page) = (now, "", null);

    private static Handle? Discovery(Actor actor) => Pendopo.Fediverse.Discovery.Handle.TryParse($"{actor.PreferredUsername}@{WebAddress.AuthorityOf(actor.Id)}");
}
