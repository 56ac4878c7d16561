using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;

namespace Pendopo.Platform.Outbound;

/// <summary>Why there is no usable reply. A closed set: whoever calls decides for each.</summary>
internal enum OutboundFault
{
    /// <summary>Not an absolute web address, or one with user name, odd port, trailing dot or control characters.</summary>
    BadUrl,

    /// <summary>http where only https is allowed.</summary>
    InsecureUrl,

    /// <summary>The name leads, wholly or in part, to an address that is not global unicast and not listed.</summary>
    RefusedAddress,
    NameNotFound,
    ConnectFailed,

    /// <summary>The certificate or the TLS handshake was not accepted.</summary>
    Tls,
    TimedOutBeforeSent,
    TimedOutAfterSent,
    ResetAfterSent,

    /// <summary>The server answered something that is not HTTP, or whose compression is broken.</summary>
    Malformed,
    TooLarge,
    TooManyRedirects,

    /// <summary>A redirect without a usable address, from a public server to a listed private one, or stopped by the caller's hook.</summary>
    RedirectRefused,
}

/// <summary>What the other side may have seen. Publishing hangs on it: what is unknown is never sent again blindly.</summary>
internal enum OutboundSent
{
    /// <summary>Not one byte of the request left. Sending again is safe.</summary>
    Nothing,

    /// <summary>The request left and no answer came: it may or may not have had its effect.</summary>
    Unknown,

    /// <summary>A server answered.</summary>
    Answered,
}

/// <summary>A server's answer, or the fault that stands in its place.</summary>
internal sealed record OutboundReply
{
    private OutboundReply(Uri? finalUrl, OutboundFault? fault, OutboundSent sent)
    {
        FinalUrl = finalUrl;
        Fault = fault;
        Sent = sent;
    }

    /// <summary>Null when a reply was read to its end, whatever its status.</summary>
    public OutboundFault? Fault { get; }

    public OutboundSent Sent { get; }

    /// <summary>The HTTP status; 0 when no server answered. Known also for a reply that was too large.</summary>
    public int Status { get; private init; }

    /// <summary>The address that answered, after redirects; null when the address could not be read.</summary>
    public Uri? FinalUrl { get; }

    public ReadOnlyMemory<byte> Body { get; private init; }

    public IReadOnlyDictionary<string, string> Headers { get; private init; } = EmptyHeaders;

    /// <summary>True when a server answered in full with a status from 200 to 299.</summary>
    public bool IsSuccess => Fault is null && Status is >= 200 and <= 299;

    [MemberNotNullWhen(true, nameof(Fault))]
    public bool IsFault => Fault is not null;

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly Dictionary<string, string> EmptyHeaders = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A header's value (several joined by a comma), or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>How long the server asks to be left alone, at most a day; null when it does not ask, or asks for nothing.
    /// `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3).</summary>
    public TimeSpan? RetryAfter(DateTimeOffset now)
    {
        if (!RetryConditionHeaderValue.TryParse(Header("Retry-After"), out var asked))
            return null;
        var wait = asked.Delta ?? asked.Date!.Value - now;
        return wait <= TimeSpan.Zero ? null : wait < LongestWait ? wait : LongestWait;
    }

    /// <summary>The body as UTF-8; broken sequences become U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    public static OutboundReply Failed(OutboundFault fault, OutboundSent sent, Uri? url = null, int status = 0) => new(url, fault, sent) { Status = status };

    public static OutboundReply Answered(Uri url, int status, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body) =>
        new(url, null, OutboundSent.Answered) { Status = status, Headers = headers, Body = body };
}
