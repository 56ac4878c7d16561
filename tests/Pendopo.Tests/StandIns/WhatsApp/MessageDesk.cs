using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.WhatsApp;

/// <summary>Takes messages in and tells by webhook what became of each.</summary>
internal sealed class MessageDesk(WhatsAppStandIn server)
{
    /// <summary>Characters of a text and of the words under a picture; bytes of the sender's own mark.</summary>
    public const int TextLength = 4096, CaptionLength = 1024, CallbackBytes = 512;

    private static readonly TimeSpan PairPause = TimeSpan.FromSeconds(6);
    private readonly List<AcceptedMessage> accepted = [];
    private readonly List<(DateTimeOffset At, string To)> outsideWindow = [];

    public IReadOnlyList<AcceptedMessage> Accepted => accepted;

    public JsonObject Send(CloudCall call)
    {
        if (call.Text("messaging_product") != "whatsapp")
            throw new CloudErrorException(CloudError.Parameter("The parameter messaging_product is required."));
        if (call.Text("status") == "read")
            return MarkRead(call.Text("message_id"));
        var (to, type) = (call.Text("to").TrimStart('+'), call.Text("type") is { Length: > 0 } told ? told : "text");
        if (to.Length == 0)
            throw new CloudErrorException(new(131008, "(#131008) Required parameter is missing", Details: "to"));
        Bounds(call);
        Shape(call, type);
        var (now, person) = (server.Time.GetUtcNow(), server.Person(to));
        var fails = Limits(to, person, type, now);
        if (type != "template" && !(person.WindowEndsAt > now))
            fails ??= AtOnceOrLater(server.Facts.ClosedWindowIsToldAtOnce, 131047, "Re-engagement message");
        if (!person.HasWhatsApp)
            fails ??= AtOnceOrLater(server.Facts.UndeliverableIsToldAtOnce, 131026, "Message undeliverable");
        return Accept(call, to, type, now, fails);
    }

    /// <summary>What becomes of an accepted message, as the network tells it in time.</summary>
    public void Delivers(string id)
    {
        var message = accepted.Single(one => one.Id == id);
        if (message.Fails is { } code)
        {
            Tell(id, "failed", code);
            return;
        }
        Tell(id, "sent");
        if (!server.Facts.ReadWithoutDelivered)
            Tell(id, "delivered");
    }

    public void Tell(string id, string status, int? code = null)
    {
        var message = accepted.Single(one => one.Id == id);
        var told = new JsonObject
        {
            ["id"] = id, ["status"] = status, ["timestamp"] = server.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ["recipient_id"] = message.To,
        };
        if (server.Facts.EchoesCallbackData && message.CallbackData is { } mark)
            told["biz_opaque_callback_data"] = mark;
        if (server.Facts.TellsPrice && status == "sent")
            told["pricing"] = new JsonObject { ["billable"] = true, ["pricing_model"] = "PMP", ["category"] = message.Type == "template" ? "utility" : "service" };
        if (code is { } failed)
            told["errors"] = new JsonArray(new JsonObject { ["code"] = failed, ["title"] = TitleOf(failed), ["error_data"] = new JsonObject { ["details"] = TitleOf(failed) } });
        server.Tell(new() { ["statuses"] = new JsonArray(told) });
    }

    private JsonObject MarkRead(string id)
    {
        server.MarkedRead.Add(id);
        return new() { ["success"] = true };
    }

    private static void Bounds(CloudCall call)
    {
        if (Encoding.UTF8.GetByteCount(call.Text("biz_opaque_callback_data")) > CallbackBytes)
            throw new CloudErrorException(CloudError.Parameter("Param biz_opaque_callback_data must be at most 512 bytes."));
    }

    private void Shape(CloudCall call, string type)
    {
        CloudError? wrong = type switch
        {
            "text" => (call.Input["text"]?["body"]?.GetValue<string>() ?? "").Length switch { 0 => Lacks("text['body']"), > TextLength => CloudError.Parameter("Param text['body'] must be at most 4096 characters long."), _ => null },
            "image" => Image(call.Input["image"] as JsonObject),
            "template" => call.Input["template"] is JsonObject asked ? server.TemplatesDesk.Problem(asked) : Lacks("template"),
            "interactive" => call.Input["interactive"] is JsonObject ? null : Lacks("interactive"),
            "reaction" => call.Input["reaction"]?["message_id"] is null ? Lacks("reaction['message_id']") : null,
            _ => new(131051, "(#131051) Unsupported message type", Details: type),
        };
        if (wrong is not null)
            throw new CloudErrorException(wrong);
    }

    private CloudError? Image(JsonObject? image)
    {
        if (image is null)
            return Lacks("image");
        if ((image["caption"]?.GetValue<string>() ?? "").Length > CaptionLength)
            return CloudError.Parameter("Param image['caption'] must be at most 1024 characters long.");
        if (image["id"]?.GetValue<string>() is { } id)
            return server.HasMedium(id) ? null : CloudError.Parameter("Param image['id'] is not a valid media id.");
        return image["link"]?.GetValue<string>().StartsWith("https://", StringComparison.Ordinal) == true ? null : Lacks("image['id'] or an https link");
    }

    private int? Limits(string to, Recipient person, string type, DateTimeOffset now)
    {
        if (accepted.Count(one => one.At > now.AddSeconds(-1)) >= server.ASecond)
            throw new CloudErrorException(new(130429, "(#130429) Rate limit hit", 429, Details: "too many messages from this number in a second"));
        if (person.WrittenToAt is { } before && now - before < PairPause)
            return AtOnceOrLater(server.Facts.PairLimitIsToldAtOnce, 131056, "(Business Account, Consumer Account) pair rate limit hit");
        if (type == "template" && (person.WindowEndsAt is not { } end || end <= now))
        {
            outsideWindow.RemoveAll(one => one.At <= now - WhatsAppStandIn.Window);
            if (outsideWindow.All(one => one.To != to) && outsideWindow.Select(one => one.To).Distinct().Count() >= server.Facts.DailyPeople)
                throw new CloudErrorException(new(server.Facts.DailyLimitCode, $"(#{server.Facts.DailyLimitCode}) Limit of people reached", Details: "too many people in 24 hours"));
            outsideWindow.Add((now, to));
        }
        return null;
    }

    private JsonObject Accept(CloudCall call, string to, string type, DateTimeOffset now, int? fails)
    {
        var id = "wamid." + server.NewId();
        server.Person(to).WrittenToAt = now;
        accepted.Add(new(id, to, type, call.Input, call.Input["biz_opaque_callback_data"]?.ToString(), now) { Fails = fails });
        return new()
        {
            ["messaging_product"] = "whatsapp",
            ["contacts"] = new JsonArray(new JsonObject { ["input"] = call.Text("to"), ["wa_id"] = to }),
            ["messages"] = new JsonArray(new JsonObject { ["id"] = id }),
        };
    }

    private static int? AtOnceOrLater(bool atOnce, int code, string title) =>
        atOnce ? throw new CloudErrorException(new(code, $"(#{code}) {title}", Details: title)) : code;

    private static CloudError Lacks(string parameter) => new(131008, "(#131008) Required parameter is missing", Details: parameter);

    private static string TitleOf(int code) => code switch
    {
        131047 => "Re-engagement message",
        131026 => "Message undeliverable",
        131049 => "This message was not delivered to maintain healthy ecosystem engagement.",
        131056 => "Pair rate limit hit",
        _ => "Message failed to send",
    };
}
