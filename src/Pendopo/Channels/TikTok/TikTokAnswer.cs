using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.TikTok;

/// <summary>What TikTok answered, or that it did not. An error may come with HTTP 200; `ok` is none.</summary>
internal sealed record TikTokAnswer
{
    /// <summary>HTTP status; 0 when no server answered.</summary>
    public int Status { get; private init; }

    /// <summary>What stands in `data`, or the whole answer of the token endpoint.</summary>
    public JsonElement Data { get; private init; }

    public string Code { get; private init; } = "";

    public string Message { get; private init; } = "";

    public OutboundSent Sent { get; init; }

    public TimeSpan? Wait { get; private init; }

    public bool SignInLost { get; init; }

    public bool Ok => Status is >= 200 and <= 299 && Code.Length == 0 && Data.ValueKind == JsonValueKind.Object;

    public bool WantsNewToken => Code == "access_token_invalid" || (Status == 401 && Code.Length == 0);

    /// <summary>Used up for the day: of this account, or of all who post through the app.</summary>
    public bool DayUsedUp => Code is "spam_risk_too_many_posts" or "reached_active_user_cap" or "spam_risk_too_many_pending_share";

    public bool TooFast => Status == 429 || Code == "rate_limit_exceeded";

    public bool WillPass => !SignInLost && !TooFast && (Status is 0 or 408 or >= 500 || Code == "internal_error" || (Status is >= 200 and <= 299 && Code.Length == 0 && !Ok));

    /// <summary>Somebody else fetches new tokens: the call was not made, and may be made in a moment.</summary>
    public static readonly TikTokAnswer Busy = new() { Sent = OutboundSent.Nothing };

    public static TikTokAnswer Of(OutboundReply reply, DateTimeOffset now)
    {
        if (reply.IsFault)
            return new() { Sent = reply.Sent, Message = reply.Fault.Value.ToString() };
        var body = LooseJson.Parse(reply.Body);
        var error = body.Member("error");
        var code = error.ValueKind == JsonValueKind.String ? error.GetString()! : error.Text("code");
        return new()
        {
            Status = reply.Status,
            Sent = OutboundSent.Answered,
            Data = body.Member("data").ValueKind == JsonValueKind.Object ? body.Member("data") : body,
            Code = code == "ok" ? "" : code,
            Message = error.Text("message") is { Length: > 0 } message ? message : body.Text("error_description"),
            Wait = reply.RetryAfter(now),
        };
    }
}
