using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Google;

/// <summary>What an API of Google answered, or that it did not.</summary>
internal sealed record GoogleAnswer
{
    /// <summary>HTTP status; 0 when no server answered.</summary>
    public int Status { get; private init; }

    public JsonElement Body { get; private init; }

    /// <summary>The error's reason (`quotaExceeded`), its status (`RESOURCE_EXHAUSTED`) or its code (`invalid_grant`); empty where there is none.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>The network's words about what is wrong.</summary>
    public string Message { get; private init; } = "";

    public OutboundSent Sent { get; init; }

    public TimeSpan? Wait { get; private init; }

    /// <summary>Where an upload goes on (`Location`), and how much of it is there (`Range`).</summary>
    public string Location { get; private init; } = "";

    public string Range { get; private init; } = "";

    /// <summary>The sign-in is over and no other could be got: a person connects the account again.</summary>
    public bool SignInLost { get; init; }

    /// <summary>No call was made: the units of the day are used up until then.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>A yes that does not tell what was asked for: as good as no answer.</summary>
    public bool IsStrange { get; init; }

    /// <summary>A body is an object, or it is empty where the network has nothing to say.</summary>
    public bool Ok => !IsStrange && Status is >= 200 and <= 299 && (Status == 204 || Body.ValueKind == JsonValueKind.Object);

    public bool WantsNewToken => Status == 401 && Reason is not ("youtubeSignupRequired" or "invalid_client");

    public bool DayUsedUp => Reason is "quotaExceeded" or "dailyLimitExceeded" or "uploadLimitExceeded";

    /// <summary>Of all who speak through the project; the limit of uploads counts one channel alone.</summary>
    public bool ProjectUsedUp => DayUsedUp && Reason != "uploadLimitExceeded";

    public bool TooFast => !DayUsedUp && (Status == 429 || Reason is "rateLimitExceeded" or "userRateLimitExceeded" or "RESOURCE_EXHAUSTED");

    public bool IsMissing => Status is 404 or 410;

    /// <summary>Whether it is not known what became of the call, or the trouble is the server's and will pass.</summary>
    public bool WillPass => PausedUntil is null && !SignInLost && (Status is 0 or 408 or >= 500 || (Status is >= 200 and <= 299 && !Ok) || Reason is "backendError" or "processingFailure" or "UNAVAILABLE");

    /// <summary>Somebody else fetches a new token: the call was not made, and may be made in a moment.</summary>
    public static readonly GoogleAnswer Busy = new() { Sent = OutboundSent.Nothing };

    public static GoogleAnswer Of(OutboundReply reply, DateTimeOffset now)
    {
        if (reply.IsFault)
            return new() { Sent = reply.Sent, Message = reply.Fault.Value.ToString() };
        var body = LooseJson.Parse(reply.Body);
        var error = body.Member("error");
        var first = error.Items("errors").FirstOrDefault();
        return new()
        {
            Status = reply.Status,
            Sent = OutboundSent.Answered,
            Body = body,
            Reason = first.Text("reason") is { Length: > 0 } reason ? reason : error.Text("status") is { Length: > 0 } status ? status : body.Text("error"),
            Message = error.Text("message") is { Length: > 0 } message ? message : body.Text("error_description"),
            Wait = reply.RetryAfter(now),
            Location = reply.Header("Location") ?? "",
            Range = reply.Header("Range") ?? "",
        };
    }
}
