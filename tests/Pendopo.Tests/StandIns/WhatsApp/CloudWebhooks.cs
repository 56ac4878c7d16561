using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.WhatsApp;

/// <summary>
/// The webhooks of a stand-in: what happens waits here until a test lets it be delivered, signed over its raw bytes. It can be told to deliver more than
/// once, in another order, late, or with a wrong signature. What is not answered with 2xx stays waiting, as the network tries again.
/// </summary>
/// <remarks>[U] Facts that no stored source tells: how often and for how long the network tries again; whether one delivery holds several events
/// (<see cref="InOneDelivery"/>, both ways).</remarks>
internal sealed class CloudWebhooks(string secret, TimeProvider time)
{
    private readonly List<JsonObject> waiting = [];

    /// <summary>How often each delivery is made.</summary>
    public int Times { get; set; } = 1;

    /// <summary>The seed of the order; null for the order in which it happened.</summary>
    public int? Shuffle { get; set; }

    /// <summary>[U] Whether all that waits comes as one delivery with many entries.</summary>
    public bool InOneDelivery { get; set; }

    public bool WrongSignature { get; set; }

    public string VerifyToken { get; set; } = "kata-kunci";

    public int Waiting => waiting.Count;

    /// <summary>Something happened: an entry without its id is none, so all of it is given.</summary>
    public void Happens(string objectName, JsonObject entry) => waiting.Add(new() { ["object"] = objectName, ["entry"] = new JsonArray(entry) });

    public static string Signature(byte[] body, string secret) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary>Asks the address to prove itself, as the network does when a webhook is set.</summary>
    public async Task<bool> Verify(HttpClient client, string path, string? token = null)
    {
        var challenge = time.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture);
        using var answer = await client.GetAsync(new Uri($"{path}?hub.mode=subscribe&hub.verify_token={Uri.EscapeDataString(token ?? VerifyToken)}&hub.challenge={challenge}", UriKind.Relative));
        return answer.IsSuccessStatusCode && await answer.Content.ReadAsStringAsync() == challenge;
    }

    /// <summary>Delivers what waits. Returns the status of each delivery.</summary>
    public async Task<IReadOnlyList<HttpStatusCode>> Deliver(HttpClient client, string path)
    {
        var bodies = Bodies();
        var statuses = new List<HttpStatusCode>();
        foreach (var body in bodies)
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            content.Headers.Add("X-Hub-Signature-256", Signature(await content.ReadAsByteArrayAsync(), WrongSignature ? "another" : secret));
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
            statuses.Add(answer.StatusCode);
            if (!answer.IsSuccessStatusCode)
                waiting.Add(body);
        }
        return statuses;
    }

    private List<JsonObject> Bodies()
    {
        var once = InOneDelivery ? [.. waiting.GroupBy(body => body["object"]!.GetValue<string>()).Select(Joined)] : waiting.ToList();
        waiting.Clear();
        var all = Enumerable.Repeat(once, Times).SelectMany(body => body).ToList();
        if (Shuffle is { } seed)
        {
            var order = new Random(seed);
            all = [.. all.OrderBy(_ => order.Next())];
        }
        return all;
    }

    private static JsonObject Joined(IGrouping<string, JsonObject> bodies) => new()
    {
        ["object"] = bodies.Key,
        ["entry"] = new JsonArray([.. bodies.SelectMany(body => body["entry"]!.AsArray()).Select(entry => entry!.DeepClone())]),
    };
}
