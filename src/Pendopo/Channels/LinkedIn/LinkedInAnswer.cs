using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.LinkedIn;

/// <summary>What LinkedIn answered, or that it did not.</summary>
internal sealed record LinkedInAnswer
{
    /// <summary>HTTP status; 0 when no server answered.</summary>
    public int Status { get; private init; }

    public JsonElement Body { get; private init; }

    /// <summary>The number of what was made: in a header, or in the body.</summary>
    public string Made { get; private init; } = "";

    /// <summary>What names the bytes of a part that arrived.</summary>
    public string Tag { get; private init; } = "";

    /// <summary>The network's words about what is wrong.</summary>
    public string Message { get; private init; } = "";

    public OutboundSent Sent { get; init; }

    /// <summary>No call was made, because its day's limit is used up until then.</summary>
    public DateTimeOffset? PausedUntil { get; private init; }

    /// <summary>The tokens hold no longer and cannot be renewed.</summary>
    public bool SessionLost { get; init; }

    /// <summary>Many calls answer with no body at all.</summary>
    public bool Done => Status is >= 200 and <= 299;

    public bool Ok => Done && Body.ValueKind == JsonValueKind.Object;

    public bool OverLimit => Status == 429;

    public bool TokenRefused => Status == 401;

    public bool NotPermitted => Status == 403;

    public bool Gone => Status == 404;

    /// <summary>The version of the settings is served no longer.</summary>
    public bool Retired => Status == 426 || (Status is 400 or 404 && Message.Contains("version", StringComparison.OrdinalIgnoreCase) && Message.Contains("not active", StringComparison.OrdinalIgnoreCase));

    public bool Duplicate => Status is 409 or 422 && Message.Contains("duplicate", StringComparison.OrdinalIgnoreCase);

    /// <summary>A picture or video of the post is still being made ready.</summary>
    public bool MediaNotReady => Status == 400 && Message.Contains("processed", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is not known what became of the call, or the trouble is the server's and will pass.</summary>
    public bool WillPass => PausedUntil is null && Status is 0 or 408 or >= 500;

    public static LinkedInAnswer Paused(DateTimeOffset until) => new() { PausedUntil = until };

    /// <summary>Somebody else fetches a new token: the call was not made, and may be made in a moment.</summary>
    public static readonly LinkedInAnswer Busy = new() { Sent = OutboundSent.Nothing };

    public static LinkedInAnswer Of(OutboundReply reply)
    {
        if (reply.IsFault)
            return new() { Sent = reply.Sent, Message = reply.Fault.Value.ToString() };
        var body = reply.Body.IsEmpty ? default : LooseJson.Parse(reply.Body);
        return new()
        {
            Status = reply.Status,
            Sent = OutboundSent.Answered,
            Body = body,
            Made = reply.Header("x-restli-id") is { Length: > 0 } id ? id : body.Text("id"),
            Tag = (reply.Header("ETag") ?? "").Trim('"'),
            Message = body.Text("message") is { Length: > 0 } words ? words : body.Text("error_description"),
        };
    }

    public string Code => Status.ToString(CultureInfo.InvariantCulture);
}
