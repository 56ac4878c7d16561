using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Mastodon;

/// <summary>What a server answered, or that it did not.</summary>
internal sealed record MastodonAnswer
{
    private static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(5), LongestWait = TimeSpan.FromHours(6);

    /// <summary>HTTP status; 0 when no server answered.</summary>
    public int Status { get; private init; }

    public JsonElement Body { get; private init; }

    /// <summary>The server's words about what is wrong; empty when it told none.</summary>
    public string Error { get; private init; } = "";

    public OutboundSent Sent { get; private init; }

    /// <summary>Until when the server wants no more of these calls; null when it does not say so.</summary>
    public DateTimeOffset? PausedUntil { get; private init; }

    public bool Ok => Status is >= 200 and <= 299 && Body.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    public bool TokenLost => Status == 401;

    /// <summary>403 for what the person did not allow; else for an account that may not write any more.</summary>
    public bool NotAllowed => Status == 403 && Error.Contains("scope", StringComparison.OrdinalIgnoreCase);

    /// <summary>The trouble is the server's and will pass. A page of some gateway in place of an answer is such a trouble, too.</summary>
    public bool WillPass => Status is 0 or 408 or >= 500 || (Status is >= 200 and <= 299 && !Ok);

    public static MastodonAnswer Waits(DateTimeOffset until) => new() { Status = 429, PausedUntil = until, Sent = OutboundSent.Nothing };

    public static MastodonAnswer Of(OutboundReply reply, DateTimeOffset now)
    {
        if (reply.IsFault)
            return new() { Sent = reply.Sent, Error = reply.Fault.Value.ToString() };
        var body = LooseJson.Parse(reply.Body);
        return new()
        {
            Status = reply.Status,
            Sent = OutboundSent.Answered,
            Body = body,
            Error = body.Text("error_description") is { Length: > 0 } more ? more : body.Text("error"),
            PausedUntil = reply.Status is 429 or 503 ? Reset(reply, now) ?? (reply.Status == 429 ? now + UsualWait : null) : null,
        };
    }

    /// <summary>When calls are counted anew: `Retry-After`, or `X-RateLimit-Reset` (an instant, as Mastodon tells it).</summary>
    public static DateTimeOffset? Reset(OutboundReply reply, DateTimeOffset now)
    {
        if (reply.RetryAfter(now) is { } wait)
            return now + wait;
        return DateTimeOffset.TryParse(reply.Header("X-RateLimit-Reset"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at > now
            ? at < now + LongestWait ? at : now + LongestWait : null;
    }
}
