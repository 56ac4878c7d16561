using System.Net.Http.Json;
using System.Text.Json;

namespace Pendopo.Testing;

/// <summary>Speaks to a peer's control address; a refusal fails the test with what the peer said.</summary>
internal static class PeerClient
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(120) };

    public static async Task<JsonElement> GetAsync(string url, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        return await SendAsync(request, token);
    }

    public static async Task<JsonElement> PostAsync(string url, object? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = body is null ? null : JsonContent.Create(body) };
        return await SendAsync(request, token);
    }

    public static async Task DeleteAsync(string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, url);
        await SendAsync(request, token: null);
    }

    private static async Task<JsonElement> SendAsync(HttpRequestMessage request, string? token)
    {
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text.Length == 0 ? "{}" : text)
            : throw new HttpRequestException($"{request.Method} {request.RequestUri} answered {(int)response.StatusCode}: {text}", null, response.StatusCode);
    }
}
