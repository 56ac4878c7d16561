using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.Channels.Telegram;

/// <summary>
/// The Bot API as its documentation tells it (core.telegram.org/bots/api, 10.1): envelope, limits, albums, updates that are forgotten once a later
/// number is asked for. What is not verified against Telegram itself stands in <see cref="Unverified"/>. A test may make the next call of a method fail, or break its connection before or after it took effect.
/// </summary>
internal sealed class TelegramStandIn : IAsyncDisposable
{
    public const string Token = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1";
    public const long Bot = 123456789, Channel = -1001000000200, Group = -1001000000300;

    /// <summary>What no stored source proves about Telegram, so that a test can try both ways: the name of the switch, and what it says.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unverified = new Dictionary<string, string>
    {
        [nameof(CountsUtf16)] = "Lengths of messages and captions count UTF-16 units; otherwise whole characters.",
        [nameof(DeletesOldMessages)] = "A bot deletes a message of its channel however old it is; otherwise only within 48 hours.",
        [nameof(Fetches)] = "A file is fetched at the address that is named.",
        [nameof(TellsCopies)] = "A bot that is administrator of the linked group hears of the copy of each post there.",
        [nameof(KeepsUpdates)] = "Updates wait 24 hours for who asks; afterwards they are forgotten.",
    };

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> faults = new();
    private readonly List<JsonNode> updates = [];
    private long lastMessage, lastUpdate = 700;

    private TelegramStandIn(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What stands: chat and number, and the message as it was sent or changed last.</summary>
    public ConcurrentDictionary<(long Chat, long Number), JsonObject> Messages { get; } = new();

    /// <summary>The polls among them, as they stand.</summary>
    public ConcurrentDictionary<(long Chat, long Number), JsonObject> Polls { get; } = new();

    /// <summary>Bytes of the pictures that came, by the name of their part.</summary>
    public ConcurrentDictionary<string, long> Pictures { get; } = new();

    public string Status { get; set; } = "administrator";

    public bool MayPost { get; set; } = true;

    public string Webhook { get; set; } = "";

    public string TokenNow { get; set; } = Token;

    /// <summary>Whether it reaches the addresses from which it is to fetch.</summary>
    public bool Fetches { get; set; } = true;

    public bool DeletesOldMessages { get; set; } = true;

    public bool CountsUtf16 { get; set; } = true;

    /// <summary>Whether the bot hears of the copies that the linked group holds of the posts; for tests of first comments.</summary>
    public bool TellsCopies { get; set; }

    /// <summary>Whether a group for comments is linked to the channel, and what the bot is in it.</summary>
    public bool Linked { get; set; } = true;

    public string StatusInGroup { get; set; } = "administrator";

    /// <summary>Whether what happened still waits to be asked for.</summary>
    public bool KeepsUpdates { get; set; } = true;

    public static async Task<TelegramStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 200 << 20);
        var server = new TelegramStandIn(builder.Build());
        server.app.Run(server.Answer);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>Something happens that the bot hears of.</summary>
    public void Happens(JsonObject message, string kind = "message") => updates.Add(new JsonObject { ["update_id"] = ++lastUpdate, [kind] = message });

    /// <summary>Somebody in the channel answers the only poll there: the bot hears how many chose each answer, and not who.</summary>
    public void Votes(params int[] answers)
    {
        var poll = Polls.Values.Single();
        foreach (var answer in answers)
            poll["options"]![answer]!["voter_count"] = poll["options"]![answer]!["voter_count"]!.GetValue<int>() + 1;
        poll["total_voter_count"] = poll["total_voter_count"]!.GetValue<int>() + 1;
        Happens((JsonObject)poll.DeepClone(), "poll");
    }

    /// <summary>Updates that nobody has confirmed.</summary>
    public int Waiting => updates.Count;

    public void FailNext(string method, int code, string description, JsonObject? parameters = null) => Next(method, context => Fail(context, code, description, parameters));

    public void BreakNext(string method) => Next(method, context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The next call takes effect, and the connection breaks before the answer.</summary>
    public void BreakAnswerOfNext(string method) => Next(method, async context =>
    {
        context.Response.Body = Stream.Null;
        await Serve(context, method);
        context.Abort();
    });

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Next(string method, Func<HttpContext, Task> fault) => faults.GetOrAdd(method, _ => new()).Enqueue(fault);

    private Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value!.Split('/');
        if (path is not ["", var bot, var method] || bot != "bot" + TokenNow)
            return Fail(context, 401, "Unauthorized");
        Calls.Enqueue(method);
        return faults.TryGetValue(method, out var waiting) && waiting.TryDequeue(out var fault) ? fault(context) : Serve(context, method);
    }

    private async Task Serve(HttpContext context, string method)
    {
        var input = await Read(context.Request);
        await (method switch
        {
            "getMe" => Ok(context, new JsonObject { ["id"] = Bot, ["is_bot"] = true, ["first_name"] = "Puskesmas Melati", ["username"] = "melati_sehat_bot" }),
            "getChat" => Chat(context, input["chat_id"]!.ToString()),
            "getChatMember" => Ok(context, new JsonObject { ["status"] = input["chat_id"]?.ToString() == $"{Group}" ? StatusInGroup : Status, ["can_post_messages"] = MayPost, ["user"] = new JsonObject { ["id"] = Bot } }),
            "getWebhookInfo" => Ok(context, new JsonObject { ["url"] = Webhook, ["pending_update_count"] = updates.Count }),
            "sendMessage" => Send(context, input, "text", 4096),
            "sendPhoto" => Send(context, input, "caption", 1024),
            "sendVideo" => Film(context, input),
            "sendMediaGroup" => Album(context, input),
            "editMessageText" => Edit(context, input, "text", 4096),
            "editMessageCaption" => Edit(context, input, "caption", 1024),
            "sendPoll" => Poll(context, input),
            "stopPoll" => Stop(context, input),
            "deleteMessages" => Delete(context, input),
            "setMessageReaction" => React(context, input),
            "getUpdates" => Updates(context, input),
            _ => Fail(context, 404, "Not Found"),
        });
    }

    private async Task<JsonObject> Read(HttpRequest request)
    {
        if (!request.HasFormContentType)
            return (JsonObject)(await JsonNode.ParseAsync(request.Body) ?? new JsonObject());
        var form = await request.ReadFormAsync();
        foreach (var file in form.Files)
            Pictures[file.Name] = file.Length;
        return new(form.Select(field => KeyValuePair.Create(field.Key, field.Value.ToString() is ['[' or '{', ..] json ? JsonNode.Parse(json) : (JsonNode?)JsonValue.Create(field.Value.ToString()))));
    }

    private Task Chat(HttpContext context, string name) => name switch
    {
        "@melati_sehat" or "-1001000000200" => Ok(context, new JsonObject { ["id"] = Channel, ["type"] = "channel", ["title"] = "Puskesmas Melati", ["username"] = "melati_sehat", ["linked_chat_id"] = Linked ? Group : null }),
        "@grup_melati" => Ok(context, new JsonObject { ["id"] = Group, ["type"] = "supergroup", ["title"] = "Obrolan Melati" }),
        _ => Fail(context, 400, "Bad Request: chat not found"),
    };

    private Task Send(HttpContext context, JsonObject input, string words, int most)
    {
        var chat = long.Parse(input["chat_id"]!.ToString());
        if (chat == Channel && !MayPost)
            return Fail(context, 400, "Bad Request: need administrator rights in the channel chat");
        var text = input[words]?.GetValue<string>() ?? "";
        if (words == "text" && text.Length == 0)
            return Fail(context, 400, "Bad Request: message text is empty");
        if (LengthOf(text) > most)
            return Fail(context, 400, words == "text" ? "Bad Request: message is too long" : "Bad Request: message caption is too long");
        return Ok(context, Keep(chat, input));
    }

    private int LengthOf(string text) => CountsUtf16 ? text.Length : text.EnumerateRunes().Count();

    // By a form up to 50 MB; by an address what it can fetch, up to 20 MB (#sending-files).
    private Task Film(HttpContext context, JsonObject input) =>
        Pictures.GetValueOrDefault("video") > 50_000_000 ? Fail(context, 413, "Request Entity Too Large")
            : input["video"] is { } address && !(Fetches && address.ToString().StartsWith("https://", StringComparison.Ordinal)) ? Fail(context, 400, "Bad Request: failed to get HTTP URL content")
            : input["video"] is null && !Pictures.ContainsKey("video") ? Fail(context, 400, "Bad Request: there is no video in the request") : Send(context, input, "caption", 1024);

    private Task Poll(HttpContext context, JsonObject input)
    {
        var options = input["options"]!.AsArray().Select(option => option!["text"]!.GetValue<string>()).ToList();
        if (long.Parse(input["chat_id"]!.ToString()) != Channel || !MayPost)
            return Fail(context, 400, "Bad Request: need administrator rights in the channel chat");
        if (input["is_anonymous"]?.GetValue<bool>() == false)
            return Fail(context, 400, "Bad Request: non-anonymous polls can't be sent to channel chats");
        if (input["question"]!.GetValue<string>().Length is < 1 or > 300 || options.Count is < 1 or > 12 || options.Exists(text => text.Length is < 1 or > 100))
            return Fail(context, 400, "Bad Request: poll question or options have a wrong length");
        if (input["open_period"] is { } open && open.GetValue<int>() is < 5 or > 2_628_000)
            return Fail(context, 400, "Bad Request: poll open period is wrong");
        var message = Keep(Channel, input);
        var poll = new JsonObject
        {
            ["id"] = $"5{message["message_id"]}", ["question"] = input["question"]!.DeepClone(), ["is_closed"] = false, ["is_anonymous"] = true, ["total_voter_count"] = 0,
            ["options"] = new JsonArray([.. options.Select(text => new JsonObject { ["text"] = text, ["voter_count"] = 0 })]),
        };
        Polls[(Channel, message["message_id"]!.GetValue<long>())] = poll;
        message["poll"] = poll.DeepClone();
        return Ok(context, message);
    }

    private Task Stop(HttpContext context, JsonObject input)
    {
        if (!Polls.TryGetValue((long.Parse(input["chat_id"]!.ToString()), long.Parse(input["message_id"]!.ToString())), out var poll))
            return Fail(context, 400, "Bad Request: message with poll to stop not found");
        if (poll["is_closed"]!.GetValue<bool>())
            return Fail(context, 400, "Bad Request: poll has already been closed");
        poll["is_closed"] = true;
        Happens((JsonObject)poll.DeepClone(), "poll");
        return Ok(context, poll.DeepClone());
    }

    private Task Album(HttpContext context, JsonObject input)
    {
        var media = input["media"]!.AsArray();
        if (media.Count is < 2 or > 10)
            return Fail(context, 400, "Bad Request: group must have from 2 to 10 media");
        var places = media.Select(one => one!["media"]!.GetValue<string>()).ToLookup(at => at.StartsWith("attach://", StringComparison.Ordinal));
        if (places[true].Any(at => !Pictures.ContainsKey(at["attach://".Length..])))
            return Fail(context, 400, "Bad Request: attached file not found");
        if (places[false].Any() && !Fetches)
            return Fail(context, 400, "Bad Request: failed to get HTTP URL content");
        return Ok(context, new JsonArray([.. media.Select(one => Keep(Channel, one!.AsObject()))]));
    }

    private Task Edit(HttpContext context, JsonObject input, string words, int most)
    {
        var key = (long.Parse(input["chat_id"]!.ToString()), long.Parse(input["message_id"]!.ToString()));
        if (!Messages.TryGetValue(key, out var message))
            return Fail(context, 400, "Bad Request: message to edit not found");
        var text = input[words]!.GetValue<string>();
        if (message[words]?.GetValue<string>() == text)
            return Fail(context, 400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
        if (LengthOf(text) > most)
            return Fail(context, 400, "Bad Request: MESSAGE_TOO_LONG");
        message[words] = text;
        return Ok(context, new JsonObject { ["message_id"] = key.Item2 });
    }

    private Task Delete(HttpContext context, JsonObject input)
    {
        if (!DeletesOldMessages)
            return Fail(context, 400, "Bad Request: message can't be deleted for everyone");
        var chat = long.Parse(input["chat_id"]!.ToString());
        // Those that cannot be found are passed over (#deletemessages).
        foreach (var number in input["message_ids"]!.AsArray())
            Messages.TryRemove((chat, number!.GetValue<long>()), out _);
        return Ok(context, true);
    }

    /// <summary>What the bot reacted to, with what.</summary>
    public ConcurrentDictionary<(long Chat, long Number), string> Reacted { get; } = new();

    private Task React(HttpContext context, JsonObject input)
    {
        Reacted[(long.Parse(input["chat_id"]!.ToString()), long.Parse(input["message_id"]!.ToString()))] = input["reaction"]![0]!["emoji"]!.GetValue<string>();
        return Ok(context, true);
    }

    private Task Updates(HttpContext context, JsonObject input)
    {
        if (Webhook.Length > 0)
            return Fail(context, 409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
        if (!KeepsUpdates)
            updates.Clear();
        updates.RemoveAll(update => update["update_id"]!.GetValue<long>() < input["offset"]!.GetValue<long>());
        var wanted = input["allowed_updates"]!.AsArray().Select(kind => kind!.GetValue<string>()).ToHashSet();
        updates.RemoveAll(update => !update.AsObject().Any(part => wanted.Contains(part.Key)));
        return Ok(context, new JsonArray([.. updates.Take(input["limit"]!.GetValue<int>()).Select(update => update.DeepClone())]));
    }

    private JsonObject Keep(long chat, JsonObject message)
    {
        var number = ++lastMessage;
        Messages[(chat, number)] = (JsonObject)message.DeepClone();
        if (TellsCopies && chat == Channel)
            Happens(new JsonObject
            {
                ["message_id"] = ++lastMessage, ["date"] = 1_790_000_000, ["is_automatic_forward"] = true, ["text"] = "copy", ["chat"] = new JsonObject { ["id"] = Group, ["type"] = "supergroup" },
                ["sender_chat"] = new JsonObject { ["id"] = Channel, ["type"] = "channel" },
                ["forward_origin"] = new JsonObject { ["type"] = "channel", ["chat"] = new JsonObject { ["id"] = Channel }, ["message_id"] = number },
            });
        return new() { ["message_id"] = number, ["chat"] = new JsonObject { ["id"] = chat }, ["date"] = 1_790_000_000 };
    }

    private static Task Ok(HttpContext context, JsonNode result) => context.Response.WriteAsJsonAsync(new JsonObject { ["ok"] = true, ["result"] = result });

    private static Task Fail(HttpContext context, int code, string description, JsonObject? parameters = null)
    {
        context.Response.StatusCode = code;
        return context.Response.WriteAsJsonAsync(new JsonObject { ["ok"] = false, ["error_code"] = code, ["description"] = description, ["parameters"] = parameters?.DeepClone() });
    }
}
