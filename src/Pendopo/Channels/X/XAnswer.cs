using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.X;

/// <summary>What X answered, or that it did not.</summary>
internal sealed record XAnswer
{
    /// <summary>HTTP status; 0 when no server answered.</summary>
    public int Status { get; private init; }

    public JsonElement Body { get; private init; }

    /// <summary>The network's words about what is wrong.</summary>
    public string Detail { get; private init; } = "";

    /// <summary>The last part of the problem's type, such as `usage-capped`; or the error of the sign-in (RFC 6749), such as `invalid_grant`.</summary>
    public string Kind { get; private init; } = "";

    public OutboundSent Sent { get; init; }

    /// <summary>No call was made, because its limit is used up until then.</summary>
    public DateTimeOffset? PausedUntil { get; private init; }

    /// <summary>The tokens hold no longer and cannot be renewed.</summary>
    public bool SessionLost { get; init; }

    public bool Ok => Status is >= 200 and <= 299 && Body.ValueKind == JsonValueKind.Object;

    public JsonElement Data => Body.Member("data");

    /// <summary>The credits of the app, or what a month allows, are used up.</summary>
    public bool Capped => Kind is "usage-capped" || Status == 402;

    public bool OverLimit => Status == 429 && !Capped;

    /// <summary>The access token does not hold.</summary>
    public bool TokenRefused => Status == 401;

    public bool NotPermitted => Status == 403 && (Kind is "oauth-scope" or "client-forbidden" || Kind.EndsWith("-permissions", StringComparison.Ordinal));

    public bool Duplicate => Status == 403 && Detail.Contains("duplicate", StringComparison.OrdinalIgnoreCase);

    public bool Gone => Status == 404;

    /// <summary>Whether it is not known what became of the call, or the trouble is the server's and will pass.</summary>
    public bool WillPass => PausedUntil is null && (Status is 0 or 408 or >= 500 || (Status is >= 200 and <= 299 && !Ok));

    public static XAnswer Paused(DateTimeOffset until) => new() { PausedUntil = until };

    /// <summary>Somebody else fetches new tokens: the call was not made, and may be made in a moment.</summary>
    public static readonly XAnswer Busy = new() { Sent = OutboundSent.Nothing };

    public static XAnswer Of(OutboundReply reply)
    {
        if (reply.IsFault)
            return new() { Sent = reply.Sent, Detail = reply.Fault.Value.ToString() };
        var body = LooseJson.Parse(reply.Body);
        var type = body.Text("type");
        return new()
        {
            Status = reply.Status,
            Sent = OutboundSent.Answered,
            Body = body,
            Kind = body.Text("error") is { Length: > 0 } error ? error : type[(type.LastIndexOf('/') + 1)..],
            Detail = Words(body),
        };
    }

    /// <summary>Why it was refused, in short.</summary>
    public string Code => Kind is { Length: > 0 } and not "about:blank" ? Kind : Status.ToString(CultureInfo.InvariantCulture);

    private static string Words(JsonElement body) =>
        new[] { body.Text("detail"), body.Text("error_description"), body.Items("errors").Select(one => one.Text("message")).FirstOrDefault() ?? "", body.Text("title") }.FirstOrDefault(words => words.Length > 0) ?? "";
}
