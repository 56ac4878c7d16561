using System.Text.Json;

namespace Pendopo.Fediverse.Vocabulary;

/// <summary>Why a document is not read.</summary>
public enum DocumentRefusal
{
    /// <summary>Over <see cref="ActivityLimits.Document"/> bytes. Answer 413.</summary>
    TooLarge,

    /// <summary>Not JSON, too deep, a name twice in one object, or no object at the top. Answer 400.</summary>
    Malformed,

    /// <summary>
    /// It uses <c>@graph</c>, <c>@included</c> or <c>@reverse</c>, with which one document reads as another
    /// (Mastodon CVE-2026-46349).
    /// </summary>
    Restructured,

    /// <summary>Its <c>@context</c> does not name ActivityStreams.</summary>
    OtherContext,
}

/// <summary>What came of opening a document: exactly one of the two is meaningful.</summary>
/// <param name="Root">The object; undefined when refused.</param>
/// <param name="Refusal">Why not.</param>
public readonly record struct DocumentReading(JsonElement Root, DocumentRefusal? Refusal);

/// <summary>
/// Opens ActivityStreams documents as plain JSON. Contexts are looked for and never followed: a document that renames its
/// terms reads the same as one that does not (Mastodon CVE-2022-24307).
/// </summary>
public static class ActivityDocument
{
    /// <summary>The namespace every document names.</summary>
    public const string Context = "https://www.w3.org/ns/activitystreams";

    /// <summary>The address that means everybody.</summary>
    public const string Public = "https://www.w3.org/ns/activitystreams#Public";

    /// <summary>The type we answer with.</summary>
    public const string MediaType = "application/activity+json";

    /// <summary>What we ask with.</summary>
    public const string Accept = "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";

    private static readonly JsonDocumentOptions Options =
        new() { MaxDepth = ActivityLimits.Depth, AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Opens the bytes of a document.</summary>
    public static DocumentReading Open(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ActivityLimits.Document)
        {
            return new(default, DocumentRefusal.TooLarge);
        }

        JsonElement root;
        try
        {
            root = JsonElement.Parse(bytes, Options);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second is thrown for a name that is not valid UTF-16 once it is unescaped.
            return new(default, DocumentRefusal.Malformed);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return new(default, DocumentRefusal.Malformed);
        }

        if (!HasReadableNames(root, out var restructured))
        {
            return new(default, DocumentRefusal.Malformed);
        }

        if (restructured)
        {
            return new(default, DocumentRefusal.Restructured);
        }

        return NamesContext(root) ? new(root, null) : new(default, DocumentRefusal.OtherContext);
    }

    /// <summary>Whether a response's type is one an ActivityStreams document may come in: an uploaded file must not pose as an actor (CVE-2024-25623).</summary>
    /// <param name="contentType">The header as received; null when absent.</param>
    public static bool IsMediaType(string? contentType)
    {
        var parts = (contentType ?? "").Split(';', StringSplitOptions.TrimEntries);
        if (parts[0].Equals(MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return parts[0].Equals("application/ld+json", StringComparison.OrdinalIgnoreCase)
            && parts.Skip(1).Any(p => p.StartsWith("profile=", StringComparison.OrdinalIgnoreCase)
                && p[8..].Trim('"').Split(' ').Contains(Context, StringComparer.Ordinal));
    }

    private static bool NamesContext(JsonElement root) =>
        Json.Many(root, "@context", 32).Any(c => c.ValueKind == JsonValueKind.String && c.GetString() == Context);

    /// <summary>One walk: a lone surrogate in a name or a text is malformed, a restructuring keyword is found wherever it stands.</summary>
    private static bool HasReadableNames(JsonElement element, out bool restructured)
    {
        restructured = false;
        try
        {
            restructured = Restructures(element);
            return true;
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json throws this for text that is not valid UTF-16 once it is unescaped.
            return false;
        }
    }

    private static bool Restructures(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(p => p.Name is "@graph" or "@included" or "@reverse" || Restructures(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(Restructures),
        JsonValueKind.String => element.GetString() is null,
        _ => false,
    };
}
