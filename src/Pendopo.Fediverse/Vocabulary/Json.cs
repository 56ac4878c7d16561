using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Pendopo.Fediverse.Identity;

namespace Pendopo.Fediverse.Vocabulary;

/// <summary>Reads single values out of JSON that a stranger wrote: what has the wrong kind counts as absent, what is too long is cut.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal static byte[] Bytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Writing);

    /// <summary>Reads every name and text once: true, or System.Text.Json throws <see cref="InvalidOperationException"/> for what is not valid once it is
    /// unescaped, which it does not look at while parsing.</summary>
    internal static bool IsText(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(p => p.Name is not null && IsText(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsText),
        JsonValueKind.String => element.GetString() is not null,
        _ => true,
    };

    internal static JsonElement? Get(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    /// <summary>One or many: a list as it is, a single value as a list of one.</summary>
    internal static IReadOnlyList<JsonElement> Many(JsonElement element, string name, int max) => Get(element, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Take(max)],
        { } one => [one],
    };

    /// <summary>A text cut to so many characters, never through a pair; the first of a list.</summary>
    internal static string? Text(JsonElement element, string name, int max) =>
        Many(element, name, 1) is [{ ValueKind: JsonValueKind.String } value] ? Cut(WithoutNul(value.GetString()!), max) : null;

    /// <summary>PostgreSQL keeps no NUL in a text, and nobody has a use for one.</summary>
    private static string WithoutNul(string text) => text.Contains('\0') ? text.Replace("\0", "", StringComparison.Ordinal) : text;

    internal static string Cut(string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    /// <summary>The id a value stands for: itself, or the id of the object that stands in its place.</summary>
    internal static string? Id(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => WebAddress.IsWeb(element.GetString()) ? element.GetString() : null,
        JsonValueKind.Object when element.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String => Id(id),
        _ => null,
    };

    internal static string? Id(JsonElement element, string name) => Many(element, name, 1) is [var value] ? Id(value) : null;

    /// <summary>A web address, also out of a Link object or a list of them.</summary>
    internal static string? Address(JsonElement element, string name)
    {
        foreach (var value in Many(element, name, 8))
        {
            var text = value.ValueKind == JsonValueKind.Object ? Text(value, "href", WebAddress.MaxLength) ?? Text(value, "url", WebAddress.MaxLength) : Id(value);
            if (WebAddress.IsWeb(text))
            {
                return text;
            }
        }

        return null;
    }

    internal static IReadOnlyList<string> Ids(JsonElement element, string name, int max) =>
        [.. Many(element, name, max).Select(Id).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Addressees; the short spellings of Public become the full one.</summary>
    internal static IReadOnlyList<string> Recipients(JsonElement element, string name) =>
        [.. Many(element, name, ActivityLimits.Recipients).Select(Recipient).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string? Recipient(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is "as:Public" or "Public" ? ActivityDocument.Public : Id(value);

    internal static IReadOnlyList<string> Types(JsonElement element) =>
        [.. Many(element, "type", 8).Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!)];

    internal static bool? Flag(JsonElement element, string name) => Get(element, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    internal static int? Count(JsonElement element, string name) =>
        Get(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && value >= 0
            ? (int)Math.Min(value, ActivityLimits.Count)
            : null;

    internal static double? Number(JsonElement element, string name) =>
        Get(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;

    /// <summary>An ISO 8601 instant in UTC, cut to microseconds as the database keeps it.</summary>
    internal static DateTimeOffset? Instant(JsonElement element, string name)
    {
        if (Text(element, name, 64) is not { Length: >= 10 } text || !char.IsAsciiDigit(text[0])
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return null;
        }

        return new DateTimeOffset(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    internal static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    internal static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode?)JsonValue.Create(t))];

    /// <summary>Sets a member unless its value is null.</summary>
    internal static JsonObject With(this JsonObject target, string name, JsonNode? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }

        return target;
    }
}
