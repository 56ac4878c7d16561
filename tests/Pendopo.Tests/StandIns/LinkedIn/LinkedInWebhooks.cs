using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.LinkedIn;

/// <summary>What LinkedIn sends of itself: the check of an address, and events signed over their raw bytes.</summary>
internal static class LinkedInWebhooks
{
    public static string Hmac(string text, string secret = LinkedInStandIn.ClientSecret) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    /// <summary>Asks an address whether it knows the secret; whether its answer is right.</summary>
    public static async Task<bool> Check(HttpClient client, string path, string challenge)
    {
        using var answer = await client.GetAsync($"{path}?challengeCode={Uri.EscapeDataString(challenge)}");
        var told = answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
        return told?["challengeCode"]?.ToString() == challenge && told["challengeResponse"]?.ToString() == Hmac(challenge);
    }

    /// <summary>Sends an event; the status that came back. Anything but 200 makes the network send it again each 5 minutes for 8 hours.</summary>
    public static async Task<int> Send(HttpClient client, string path, JsonObject body, string? signature = null)
    {
        var text = body.ToJsonString();
        using var content = new StringContent(text, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation("X-LI-Signature", signature ?? Hmac("hmacsha256=" + text));
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>Comments as notifications; a batch holds at most 10.</summary>
    public static JsonObject Comments(LinkedInStandIn linkedIn, params ReadOnlySpan<string> urns)
    {
        var notifications = new JsonArray();
        foreach (var urn in urns)
            notifications.Add(Notification(linkedIn.Talk.All[urn]));
        return new() { ["type"] = "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", ["notifications"] = notifications };
    }

    internal static JsonObject Notification(LinkedInTalk.Comment comment) => new()
    {
        ["notificationId"] = long.Parse(comment.Id, System.Globalization.CultureInfo.InvariantCulture), ["organizationalEntity"] = LinkedInStandIn.Page,
        ["action"] = comment.Actor == LinkedInStandIn.Page ? "ADMIN_COMMENT" : "COMMENT", ["sourcePost"] = comment.Post, ["generatedActivity"] = comment.Urn,
        ["decoratedGeneratedActivity"] = new JsonObject { ["comment"] = new JsonObject { ["text"] = comment.Text, ["owner"] = comment.Actor } },
        ["lastModifiedAt"] = comment.At.ToUnixTimeMilliseconds(), ["subscriber"] = "urn:li:person:rina",
    };
}
