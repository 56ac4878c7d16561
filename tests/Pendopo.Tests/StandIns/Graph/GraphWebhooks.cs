using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>What the network sends of itself: the handshake, and events signed over their raw bytes. A test says how they come: again, in wrong order, late.</summary>
internal sealed class GraphWebhooks(GraphStandIn graph) : IDisposable
{
    private readonly SocketsHttpHandler handler = new();

    /// <summary>Fields that the page and the Instagram account are subscribed to.</summary>
    public HashSet<string> Subscribed { get; } = [];

    /// <summary>Header and value of a body's signature.</summary>
    public static string Signature(byte[] body, string secret = GraphStandIn.AppSecret) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary>Asks an address whether it is ours, as is done when it is entered: what it answers.</summary>
    public static async Task<(int Status, string Words)> Handshake(HttpClient client, string path, string challenge, string verify = GraphStandIn.VerifyToken)
    {
        using var answer = await client.GetAsync($"{path}?hub.mode=subscribe&hub.challenge={challenge}&hub.verify_token={Uri.EscapeDataString(verify)}");
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends an event; the status that came back. Anything but 200 makes the network send it again.</summary>
    public static async Task<int> Send(HttpClient client, string path, JsonObject body, string secret = GraphStandIn.AppSecret, string? signature = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature ?? Signature(bytes, secret));
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>Each event so many times, in an order that a seed settles.</summary>
    public static IReadOnlyList<JsonObject> Shuffled(IEnumerable<JsonObject> events, int times, int seed)
    {
        var all = events.SelectMany(one => Enumerable.Repeat(one, times)).ToArray();
        new Random(seed).Shuffle(all);
        return all;
    }

    /// <summary>A comment under a post of the page, as the field `feed` tells it.</summary>
    public JsonObject Comment(string id, string post, string text, string? from = "Siti", string verb = "add", string? parent = null) => Of("page", PageStandIn.Id, "feed", new JsonObject
    {
        ["item"] = "comment", ["verb"] = verb, ["comment_id"] = id, ["post_id"] = post, ["parent_id"] = parent ?? post, ["message"] = text,
        ["from"] = from is null ? null : new JsonObject { ["id"] = "77", ["name"] = from }, ["created_time"] = Now,
    });

    /// <summary>A recommendation of the page, as the field `ratings` tells it.</summary>
    public JsonObject Rating(PageRatings.Rating rating) => Of("page", PageStandIn.Id, "ratings", new JsonObject
    {
        ["item"] = "rating", ["verb"] = "add", ["reviewer_id"] = rating.ReviewerId, ["reviewer_name"] = rating.Reviewer, ["review_text"] = rating.Text,
        ["recommendation_type"] = rating.Recommends ? "positive" : "negative", ["open_graph_story_id"] = rating.Story, ["created_time"] = Now,
    });

    /// <summary>A comment under a picture of the Instagram account.</summary>
    public JsonObject InstagramComment(string id, string media, string text, string username = "siti", string? parent = null) => Of("instagram", InstagramStandIn.Id, "comments", new JsonObject
    {
        ["id"] = id, ["text"] = text, ["from"] = new JsonObject { ["id"] = "IGSID", ["username"] = username }, ["media"] = new JsonObject { ["id"] = media, ["media_product_type"] = "FEED" }, ["parent_id"] = parent,
    });

    /// <summary>A mention: ids only, never the text.</summary>
    public JsonObject InstagramMention(string media, string? comment) => Of("instagram", InstagramStandIn.Id, "mentions", new JsonObject { ["media_id"] = media, ["comment_id"] = comment });

    /// <summary>A private message to the page, or to the Instagram account.</summary>
    public JsonObject Message(string id, string text, string from = "PSID", bool instagram = false, bool echo = false)
    {
        var account = instagram ? InstagramStandIn.Id : PageStandIn.Id;
        return new()
        {
            ["object"] = instagram ? "instagram" : "page",
            ["entry"] = new JsonArray(new JsonObject
            {
                ["id"] = account, ["time"] = Now * 1000,
                ["messaging"] = new JsonArray(new JsonObject
                {
                    ["sender"] = new JsonObject { ["id"] = echo ? account : from }, ["recipient"] = new JsonObject { ["id"] = echo ? from : account }, ["timestamp"] = Now * 1000,
                    ["message"] = echo ? new JsonObject { ["mid"] = id, ["text"] = text, ["is_echo"] = true } : new JsonObject { ["mid"] = id, ["text"] = text },
                }),
            }),
        };
    }

    public GraphReply Subscribe(GraphCall call, bool instagram)
    {
        var fields = call["subscribed_fields"].Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (!instagram && !graph.Facts.PageTakesInstagramFields && fields.FirstOrDefault(field => field is "comments" or "live_comments") is { } wrong)
            return GraphReply.Error(100, $"Param subscribed_fields[0] must be one of {{FEED, MENTION, MESSAGES}} - got {wrong}");
        Subscribed.UnionWith(fields);
        return GraphReply.Success;
    }

    public HttpClient Client(Uri home) => new(handler, disposeHandler: false) { BaseAddress = home };

    public void Dispose() => handler.Dispose();

    private long Now => graph.Time.GetUtcNow().ToUnixTimeSeconds();

    private JsonObject Of(string kind, string account, string field, JsonObject value) => new()
    {
        ["object"] = kind,
        ["entry"] = new JsonArray(new JsonObject { ["id"] = account, ["time"] = long.Parse(Now.ToString(CultureInfo.InvariantCulture)), ["changes"] = new JsonArray(new JsonObject { ["field"] = field, ["value"] = value }) }),
    };
}
