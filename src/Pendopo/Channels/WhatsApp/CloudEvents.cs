using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;

namespace Pendopo.Channels.WhatsApp;

/// <summary>A message as the network tells it.</summary>
/// <param name="Kind">`text`, `image`, `button` …</param>
/// <param name="Text">Words, or the words under a picture; may be empty.</param>
/// <param name="Medium">The network's id of a picture, voice or file, or null.</param>
/// <param name="Context">The id of what it answers, or null.</param>
internal sealed record CloudMessage(string Id, string From, string Name, string Kind, string Text, string? Medium, string? Context, DateTimeOffset At);

/// <summary>What became of a message of ours.</summary>
internal sealed record CloudStatus(string Id, SendingState State, string Mark, int Code, string Words, DateTimeOffset At);

/// <summary>What was decided about a template.</summary>
internal sealed record CloudDecision(string Name, string Language, string Status, string Reason);

/// <summary>Everything that one delivery tells of one number.</summary>
internal sealed record CloudEvents(IReadOnlyList<CloudMessage> Messages, IReadOnlyList<CloudStatus> Statuses, IReadOnlyList<CloudDecision> Decisions)
{
    private static readonly string[] Media = ["image", "video", "audio", "document", "sticker"];

    /// <summary>Reads a body whose signature was right. What is of another number or business, and what is not understood, is passed over.</summary>
    public static CloudEvents Read(JsonElement body, WhatsAppKeys keys)
    {
        var (messages, statuses, decisions) = (new List<CloudMessage>(), new List<CloudStatus>(), new List<CloudDecision>());
        if (body.Text("object") != "whatsapp_business_account")
            return new(messages, statuses, decisions);
        foreach (var change in body.Items("entry").Where(entry => entry.Text("id") == keys.Business).SelectMany(entry => entry.Items("changes")))
        {
            var value = change.Member("value");
            if (change.Text("field") == "message_template_status_update")
                decisions.Add(new(value.Text("message_template_name"), value.Text("message_template_language"), value.Text("event"), value.Text("reason")));
            else if (change.Text("field") == "messages" && value.Member("metadata").Text("phone_number_id") == keys.Phone)
            {
                messages.AddRange(value.Items("messages").Select(message => Message(message, value)).OfType<CloudMessage>());
                statuses.AddRange(value.Items("statuses").Select(Status).OfType<CloudStatus>());
            }
        }
        return new(messages, statuses, decisions);
    }

    private static CloudMessage? Message(JsonElement message, JsonElement value)
    {
        var (id, from, at) = (message.Text("id"), message.Text("from"), At(message));
        if (id.Length is 0 or > Contracts.Border.IdLength || from.Length is 0 or > Contact.PhoneLength || !from.All(char.IsAsciiDigit) || at is null)
            return null;
        var (kind, name) = (message.Text("type"), value.Items("contacts").Where(contact => contact.Text("wa_id") == from).Select(contact => contact.Member("profile").Text("name")).FirstOrDefault() ?? "");
        var part = message.Member(kind.Length > 0 ? kind : "text");
        var medium = Media.Contains(kind, StringComparer.Ordinal) && part.Text("id") is { Length: > 0 and <= 100 } file && file.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? file : null;
        return new(id, from, name, kind, Words(kind, part), medium, message.Member("context").Text("id") is { Length: > 0 } context ? context : null, at.Value);
    }

    private static string Words(string kind, JsonElement part) => kind switch
    {
        "text" => part.Text("body"),
        "button" => part.Text("text"),
        "interactive" => part.Member("button_reply").Text("title") is { Length: > 0 } button ? button : part.Member("list_reply").Text("title"),
        "reaction" => part.Text("emoji"),
        "document" => string.Join('\n', new[] { part.Text("caption"), part.Text("filename") }.Where(text => text.Length > 0)),
        "location" => string.Join(", ", new[] { part.Text("name"), part.Text("address") }.Where(text => text.Length > 0)),
        _ => part.Text("caption"),
    };

    private static CloudStatus? Status(JsonElement status)
    {
        SendingState? state = status.Text("status") switch { "sent" => SendingState.Sent, "delivered" => SendingState.Delivered, "read" => SendingState.Read, "failed" => SendingState.Failed, _ => null };
        if (state is null || status.Text("id") is not { Length: > 0 and <= Contracts.Border.IdLength } id)
            return null;
        var error = status.Items("errors").FirstOrDefault();
        var words = error.Member("error_data").Text("details") is { Length: > 0 } details ? details : error.Text("title");
        return new(id, state.Value, status.Text("biz_opaque_callback_data"), error.Count("code") ?? 0, words, At(status) ?? DateTimeOffset.UnixEpoch);
    }

    // Seconds since 1970, as words.
    private static DateTimeOffset? At(JsonElement one) =>
        long.TryParse(one.Text("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
