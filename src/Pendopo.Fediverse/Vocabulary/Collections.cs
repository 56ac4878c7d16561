using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Fediverse.Identity;

namespace Pendopo.Fediverse.Vocabulary;

/// <summary>Ordered collections and their pages, written and read.</summary>
public static class Collections
{
    /// <summary>A collection. Without a first page Mastodon takes its members for hidden, which is how they are hidden.</summary>
    /// <param name="id">Its address.</param>
    /// <param name="total">How many there are.</param>
    /// <param name="first">The first page; null hides the members.</param>
    public static JsonObject Write(string id, int total, string? first) =>
        new JsonObject { ["@context"] = Contexts.Plain(), ["id"] = id, ["type"] = "OrderedCollection", ["totalItems"] = total }.With("first", first);

    /// <summary>A collection so small that it needs no pages.</summary>
    public static JsonObject Write(string id, IReadOnlyList<JsonNode> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new JsonObject { ["@context"] = Contexts.ForPost(), ["id"] = id, ["type"] = "OrderedCollection", ["totalItems"] = items.Count }
            .With("orderedItems", new JsonArray([.. items.Select(WithoutContext)]));
    }

    /// <summary>A page.</summary>
    /// <param name="id">Its address.</param>
    /// <param name="partOf">The collection's address.</param>
    /// <param name="items">Ids or whole objects.</param>
    /// <param name="next">The page after; null on the last.</param>
    public static JsonObject WritePage(string id, string partOf, IReadOnlyList<JsonNode> items, string? next)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new JsonObject { ["@context"] = Contexts.ForPost(), ["id"] = id, ["type"] = "OrderedCollectionPage", ["partOf"] = partOf }
            .With("orderedItems", new JsonArray([.. items.Select(WithoutContext)]))
            .With("next", next);
    }

    /// <summary>Reads a collection or a page of one.</summary>
    /// <returns>Ids, at most <see cref="ActivityLimits.Items"/>; a next or first page on another host counts as none.</returns>
    public static Reading<CollectionPage> Read(JsonElement root)
    {
        if (!Json.Types(root).Any(t => t is "Collection" or "OrderedCollection" or "CollectionPage" or "OrderedCollectionPage") || Json.Id(root) is not { } id)
        {
            return Reading<CollectionPage>.Refused("the type is no collection's, or it has no id");
        }

        var ids = Json.Ids(root, "orderedItems", ActivityLimits.Items);
        var first = Json.Get(root, "first");
        return Reading<CollectionPage>.Of(new CollectionPage(
            id, Json.Count(root, "totalItems"), ids.Count > 0 ? ids : Json.Ids(root, "items", ActivityLimits.Items),
            SameHost(id, first is { } page ? Json.Id(page) : null), SameHost(id, Json.Id(root, "next")), first is not null || ids.Count > 0));
    }

    private static string? SameHost(string id, string? address) => WebAddress.SameHost(id, address) ? address : null;

    private static JsonNode? WithoutContext(JsonNode item)
    {
        var copy = item.DeepClone();
        (copy as JsonObject)?.Remove("@context");
        return copy;
    }
}

/// <summary>A collection or a page of one.</summary>
/// <param name="Id">Its address.</param>
/// <param name="Total">How many it says there are; null when not told.</param>
/// <param name="Items">Ids of members that stand on this page.</param>
/// <param name="First">The first page; null when there is none.</param>
/// <param name="Next">The page after; null on the last.</param>
/// <param name="ShowsMembers">Whether members can be read at all.</param>
public sealed record CollectionPage(string Id, int? Total, IReadOnlyList<string> Items, string? First, string? Next, bool ShowsMembers);
