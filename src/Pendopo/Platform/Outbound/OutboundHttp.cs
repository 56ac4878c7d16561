using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Pendopo.Platform.Outbound;

/// <summary>
/// The only way out over HTTP. It checks the address that is really dialled, follows redirects itself and checks each, knows no proxy of the
/// environment and no cookies, holds a total deadline and a size cap, and says of every failure whether anything was sent.
/// One instance for the program (it keeps the connections).
/// </summary>
internal sealed class OutboundHttp : IDisposable
{
    private static readonly Meter Meter = new("Pendopo.Outbound");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("pendopo.outbound.duration", "s");

    private readonly DialRules rules;
    private readonly OutboundOptions options;
    private readonly TimeProvider time;
    private readonly HttpMessageInvoker any;
    private readonly HttpMessageInvoker publicOnly;

    public OutboundHttp(OutboundOptions options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        rules = new DialRules(options);
        any = Invoker(privateAllowed: true);
        publicOnly = Invoker(privateAllowed: false);
    }

    /// <summary>Makes the call. Throws only when <paramref name="cancel"/> is cancelled (by then the request may have left) or for a header with a line break.</summary>
    public async Task<OutboundReply> Send(OutboundRequest request, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(request.Deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        var reply = await Follow(request, both.Token, cancel);
        Duration.Record(
            time.GetElapsedTime(started).TotalSeconds,
            new TagList { { "purpose", request.Purpose }, { "outcome", reply.Fault?.ToString() ?? $"{reply.Status / 100}xx" } });
        return reply;
    }

    public void Dispose()
    {
        any.Dispose();
        publicOnly.Dispose();
    }

    private async Task<OutboundReply> Follow(OutboundRequest request, CancellationToken deadline, CancellationToken caller)
    {
        if (DialRules.Read(request.Url) is not { } first)
        {
            return OutboundReply.Failed(OutboundFault.BadUrl, OutboundSent.Nothing);
        }

        var invoker = request.OnlyPublic ? publicOnly : any;
        var url = first;
        for (var number = 0; ; number++)
        {
            var hop = new HopSender(request, new OutboundHop(number, request.Method, url), SameOrigin(first, url), options.UserAgent);
            var reply = rules.CheckUrl(url) is { } fault
                ? OutboundReply.Failed(fault, hop.SentBefore, url)
                : await hop.Send(invoker, deadline, caller);
            if (request.MaxRedirects == 0 || !IsFollowed(request.Method, reply))
            {
                return reply;
            }

            if (number == request.MaxRedirects)
            {
                return OutboundReply.Failed(OutboundFault.TooManyRedirects, OutboundSent.Answered, url, reply.Status);
            }

            if (!Uri.TryCreate(url, reply.Header("Location"), out var next) || DialRules.Read(next.AbsoluteUri) is not { } read)
            {
                return OutboundReply.Failed(OutboundFault.RedirectRefused, OutboundSent.Answered, url, reply.Status);
            }

            // A stranger on the internet must not be able to point us into the intranet that the administrator opened for ourselves.
            invoker = SameOrigin(url, read) || (ReferenceEquals(invoker, any) && rules.IsListed(url)) ? invoker : publicOnly;
            url = read;
        }
    }

    private static bool IsFollowed(HttpMethod method, OutboundReply reply) =>
        !reply.IsFault && reply.Status switch
        {
            301 or 302 or 303 => method == HttpMethod.Get || method == HttpMethod.Head,
            307 or 308 => true,
            _ => false,
        };

    private static bool SameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private HttpMessageInvoker Invoker(bool privateAllowed) => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            ConnectCallback = new Dialer(options, rules, time, privateAllowed).Connect,
            PlaintextStreamFilter = (context, _) => ValueTask.FromResult(SentWatch.Wrap(context.PlaintextStream)),
            SslOptions = new() { RemoteCertificateValidationCallback = options.TrustedRoots.Count == 0 ? null : new FurtherRoots(options.TrustedRoots).Believes },
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            MaxConnectionsPerServer = 16,
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 0,
            ActivityHeadersPropagator = null,
        },
        disposeHandler: true);
}
