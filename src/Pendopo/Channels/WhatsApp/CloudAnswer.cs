using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Graph;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.WhatsApp;

/// <summary>What the Graph API answered, or that it did not.</summary>
internal sealed record CloudAnswer
{
    /// <summary>HTTP status; 0 when no server answered.</summary>
    public int Status { get; private init; }

    public OutboundSent Sent { get; private init; }

    public JsonElement Body { get; private init; }

    /// <summary>The number of what is wrong; 0 when nothing was told. An error may come with HTTP 200.</summary>
    public int Code { get; private init; }

    public int Subcode { get; private init; }

    /// <summary>The network's own words: what it means for people, else for programmers; empty when it told none.</summary>
    public string Words { get; private init; } = "";

    public bool Passing { get; private init; }

    /// <summary>The largest share that the usage headers tell, in percent.</summary>
    public int Usage { get; private init; }

    /// <summary>How long the account may not call; null when the headers tell nothing.</summary>
    public TimeSpan? Wait { get; private init; }

    /// <summary>A whole answer without an error.</summary>
    public bool Ok => Status is >= 200 and <= 299 && Code == 0 && Body.ValueKind == JsonValueKind.Object;

    /// <summary>There is no such version of the interface: nothing answers at the address, or the network names the path or the version (2500, 2635).</summary>
    public bool HasNothing => Code is 2500 or 2635 || (Status == 404 && Code <= 0);

    public static CloudAnswer Of(OutboundReply reply)
    {
        if (reply.IsFault)
            return new() { Sent = reply.Sent, Status = reply.Status };
        var body = LooseJson.Parse(reply.Body);
        var error = body.Member("error");
        var details = error.Member("error_data").Text("details");
        var usages = MetaHeaders.Usage(reply).ToList();
        return new()
        {
            Status = reply.Status,
            Sent = OutboundSent.Answered,
            Body = body,
            Code = error.ValueKind == JsonValueKind.Object ? error.Count("code") ?? -1 : 0,
            Subcode = error.Count("error_subcode") ?? 0,
            Words = error.Text("error_user_msg") is { Length: > 0 } forPeople ? forPeople : details.Length > 0 ? details : error.Text("message"),
            Passing = error.Member("is_transient").ValueKind == JsonValueKind.True,
            Usage = usages.Select(usage => usage.Percent).DefaultIfEmpty().Max(),
            Wait = usages.LastOrDefault(usage => usage.Regain is not null)?.Regain,
        };
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Status} {Code}");
}
