using System.Text.Json;

namespace Pendopo.Fediverse.Vocabulary;

/// <summary>The activities that mean something to us; all others are taken and ignored.</summary>
public enum ActivityKind
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>A new post.</summary>
    Create,

    /// <summary>A changed post or profile.</summary>
    Update,

    /// <summary>A post or an actor that is gone.</summary>
    Delete,

    /// <summary>A wish to hear.</summary>
    Follow,

    /// <summary>Yes to a Follow.</summary>
    Accept,

    /// <summary>No to a Follow, also afterwards.</summary>
    Reject,

    /// <summary>Something taken back.</summary>
    Undo,

    /// <summary>A like, also as an emoji.</summary>
    Like,

    /// <summary>A share.</summary>
    Announce,

    /// <summary>A report to moderators.</summary>
    Flag,

    /// <summary>A wish not to meet.</summary>
    Block,

    /// <summary>An account that went elsewhere.</summary>
    Move,

    /// <summary>Something pinned.</summary>
    Add,

    /// <summary>Something unpinned.</summary>
    Remove,
}

/// <summary>The object of an activity: its id, and the object itself when it was sent along.</summary>
/// <param name="Id">Null when it has none.</param>
/// <param name="Embedded">Undefined when only the id was sent.</param>
public readonly record struct ObjectReference(string? Id, JsonElement Embedded)
{
    /// <summary>Whether the object was sent along.</summary>
    public bool IsEmbedded => Embedded.ValueKind == JsonValueKind.Object;
}

/// <summary>An activity, read and not yet believed.</summary>
public sealed record Activity
{
    /// <summary>Its id; null when it has none, as a Flag or an Undo may.</summary>
    public string? Id { get; init; }

    /// <summary>Its kind.</summary>
    public required ActivityKind Kind { get; init; }

    /// <summary>Who acts.</summary>
    public required string Actor { get; init; }

    /// <summary>On what; the first when there are several.</summary>
    public ObjectReference Object { get; init; }

    /// <summary>The ids of all objects; a Flag names several.</summary>
    public IReadOnlyList<string> ObjectIds { get; init; } = [];

    /// <summary>Where to: the new account of a Move, the collection of an Add.</summary>
    public string? Target { get; init; }

    /// <summary>To whom.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>And to whom besides.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>The comment of a Flag, the emoji of a Like.</summary>
    public string? Content { get; init; }

    /// <summary>When; null when not told.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Reads an activity: it needs an actor, and an object unless its kind is unknown.</summary>
    /// <param name="root">An object out of <see cref="ActivityDocument.Open"/>, or embedded in one.</param>
    public static Reading<Activity> Read(JsonElement root)
    {
        if (Json.Id(root, "actor") is not { } actor)
        {
            return Reading<Activity>.Refused("an activity needs an actor");
        }

        if (Json.Many(root, "actor", 2).Count != 1)
        {
            return Reading<Activity>.Refused("an activity has one actor");
        }

        var kind = KindOf(root);
        var objects = Json.Many(root, "object", ActivityLimits.Reported);
        if (kind != ActivityKind.Other && objects.Count == 0)
        {
            return Reading<Activity>.Refused("an activity needs an object");
        }

        if (kind is not (ActivityKind.Flag or ActivityKind.Other) && objects.Count > 1)
        {
            return Reading<Activity>.Refused("only a report has several objects");
        }

        return Reading<Activity>.Of(new Activity
        {
            Id = Json.Id(root),
            Kind = kind,
            Actor = actor,
            Object = objects.Count == 0 ? default : new(Json.Id(objects[0]), objects[0].ValueKind == JsonValueKind.Object ? objects[0] : default),
            ObjectIds = [.. objects.Select(Json.Id).OfType<string>().Distinct(StringComparer.Ordinal)],
            Target = Json.Id(root, "target"),
            To = Json.Recipients(root, "to"),
            Cc = Json.Recipients(root, "cc"),
            Content = Json.Text(root, "content", ActivityLimits.Report),
            Published = Json.Instant(root, "published"),
        });
    }

    private static ActivityKind KindOf(JsonElement root)
    {
        foreach (var type in Json.Types(root))
        {
            if (type == "EmojiReact")
            {
                return ActivityKind.Like;
            }

            if (type.Length > 0 && char.IsAsciiLetter(type[0]) && Enum.TryParse<ActivityKind>(type, out var kind) && kind != ActivityKind.Other && Enum.IsDefined(kind))
            {
                return kind;
            }
        }

        return ActivityKind.Other;
    }
}
