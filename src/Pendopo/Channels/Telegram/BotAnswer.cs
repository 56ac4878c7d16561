using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Telegram;

/// <summary>What the Bot API answered (core.telegram.org/bots/api#making-requests), or that it did not.</summary>
internal sealed record BotAnswer
{
    /// <summary>HTTP status; 0 when no server answered.</summary>
    public int Status { get; private init; }

    public bool Ok { get; private init; }

    public JsonElement Result { get; private init; }

    /// <summary>The server's words about what is wrong; empty when it told none.</summary>
    public string Description { get; private init; } = "";

    public OutboundSent Sent { get; private init; }

    /// <summary>For a 429: how long to wait.</summary>
    public TimeSpan? Wait { get; private init; }

    /// <summary>The number that a group got when it became a supergroup.</summary>
    public long? MovedTo { get; private init; }

    /// <summary>The token is no longer one: 401, and 404 for what was never one.</summary>
    public bool TokenLost => Status is 401 or 404;

    /// <summary>The trouble is the server's and will pass.</summary>
    public bool WillPass => Status is 0 or 408 or >= 500 || (Status is >= 200 and <= 299 && !Ok);

    public bool Says(string words) => Description.Contains(words, StringComparison.OrdinalIgnoreCase);

    public static BotAnswer Of(OutboundReply reply)
    {
        if (reply.IsFault)
            return new() { Sent = reply.Sent, Description = reply.Fault.Value.ToString() };
        var body = LooseJson.Parse(reply.Body);
        var more = body.Member("parameters");
        return new()
        {
            Status = reply.Status,
            Sent = OutboundSent.Answered,
            Ok = reply.Status is >= 200 and <= 299 && body.Member("ok").ValueKind == JsonValueKind.True,
            Result = body.Member("result"),
            Description = body.Text("description"),
            Wait = more.Count("retry_after") is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, 86_400)) : null,
            MovedTo = more.Number("migrate_to_chat_id"),
        };
    }
}
