using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>A call as the Graph API understands it: its fields come in the address, a form or a JSON body, all the same.</summary>
/// <param name="Edge">Method and last part of the path (`POST feed`); a node's own number is told as `node`, an upload address by its first part.</param>
/// <param name="Path">The parts of the path behind the version.</param>
/// <param name="Version">`v26.0`, or empty when the caller named none.</param>
internal sealed record GraphCall(string Edge, string[] Path, string Version, IReadOnlyDictionary<string, string> Fields, IReadOnlyDictionary<string, byte[]> Files, byte[] Body, IHeaderDictionary Headers)
{
    /// <summary>What files are called that came with a name, by their field.</summary>
    public IReadOnlyDictionary<string, string> FileNames { get; init; } = new Dictionary<string, string>();

    public string Method => Edge[..Edge.IndexOf(' ', StringComparison.Ordinal)];

    public string Token => Fields.GetValueOrDefault("access_token") ?? Bearer(Headers.Authorization.ToString());

    public string this[string field] => Fields.GetValueOrDefault(field) ?? "";

    public bool Is(string field) => this[field] is "true" or "1" or "True";

    /// <summary>The names that `fields` asks for at its first level: what stands in brackets behind a name is left out.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            var (depth, names, name) = (0, new List<string>(), "");
            foreach (var letter in this["fields"] + ",")
            {
                depth += letter is '{' or '(' ? 1 : letter is '}' or ')' ? -1 : 0;
                if (letter == ',' && depth == 0)
                    (names, name) = ([.. names, name], "");
                else
                    name += letter;
            }
            return [.. names.Select(whole => whole.Split('.', '{')[0].Trim()).Where(whole => whole.Length > 0)];
        }
    }

    public static async Task<GraphCall> Of(HttpRequest request)
    {
        var parts = request.Path.Value!.Trim('/').Split('/');
        var version = parts[0].Length > 1 && parts[0][0] == 'v' && char.IsAsciiDigit(parts[0][1]) ? parts[0] : "";
        var path = version.Length > 0 ? parts[1..] : parts;
        var fields = request.Query.ToDictionary(field => field.Key, field => field.Value.ToString());
        var (files, names, body) = (new Dictionary<string, byte[]>(), new Dictionary<string, string>(), Array.Empty<byte>());
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync();
            foreach (var (name, value) in form)
                fields[name] = value.ToString();
            foreach (var file in form.Files)
                (files[file.Name], names[file.Name]) = (await All(file.OpenReadStream()), file.FileName);
        }
        else
            body = await All(request.Body);
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true && JsonNode.Parse(body) is JsonObject json)
            foreach (var (name, value) in json)
                fields[name] = value is JsonValue plain && plain.TryGetValue<string>(out var text) ? text : value?.ToJsonString() ?? "";
        var last = path[0] is "video-upload" or "ig-api-upload" ? path[0] : path.Length == 1 && (path[0].Length > 0 && char.IsAsciiDigit(path[0][0])) ? "node" : path[^1];
        return new($"{request.Method} {last}", path, version, fields, files, body, request.Headers) { FileNames = names };
    }

    private static string Bearer(string header) => header.Split(' ') is ["Bearer" or "OAuth", var token] ? token : "";

    private static async Task<byte[]> All(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
