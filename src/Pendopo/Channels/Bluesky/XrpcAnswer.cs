using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Bluesky;

/// <summary>What a server of the AT Protocol answered, or that it did not.</summary>
internal sealed record XrpcAnswer
{
    /// <summary>HTTP status; 0 when no server answered.</summary>
    public int Status { get; private init; }

    /// <summary>The answer; undefined when there is none or it is not JSON.</summary>
    public JsonElement Body { get; private init; }

    /// <summary>The protocol's name of the error, such as `ExpiredToken`; empty when it told none.</summary>
    public string Error { get; private init; } = "";

    /// <summary>The server's words, for people.</summary>
    public string Message { get; private init; } = "";

    public OutboundSent Sent { get; init; }

    /// <summary>The account's tokens are at their end and could not be renewed; the call was not made.</summary>
    public bool SessionLost { get; init; }

    /// <summary>When the quota is full again, for a 429 that tells.</summary>
    public DateTimeOffset? ResetsAt { get; private init; }

    public bool Ok => Status is >= 200 and <= 299 && Body.ValueKind == JsonValueKind.Object;

    /// <summary>The access token has run out or is not one: a refresh may help. Servers say so with 400 and with 401.</summary>
    public bool WantsNewToken => Error is "ExpiredToken" or "InvalidToken" || (Status == 401 && Error is "" or "AuthMissing" or "AuthenticationRequired");

    public bool OverQuota => Status == 429;

    /// <summary>The trouble is the server's and will pass.</summary>
    public bool WillPass => Status is 0 or 408 or >= 500 || (Status is >= 200 and <= 299 && !Ok);

    /// <summary>Somebody else fetches new tokens: the call was not made, and may be made in a moment.</summary>
    public static readonly XrpcAnswer Busy = new() { Sent = OutboundSent.Nothing };

    public static XrpcAnswer Of(OutboundReply reply, DateTimeOffset now)
    {
        if (reply.IsFault)
            return new() { Status = 0, Sent = reply.Sent, Message = reply.Fault.Value.ToString() };
        // A delete answers with an empty body.
        var body = reply.Body.IsEmpty ? JsonElement.Parse("{}") : LooseJson.Parse(reply.Body);
        var said = reply.Status is < 200 or > 299;
        return new()
        {
            Status = reply.Status,
            Body = body,
            Sent = OutboundSent.Answered,
            Error = said ? body.Text("error") : "",
            Message = said ? body.Text("message") : "",
            ResetsAt = reply.Status == 429 ? Reset(reply, now) : null,
        };
    }

    /// <summary>`ratelimit-reset` in seconds since 1970, else Retry-After in seconds from now.</summary>
    private static DateTimeOffset? Reset(OutboundReply reply, DateTimeOffset now)
    {
        if (Number(reply.Header("ratelimit-reset")) is { } instant && instant <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return DateTimeOffset.FromUnixTimeSeconds(instant);
        return reply.RetryAfter(now) is { } wait ? now + wait : null;
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
