using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Graph;

/// <summary>Whose calls these are: the account that the network counts them for, and its token.</summary>
/// <param name="Account">The number of the page, the Instagram account or the telephone number.</param>
internal sealed record GraphAccess(string Account, string Token)
{
    // A record prints its members, and this one holds a token.
    public override string ToString() => Account;
}

/// <summary>What the Graph API answered, or that it did not. An error may come with HTTP 200.</summary>
internal sealed record GraphAnswer
{
    /// <summary>HTTP status; 0 when no server answered.</summary>
    public int Status { get; private init; }

    public JsonElement Body { get; private init; }

    /// <summary>The error's code; 0 where there is none.</summary>
    public int Code { get; private init; }

    public int Subcode { get; private init; }

    /// <summary>The network says of its error that it will pass.</summary>
    public bool IsTransient { get; private init; }

    /// <summary>The network's words about what is wrong, those for people before those for programmers.</summary>
    public string Message { get; private init; } = "";

    public OutboundSent Sent { get; private init; }

    /// <summary>No call was made, because the app or the account is near its limit until then.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    public bool Ok => Status is >= 200 and <= 299 && Code == 0 && Body.ValueKind == JsonValueKind.Object;

    /// <summary>Calls are used up: of the app (4), the person (17, 32), the account (341, 613, 80001 to 80014).</summary>
    public bool OverLimit => Status == 429 || Code is 4 or 17 or 32 or 341 or 613 or (>= 80_001 and <= 80_014);

    /// <summary>The token is no longer one. 190 with its sub-codes, 102 and 104.</summary>
    public bool TokenLost => Code is 190 or 102 or 104;

    /// <summary>A permission is missing: 3, 10, 200 to 299. The windows of private messages share 10 and are told apart by their sub-code.</summary>
    public bool NotPermitted => Code is 3 or 10 or (>= 200 and <= 299) && !OutsideWindow;

    /// <summary>A private message came too long after the person's last one (2018278), or a comment cannot be answered in private any more (10900).</summary>
    public bool OutsideWindow => Subcode is 2018278 or 2534022 || Code is 10_900;

    /// <summary>"Does not exist, or permissions are missing". Told of good accounts too, in an outage of May 2026: nothing is disconnected on its word alone.</summary>
    public bool SeemsGone => Code == 100 && Subcode == 33;

    /// <summary>Whether it is not known what became of the call, or the trouble is the server's and will pass.</summary>
    public bool WillPass => PausedUntil is null && (Status is 0 or 408 || IsTransient || Code is 1 or 2 || (Code == 0 && !Ok && Status is >= 500 or (>= 200 and <= 299)));

    public static GraphAnswer Paused(DateTimeOffset until) => new() { PausedUntil = until };

    /// <summary>No call was made: the address that was told is none of Meta's.</summary>
    public static readonly GraphAnswer Strange = new() { Status = 400, Code = -1, Sent = OutboundSent.Nothing, Message = "The network told an address for the video that is not its own." };

    public static GraphAnswer Of(OutboundReply reply)
    {
        if (reply.IsFault)
            return new() { Sent = reply.Sent, Message = reply.Fault.Value.ToString() };
        var body = LooseJson.Parse(reply.Body);
        var error = body.Member("error");
        var code = error.Count("code") ?? 0;
        return new()
        {
            Status = reply.Status,
            Sent = OutboundSent.Answered,
            Body = body,
            // An error without a code is one nonetheless.
            Code = code == 0 && error.ValueKind == JsonValueKind.Object ? -1 : code,
            Subcode = error.Count("error_subcode") ?? 0,
            IsTransient = error.Member("is_transient").ValueKind == JsonValueKind.True,
            Message = Words(error),
        };
    }

    /// <summary>What `error_data` tells beside, as WhatsApp does.</summary>
    public string Details => Body.Member("error").Member("error_data").Text("details");

    private static string Words(JsonElement error) => error.Text("error_user_msg") is { Length: > 0 } told ? told : error.Text("message");
}
