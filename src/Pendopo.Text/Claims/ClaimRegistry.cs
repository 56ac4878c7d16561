using System.Text.Json;

namespace Pendopo.Text.Claims;

/// <summary>Reads a registry of claims from JSON.</summary>
public static class ClaimRegistry
{
    /// <summary>
    /// A JSON list of objects with <c>id</c>, <c>claim</c> (a text, or an object of texts by language), and optionally <c>title</c> and
    /// <c>variants</c> (a list of texts, or an object of texts or lists by language). Other properties are left alone.
    /// </summary>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    /// <exception cref="KeyNotFoundException">A claim lacks its id or its text.</exception>
    /// <exception cref="InvalidOperationException">The JSON is no list, or a value is of another kind.</exception>
    public static IReadOnlyList<Claim> Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    private static Claim Read(JsonElement claim)
    {
        var id = claim.GetProperty("id");
        var texts = Texts(claim.GetProperty("claim")).ToList();
        if (claim.TryGetProperty("variants", out var variants))
        {
            texts.AddRange(Texts(variants));
        }

        var title = claim.TryGetProperty("title", out var titles) ? string.Join(' ', Texts(titles)) : null;
        return new Claim(id.ValueKind == JsonValueKind.String ? id.GetString()! : id.GetRawText(), texts, string.IsNullOrWhiteSpace(title) ? null : title);
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Texts(property.Value)),
        _ => [],
    };
}
