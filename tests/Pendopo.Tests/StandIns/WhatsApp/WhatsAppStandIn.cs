using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.StandIns.WhatsApp;

/// <summary>
/// WhatsApp Business (Cloud API), written from the facts alone: accepts and does not yet deliver, the service window of 24 hours, templates under review,
/// media up and down, limits per pair, second and day, and every status by webhook. What no source verifies stands in <see cref="WhatsAppFacts"/>.
/// </summary>
internal sealed class WhatsAppStandIn : CloudStandIn
{
    public const string Token = "EAAWhatsAppToken", Business = "102290129340398", Phone = "106540352242922", DisplayNumber = "6221500123";
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private readonly MessageDesk desk;
    private readonly TemplateDesk templates;
    private readonly ConcurrentDictionary<string, (string Type, byte[] Bytes)> media = new();
    private readonly ConcurrentDictionary<string, (string Medium, DateTimeOffset Until)> addresses = new();
    private long lastId = 1000;

    private WhatsAppStandIn(TimeProvider time)
        : base(time)
    {
        Tokens[Token] = "system user";
        templates = new(this);
        desk = new(this);
    }

    public WhatsAppFacts Facts { get; } = new();

    public ConcurrentDictionary<string, Recipient> People { get; } = new();

    public IReadOnlyList<AcceptedMessage> Accepted => desk.Accepted;

    public IReadOnlyCollection<MessageTemplate> Templates => templates.All;

    /// <summary>Messages a second that the number takes.</summary>
    public int ASecond { get; set; } = 80;

    public HashSet<string> Blocked { get; } = [];

    public HashSet<string> Subscribed { get; } = [];

    /// <summary>Ids of messages that were marked as read.</summary>
    public List<string> MarkedRead { get; } = [];

    public string Quality { get; set; } = "GREEN";

    public static async Task<WhatsAppStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new WhatsAppStandIn(time ?? TimeProvider.System);
        await server.Begin();
        return server;
    }

    public Recipient Person(string number) => People.GetOrAdd(number, _ => new());

    /// <summary>A template that stands already.</summary>
    public void HasTemplate(string name, string body, string language = "id", string category = "UTILITY", string status = "APPROVED") =>
        templates.Put(name, body, language, category, status);

    /// <summary>The review decides: APPROVED, REJECTED or PAUSED.</summary>
    public void Decide(string name, string status) => templates.Decide(name, status);

    /// <summary>Someone writes; the window of 24 hours begins anew.</summary>
    /// <returns>The id of the message.</returns>
    public string Says(string from, string text, string name = "Siti", string? inReplyTo = null) =>
        Arrives(from, name, new() { ["type"] = "text", ["text"] = new JsonObject { ["body"] = text } }, inReplyTo);

    public string SendsPicture(string from, byte[] bytes, string caption = "", string type = "image/jpeg", string name = "Siti")
    {
        var id = Keep(type, bytes);
        return Arrives(from, name, new()
        {
            ["type"] = "image",
            ["image"] = new JsonObject { ["id"] = id, ["mime_type"] = type, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes)), ["caption"] = caption.Length > 0 ? caption : null },
        });
    }

    /// <summary>Someone presses the quick answer of a template.</summary>
    public string Presses(string from, string text, string payload, string inReplyTo) =>
        Arrives(from, "Siti", new() { ["type"] = "button", ["button"] = new JsonObject { ["text"] = text, ["payload"] = payload } }, inReplyTo);

    public string Reacts(string from, string emoji, string to) =>
        Arrives(from, "Siti", new() { ["type"] = "reaction", ["reaction"] = new JsonObject { ["message_id"] = to, ["emoji"] = emoji } });

    /// <summary>Something that the API does not carry (a view-once picture, a poll).</summary>
    public string SendsUnsupported(string from) =>
        Arrives(from, "Siti", new() { ["type"] = "unsupported", ["errors"] = new JsonArray(new JsonObject { ["code"] = 131051, ["title"] = "Message type unknown" }) });

    /// <summary>What the network tells of a message that it accepted: sent and delivered, or failed.</summary>
    public void Delivers(string id) => desk.Delivers(id);

    public void Reads(string id) => desk.Tell(id, "read");

    /// <summary>An accepted message fails after all, with this code.</summary>
    public void FailsLater(string id, int code) => desk.Tell(id, "failed", code);

    internal TemplateDesk TemplatesDesk => templates;

    internal string NewId() => Interlocked.Increment(ref lastId).ToString(CultureInfo.InvariantCulture);

    internal bool HasMedium(string id) => media.ContainsKey(id);

    /// <summary>An event of the number, as webhooks carry it.</summary>
    internal void Tell(JsonObject value, string field = "messages")
    {
        value["messaging_product"] = "whatsapp";
        value["metadata"] = new JsonObject { ["display_phone_number"] = DisplayNumber, ["phone_number_id"] = Phone };
        Webhooks.Happens("whatsapp_business_account", new() { ["id"] = Business, ["changes"] = new JsonArray(new JsonObject { ["field"] = field, ["value"] = value }) });
    }

    protected override async Task<JsonNode> Serve(CloudCall call) => call.Name switch
    {
        $"POST {Phone}/messages" => desk.Send(call),
        $"POST {Phone}/media" => Upload(call),
        $"GET {Phone}" => new JsonObject { ["id"] = Phone, ["display_phone_number"] = DisplayNumber, ["verified_name"] = "Puskesmas Melati", ["quality_rating"] = Quality },
        $"GET {Business}/phone_numbers" => new JsonObject { ["data"] = new JsonArray(new JsonObject { ["id"] = Phone, ["display_phone_number"] = DisplayNumber, ["verified_name"] = "Puskesmas Melati", ["quality_rating"] = Quality }) },
        $"GET {Business}/message_templates" => templates.List(call),
        $"POST {Business}/message_templates" => templates.Create(call),
        $"POST {Business}/subscribed_apps" => Subscribe(),
        $"GET {Business}/subscribed_apps" => new JsonObject { ["data"] = new JsonArray([.. Subscribed.Select(app => new JsonObject { ["whatsapp_business_api_data"] = new JsonObject { ["id"] = app } })]) },
        $"POST {Phone}/block_users" or $"DELETE {Phone}/block_users" => Block(call),
        _ when call.Method == "GET" && HasMedium(call.Path) => AddressOf(call.Path),
        _ when call.Method == "DELETE" && media.TryRemove(call.Path, out _) => new JsonObject { ["success"] = true },
        _ => throw Refuse(CloudError.Missing),
    };

    protected override IResult? ServeOutside(HttpContext http)
    {
        if (http.Request.Path.Value is not ['/', 'b', 'y', 't', 'e', 's', '/', .. var key])
            return null;
        if (!Tokens.ContainsKey(TokenOf(http)))
            return Results.Unauthorized();
        return addresses.TryGetValue(key, out var address) && address.Until > Time.GetUtcNow() && media.TryGetValue(address.Medium, out var medium)
            ? Results.Bytes(medium.Bytes, medium.Type) : Results.NotFound();
    }

    private string Arrives(string from, string name, JsonObject message, string? inReplyTo = null)
    {
        var (id, now) = ("wamid." + NewId(), Time.GetUtcNow());
        Person(from).WindowEndsAt = now + Window;
        (message["from"], message["id"], message["timestamp"]) = (from, id, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (inReplyTo is not null)
            message["context"] = new JsonObject { ["from"] = DisplayNumber, ["id"] = inReplyTo };
        Tell(new() { ["contacts"] = new JsonArray(new JsonObject { ["profile"] = new JsonObject { ["name"] = name }, ["wa_id"] = from }), ["messages"] = new JsonArray(message) });
        return id;
    }

    private JsonObject Upload(CloudCall call)
    {
        if (call.Text("messaging_product") != "whatsapp" || !call.Files.TryGetValue("file", out var file))
            throw Refuse(CloudError.Parameter("The parameter file is required."));
        return new() { ["id"] = Keep(file.Type, file.Bytes) };
    }

    private string Keep(string type, byte[] bytes)
    {
        var id = NewId();
        media[id] = (type, bytes);
        return id;
    }

    private JsonObject AddressOf(string id)
    {
        var (key, medium) = (NewId(), media[id]);
        addresses[key] = (id, Time.GetUtcNow() + Facts.MediaAddressLives);
        return new()
        {
            ["url"] = $"{Url}/bytes/{key}", ["mime_type"] = medium.Type, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(medium.Bytes)),
            ["file_size"] = medium.Bytes.Length, ["id"] = id, ["messaging_product"] = "whatsapp",
        };
    }

    private JsonObject Subscribe()
    {
        Subscribed.Add(AppId);
        return new() { ["success"] = true };
    }

    private JsonObject Block(CloudCall call)
    {
        var users = call.Input["block_users"]?.AsArray().Select(user => user!["user"]!.GetValue<string>()).ToList() ?? throw Refuse(CloudError.Parameter("The parameter block_users is required."));
        foreach (var user in users)
            _ = call.Method == "POST" ? Blocked.Add(user) : Blocked.Remove(user);
        return new() { ["messaging_product"] = "whatsapp", ["block_users"] = new JsonObject { [call.Method == "POST" ? "added_users" : "removed_users"] = new JsonArray([.. users.Select(user => new JsonObject { ["input"] = user, ["wa_id"] = user })]) } };
    }
}
