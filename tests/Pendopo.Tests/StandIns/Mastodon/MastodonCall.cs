using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.StandIns.Mastodon;

/// <summary>A call as the server understands it: query, form and JSON mean the same, and lists have names that end with `[]` (`poll[options][]`).</summary>
/// <param name="Edge">Method and path, with `:id` for numbers: `GET /api/v1/media/:id`.</param>
/// <param name="Path">The parts of the path.</param>
/// <param name="Body">What came, character for character; empty for a form with files.</param>
internal sealed record MastodonCall(string Edge, string[] Path, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields, IReadOnlyDictionary<string, MastodonFile> Files, string Body, IHeaderDictionary Headers)
{
    public string Method => Edge[..Edge.IndexOf(' ', StringComparison.Ordinal)];

    public string Token => Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var bearer] ? bearer : "";

    public string Key => Headers["Idempotency-Key"].ToString();

    public string this[string field] => Fields.TryGetValue(field, out var values) ? values[^1] : "";

    public bool Has(string field) => Fields.ContainsKey(field);

    public bool Is(string field) => this[field] is "true" or "1";

    public IReadOnlyList<string> All(string field) => Fields.TryGetValue(field + "[]", out var values) ? values : Fields.TryGetValue(field, out var one) ? one : [];

    public int Number(string field, int otherwise) => int.TryParse(this[field], out var number) ? number : otherwise;

    public static async Task<MastodonCall> Of(HttpRequest request)
    {
        var path = request.Path.Value!.Trim('/').Split('/');
        var (fields, files, body) = (new Dictionary<string, List<string>>(), new Dictionary<string, MastodonFile>(), "");
        foreach (var (name, values) in request.Query)
            foreach (var value in values)
                Put(fields, name, value ?? "");
        if (request.HasFormContentType)
            await ReadForm(request, fields, files);
        else
            body = await new StreamReader(request.Body).ReadToEndAsync();
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true && body.Length > 0 && JsonNode.Parse(body) is JsonObject json)
            foreach (var (name, value) in json)
                Flatten(fields, name, value);
        var shape = path.Select(part => part.Length > 0 && part.All(char.IsAsciiDigit) ? ":id" : part);
        return new($"{request.Method} /{string.Join('/', shape)}", path, fields.ToDictionary(field => field.Key, field => (IReadOnlyList<string>)field.Value), files, body, request.Headers);
    }

    private static async Task ReadForm(HttpRequest request, Dictionary<string, List<string>> fields, Dictionary<string, MastodonFile> files)
    {
        var form = await request.ReadFormAsync();
        foreach (var (name, values) in form)
            foreach (var value in values)
                Put(fields, name, value ?? "");
        foreach (var file in form.Files)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes);
            files[file.Name] = new(file.FileName, file.ContentType, bytes.ToArray());
        }
    }

    private static void Flatten(Dictionary<string, List<string>> fields, string name, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (member, inner) in members)
                    Flatten(fields, $"{name}[{member}]", inner);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Flatten(fields, name + "[]", item);
                break;
            case not null:
                Put(fields, name, value.ToString());
                break;
        }
    }

    private static void Put(Dictionary<string, List<string>> fields, string name, string value)
    {
        if (!fields.TryGetValue(name, out var values))
            fields[name] = values = [];
        values.Add(value);
    }
}

/// <summary>A file as it came.</summary>
internal sealed record MastodonFile(string Name, string Type, byte[] Bytes);

/// <summary>What the server answers.</summary>
/// <param name="Plain">Words that are no JSON, in place of a body.</param>
/// <param name="Link">The header that tells the pages before and behind.</param>
internal sealed record MastodonReply(int Status, JsonNode Body, string? Plain = null, string? Link = null)
{
    public static MastodonReply Ok(JsonNode body) => new(200, body);

    public static MastodonReply Error(int status, string error, string? description = null)
    {
        var body = new JsonObject { ["error"] = error };
        if (description is not null)
            body["error_description"] = description;
        return new(status, body);
    }

    public static MastodonReply Missing => Error(404, "Record not found");

    /// <summary>422 as a failed validation tells it.</summary>
    public static MastodonReply Invalid(string what) => Error(422, $"Validation failed: {what}");
}
