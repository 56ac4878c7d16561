using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Sms;

/// <summary>Hands one message to a gateway.</summary>
internal sealed class SmsGateway(OutboundHttp outbound)
{
    private const string InAddress = "urlencoded";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <param name="id">Our own mark of the message, by which a gateway that knows it again sends it once, and reports of it.</param>
    public async Task<Verdict> Send(SmsKeys keys, string to, string text, string id, SmsWords words, CancellationToken cancel)
    {
        var values = new SmsValues(to, text, id, keys.Key);
        var url = SmsForm.Filled(keys.Url, InAddress, values);
        var request = keys.IsGet ? OutboundRequest.Get(url, "sms")
            : OutboundRequest.Post(url, "sms", OutboundBody.Of(SmsForm.Filled(keys.Body, keys.ContentType, values), keys.ContentType));
        return Of(await outbound.Send(request with { Headers = Headers(keys, values), Once = true }, cancel), keys, id, words);
    }

    /// <summary>Each line <c>Name: value</c>; other lines are none.</summary>
    private static List<KeyValuePair<string, string>> Headers(SmsKeys keys, SmsValues values) =>
        [.. keys.Headers.ReplaceLineEndings("\n").Split('\n').Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2 && parts[0].Trim().Length > 0).Select(parts => new KeyValuePair<string, string>(parts[0].Trim(), SmsForm.Filled(parts[1].Trim(), "", values)))];

    private static Verdict Of(OutboundReply reply, SmsKeys keys, string id, SmsWords words)
    {
        var code = $"{reply.Status}";
        if (reply.IsFault)
            return reply.Sent == OutboundSent.Nothing ? new(VerdictKind.Later, "", "NotReached", words["NotReached"]) : new(VerdictKind.Unknown, "", "NoAnswer", words["NoAnswer"]);
        return reply.Status switch
        {
            401 or 403 => new(VerdictKind.Reconnect, "", code, words["KeysRefused"]),
            429 => new(VerdictKind.AllLater, "", code, words["TooMany"], Wait(reply)),
            // The gateway says that it did nothing; of the others beyond 500 nobody knows how far it came.
            503 => new(VerdictKind.AllLater, "", code, words["NotReached"], Wait(reply)),
            >= 500 => new(VerdictKind.Unknown, "", code, words["NoAnswer"]),
            >= 200 and <= 299 => Said(SmsForm.Read(keys.Accepted, keys.IdAt, reply.Body), id, words),
            _ => new(VerdictKind.Refused, "", code, words["Refused"]),
        };
    }

    private static Verdict Said((bool Taken, string Id)? said, string id, SmsWords words) => said switch
    {
        null => new(VerdictKind.Unknown, "", "Unreadable", words["NoAnswer"]),
        { Taken: false } => new(VerdictKind.Refused, "", "Refused", words["Refused"]),
        { Id: { Length: > 0 and <= Border.IdLength } given } => new(VerdictKind.Sent, KeptText.Of(given, Border.IdLength), "", ""),
        _ => new(VerdictKind.Sent, id, "", ""),
    };

    private static TimeSpan Wait(OutboundReply reply) =>
        int.TryParse(reply.Header("Retry-After"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds) : Minute;
}
