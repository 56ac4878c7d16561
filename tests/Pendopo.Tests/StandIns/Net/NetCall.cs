using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.StandIns.Net;

/// <summary>A call as it came, kept byte for byte.</summary>
/// <param name="Name">Method and path: `POST /token`.</param>
internal sealed record NetCall(string Name, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Form, byte[] Body, IHeaderDictionary Headers)
{
    public string Method => Name[..Name.IndexOf(' ', StringComparison.Ordinal)];

    public string Path => Name[(Name.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    public string Bearer => Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token] ? token : "";

    /// <summary>The body as words.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as a JSON object; an empty one for anything else.</summary>
    public JsonObject Json
    {
        get
        {
            try
            {
                return Body.Length > 0 && JsonNode.Parse(Body) is JsonObject parsed ? parsed : [];
            }
            catch (JsonException)
            {
                return [];
            }
        }
    }

    /// <summary>A field of the address or of a form.</summary>
    public string this[string field] => Form.GetValueOrDefault(field) ?? Query.GetValueOrDefault(field) ?? "";

    public static async Task<NetCall> Of(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes);
        var body = bytes.ToArray();
        var form = request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
            ? System.Web.HttpUtility.ParseQueryString(Encoding.UTF8.GetString(body)) : [];
        // The answer is written after the request has gone, so its headers are copied.
        return new($"{request.Method} {request.Path}", request.Query.ToDictionary(field => field.Key, field => field.Value.ToString()),
            form.AllKeys.OfType<string>().ToDictionary(key => key, key => form[key] ?? ""), body, new HeaderDictionary(request.Headers.ToDictionary()));
    }
}
