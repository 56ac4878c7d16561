using System.Text.Json;
using Pendopo.Fediverse.Identity;

namespace Pendopo.Fediverse.Vocabulary;

/// <summary>The kinds of actor.</summary>
public enum ActorKind
{
    /// <summary>A human being.</summary>
    Person,

    /// <summary>A bot.</summary>
    Service,

    /// <summary>A program; the actor that signs for a whole server is one.</summary>
    Application,

    /// <summary>A group that announces what its members say (FEP-1b12).</summary>
    Group,

    /// <summary>An organisation.</summary>
    Organization,
}

/// <summary>A picture of an actor.</summary>
/// <param name="Url">Where it lies.</param>
/// <param name="MediaType">Null when not told.</param>
/// <param name="Description">Alternative text; null when not told.</param>
public sealed record ActorImage(string Url, string? MediaType, string? Description);

/// <summary>A line of a profile.</summary>
/// <param name="Name">Plain words.</param>
/// <param name="Value">Markup; foreign until it is cleaned.</param>
public sealed record ActorField(string Name, string Value);

/// <summary>A key in an actor's document.</summary>
/// <param name="Id">Its address.</param>
/// <param name="Owner">Who it says it belongs to.</param>
/// <param name="Pem">The public key.</param>
public sealed record ActorKey(string Id, string Owner, string Pem);

/// <summary>An actor. Texts of a foreign actor are as they came: cut, not cleaned.</summary>
public sealed record Actor
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its kind.</summary>
    public required ActorKind Kind { get; init; }

    /// <summary>The handle's first half.</summary>
    public required string PreferredUsername { get; init; }

    /// <summary>Where it is written to.</summary>
    public required string Inbox { get; init; }

    /// <summary>The whole server's inbox; null when there is none.</summary>
    public string? SharedInbox { get; init; }

    /// <summary>What it said.</summary>
    public string? Outbox { get; init; }

    /// <summary>Who follows it.</summary>
    public string? Followers { get; init; }

    /// <summary>Whom it follows.</summary>
    public string? Following { get; init; }

    /// <summary>What it pinned.</summary>
    public string? Featured { get; init; }

    /// <summary>Hashtags it shows.</summary>
    public string? FeaturedTags { get; init; }

    /// <summary>Display name, plain.</summary>
    public string? Name { get; init; }

    /// <summary>Description, markup.</summary>
    public string? Summary { get; init; }

    /// <summary>The page for people; of a foreign actor only when it lies on the actor's own host.</summary>
    public string? Url { get; init; }

    /// <summary>Its picture.</summary>
    public ActorImage? Icon { get; init; }

    /// <summary>The picture across the top.</summary>
    public ActorImage? Image { get; init; }

    /// <summary>Whether followers have to be let in.</summary>
    public bool ManuallyApprovesFollowers { get; init; }

    /// <summary>Whether it wants to be found; null when it did not say.</summary>
    public bool? Discoverable { get; init; }

    /// <summary>Whether its posts may be searched; null when it did not say.</summary>
    public bool? Indexable { get; init; }

    /// <summary>Whether its server suspended it.</summary>
    public bool Suspended { get; init; }

    /// <summary>Since when it exists.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Lines of the profile.</summary>
    public IReadOnlyList<ActorField> Fields { get; init; } = [];

    /// <summary>Its other names; a move is believed only when the target lists the old one.</summary>
    public IReadOnlyList<string> AlsoKnownAs { get; init; } = [];

    /// <summary>Where it went.</summary>
    public string? MovedTo { get; init; }

    /// <summary>Its keys; each owner is this actor.</summary>
    public IReadOnlyList<ActorKey> Keys { get; init; } = [];

    /// <summary>The handle it claims (FEP-2c59), without <c>acct:</c>; null when it claims none.</summary>
    public string? Webfinger { get; init; }

    /// <summary>Reads an actor that a stranger's server described.</summary>
    /// <param name="root">An object out of <see cref="ActivityDocument.Open"/>.</param>
    public static Reading<Actor> Read(JsonElement root)
    {
        if (KindOf(root) is not { } kind)
        {
            return Reading<Actor>.Refused("the type is no actor's");
        }

        if (Json.Id(root) is not { } id || Json.Id(root, "inbox") is not { } inbox)
        {
            return Reading<Actor>.Refused("an actor needs an id and an inbox");
        }

        var handle = Json.Text(root, "preferredUsername", ActivityLimits.Handle + 1) ?? Json.Text(root, "webfinger", 512)?.Split('@')[0];
        if (handle is not { Length: > 0 and <= ActivityLimits.Handle } || handle.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '@' or '/' or '<' or '>'))
        {
            return Reading<Actor>.Refused("an actor needs a handle");
        }

        if (!WebAddress.SameHost(id, inbox))
        {
            return Reading<Actor>.Refused("the inbox lies on another host than the actor");
        }

        return Reading<Actor>.Of(Details(root, new Actor { Id = id, Kind = kind, PreferredUsername = handle, Inbox = inbox }));
    }

    /// <summary>The kind an object claims; null when it is no actor.</summary>
    public static ActorKind? KindOf(JsonElement root)
    {
        foreach (var type in Json.Types(root))
        {
            if (Enum.TryParse<ActorKind>(type, out var kind) && !char.IsAsciiDigit(type[0]) && Enum.IsDefined(kind))
            {
                return kind;
            }
        }

        return null;
    }

    private static Actor Details(JsonElement root, Actor actor) => actor with
    {
        SharedInbox = OnHost(actor, Json.Get(root, "endpoints") is { } endpoints ? Json.Id(endpoints, "sharedInbox") : null),
        Outbox = OnHost(actor, Json.Id(root, "outbox")),
        Followers = OnHost(actor, Json.Id(root, "followers")),
        Following = OnHost(actor, Json.Id(root, "following")),
        Featured = OnHost(actor, Json.Id(root, "featured")),
        FeaturedTags = OnHost(actor, Json.Id(root, "featuredTags")),
        Name = Json.Text(root, "name", ActivityLimits.Name),
        Summary = Json.Text(root, "summary", ActivityLimits.Biography),
        Url = OnHost(actor, Json.Address(root, "url")),
        Icon = ImageOf(root, "icon"),
        Image = ImageOf(root, "image"),
        ManuallyApprovesFollowers = Json.Flag(root, "manuallyApprovesFollowers") ?? false,
        Discoverable = Json.Flag(root, "discoverable"),
        Indexable = Json.Flag(root, "indexable"),
        Suspended = Json.Flag(root, "suspended") ?? false,
        Published = Json.Instant(root, "published"),
        Fields = FieldsOf(root),
        AlsoKnownAs = Json.Ids(root, "alsoKnownAs", ActivityLimits.Aliases),
        MovedTo = Json.Id(root, "movedTo"),
        Keys = KeysOf(root, actor.Id),
        Webfinger = Json.Text(root, "webfinger", 512),
    };

    /// <summary>Another host's address in an actor would let that host be written to, or shown, in the actor's name.</summary>
    private static string? OnHost(Actor actor, string? address) => WebAddress.SameHost(actor.Id, address) ? address : null;

    private static ActorImage? ImageOf(JsonElement root, string name) =>
        Json.Many(root, name, 1) is [var image] && (image.ValueKind == JsonValueKind.Object ? Json.Address(image, "url") : Json.Id(image)) is { } url
            ? new ActorImage(url, Json.Text(image, "mediaType", 100), Json.Text(image, "summary", ActivityLimits.Description) ?? Json.Text(image, "name", ActivityLimits.Description))
            : null;

    private static List<ActorField> FieldsOf(JsonElement root) =>
    [
        .. Json.Many(root, "attachment", ActivityLimits.Fields)
            .Where(a => Json.Types(a).Contains("PropertyValue"))
            .Select(a => new ActorField(Json.Text(a, "name", ActivityLimits.Name) ?? "", Json.Text(a, "value", ActivityLimits.Name) ?? "")),
    ];

    private static List<ActorKey> KeysOf(JsonElement root, string actor) =>
        [.. Json.Many(root, "publicKey", ActivityLimits.Keys).Select(KeyOf).OfType<ActorKey>().Where(k => k.Owner == actor)];

    /// <summary>A key object, in an actor or in a document of its own (GoToSocial); null when it is none.</summary>
    internal static ActorKey? KeyOf(JsonElement key) =>
        Json.Id(key) is { } id && Json.Id(key, "owner") is { } owner && Json.Text(key, "publicKeyPem", Signatures.PublicKey.MaxPemLength + 1) is { } pem
            ? new ActorKey(id, owner, pem)
            : null;
}
