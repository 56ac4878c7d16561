using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Pendopo.Tests.StandIns.Wire;

/// <summary>A call as it came.</summary>
/// <param name="Edge">How the stand-in calls it (`POST tweets`), for faults and counts.</param>
/// <param name="Path">The parts of the path, unescaped.</param>
/// <param name="Target">Path and query as they came, escaped.</param>
/// <param name="Form">Fields of a form, of either kind.</param>
/// <param name="Json">The body, where it is a JSON object.</param>
internal sealed record WireCall(
    string Edge, string Method, string[] Path, string Target, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Form,
    IReadOnlyDictionary<string, byte[]> Files, byte[] Body, JsonObject? Json, IHeaderDictionary Headers)
{
    /// <summary>The token of the Authorization header, or empty.</summary>
    public string Token => Headers.Authorization.ToString().Split(' ') is ["Bearer", var token] ? token : "";

    /// <summary>A field of the address or a form; empty where there is none.</summary>
    public string this[string field] => Form.GetValueOrDefault(field) ?? Query.GetValueOrDefault(field) ?? "";

    /// <summary>What a field that lists names with commas names.</summary>
    public IReadOnlyList<string> Names(string field) => this[field].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public string Header(string name) => Headers[name].ToString();

    public static async Task<WireCall> Of(HttpRequest request, Func<string, string[], IReadOnlyDictionary<string, string>, string> edge)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = target.Split('?')[0].Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        var query = request.Query.ToDictionary(field => field.Key, field => field.Value.ToString());
        var (form, files, body) = (new Dictionary<string, string>(), new Dictionary<string, byte[]>(), Array.Empty<byte>());
        if (request.HasFormContentType)
        {
            var sent = await request.ReadFormAsync();
            foreach (var (name, value) in sent)
                form[name] = value.ToString();
            foreach (var file in sent.Files)
                files[file.Name] = await All(file.OpenReadStream());
        }
        else
            body = await All(request.Body);
        var json = request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true && body.Length > 0 ? JsonNode.Parse(body) as JsonObject : null;
        return new($"{request.Method} {edge(request.Method, path, query)}", request.Method, path, target, query, form, files, body, json, request.Headers);
    }

    private static async Task<byte[]> All(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
