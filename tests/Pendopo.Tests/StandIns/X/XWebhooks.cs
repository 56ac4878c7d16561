using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.X;

/// <summary>What X sends of itself: the check of an address, and events signed over their raw bytes. A test says how they come: again, in wrong order, late.</summary>
internal static class XWebhooks
{
    public static string Signature(byte[] body, string secret = XStandIn.ConsumerSecret) => "sha256=" + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary>Asks an address whether it knows the secret; whether its answer is right.</summary>
    public static async Task<bool> Check(HttpClient client, string path, string token)
    {
        using var answer = await client.GetAsync($"{path}?crc_token={Uri.EscapeDataString(token)}");
        return answer.IsSuccessStatusCode && JsonNode.Parse(await answer.Content.ReadAsStringAsync())?["response_token"]?.ToString() == Signature(Encoding.UTF8.GetBytes(token));
    }

    /// <summary>Sends an event; the status that came back.</summary>
    public static async Task<int> Send(HttpClient client, string path, JsonObject body, string? signature = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation("x-twitter-webhooks-signature", signature ?? Signature(bytes));
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>A post of somebody as an event: `post.mention.create`, `post.reply.create` or `post.quote.create`.</summary>
    public static JsonObject Event(XStandIn x, string kind, string post)
    {
        var told = x.Posts.Told(null, x.Posts.All[post]);
        told["author"] = x.Posts.Person(x.Posts.All[post].Author);
        return new()
        {
            ["data"] = new JsonObject
            {
                ["event_uuid"] = $"e-{post}-{kind}", ["event_type"] = kind, ["filter"] = new JsonObject { ["user_id"] = XStandIn.UserId },
                ["payload"] = x.Facts.EventShape ? told : new JsonObject { ["post"] = told },
            },
        };
    }
}
