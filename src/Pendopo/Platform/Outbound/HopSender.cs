using System.Buffers;
using System.Net.Http.Headers;

namespace Pendopo.Platform.Outbound;

/// <summary>Makes one hop of a request and turns whatever happens into a reply or a fault.</summary>
internal sealed class HopSender(OutboundRequest request, OutboundHop hop, bool isHome, string userAgent)
{
    /// <summary>What the world has seen before this hop: nothing, or an answer that pointed here.</summary>
    public OutboundSent SentBefore => hop.Number == 0 ? OutboundSent.Nothing : OutboundSent.Answered;

    public async Task<OutboundReply> Send(HttpMessageInvoker invoker, CancellationToken deadline, CancellationToken caller)
    {
        var watch = SentWatch.Begin();
        var status = 0;
        try
        {
            using var message = await Message(deadline);
            if (message is null)
            {
                return OutboundReply.Failed(OutboundFault.RedirectRefused, SentBefore, hop.Url);
            }

            using var response = await invoker.SendAsync(message, deadline);
            status = (int)response.StatusCode;
            return await Read(response, status, deadline) is { } body
                ? OutboundReply.Answered(hop.Url, status, Headers(response), body)
                : OutboundReply.Failed(OutboundFault.TooLarge, OutboundSent.Answered, hop.Url, status);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return Fail(watch.HasSent ? OutboundFault.TimedOutAfterSent : OutboundFault.TimedOutBeforeSent, watch, status);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidDataException)
        {
            return Fail(FaultOf(failure, watch), watch, status);
        }
    }

    private OutboundReply Fail(OutboundFault fault, SentWatch watch, int status)
    {
        var sent = status > 0 ? OutboundSent.Answered : watch.HasSent ? OutboundSent.Unknown : SentBefore;
        return OutboundReply.Failed(fault, sent, hop.Url, status);
    }

    private static OutboundFault FaultOf(Exception failure, SentWatch watch)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is DialRefusedException refused)
            {
                return refused.Fault;
            }
        }

        return failure switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => OutboundFault.Tls,
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } => OutboundFault.Malformed,
            InvalidDataException => OutboundFault.Malformed,
            _ => watch.HasSent ? OutboundFault.ResetAfterSent : OutboundFault.ConnectFailed,
        };
    }

    private async Task<HttpRequestMessage?> Message(CancellationToken cancel)
    {
        IReadOnlyList<KeyValuePair<string, string>>? made = [];
        if (request.BeforeHop is { } hook && (made = await hook(hop, cancel)) is null)
        {
            return null;
        }

        var message = new HttpRequestMessage(hop.Method, hop.Url) { Content = await Content(cancel) };
        Add(message, "User-Agent", userAgent);
        if (request.Accept is { } accept)
        {
            Add(message, "Accept", accept);
        }

        foreach (var (name, value) in (isHome ? request.Headers : []).Concat(made))
        {
            Add(message, name, value);
        }

        return message;
    }

    private async Task<HttpContent?> Content(CancellationToken cancel)
    {
        if (!request.Once && (hop.Method == HttpMethod.Get || hop.Method == HttpMethod.Head))
        {
            return null;
        }

        // Even an empty body is a body: the handler repeats a request without one by itself when a kept connection dies, and a POST must not be repeated.
        var content = request.Body is { } body ? new StreamContent(await body.Open(cancel)) : new StreamContent(Stream.Null);
        content.Headers.ContentLength = request.Body is { } sized ? sized.Length : 0;
        if (request.Body is { } typed)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(typed.ContentType);
            if (typed.Encoding is { } encoding)
            {
                content.Headers.ContentEncoding.Add(encoding);
            }
        }

        return content;
    }

    private static void Add(HttpRequestMessage message, string name, string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
        {
            throw new ArgumentException($"The header {name} holds a line break.", nameof(value));
        }

        // It belongs to the body, and a request's own headers refuse its name.
        if (name.Equals("Content-Range", StringComparison.OrdinalIgnoreCase))
        {
            message.Content?.Headers.TryAddWithoutValidation(name, value);
            return;
        }

        message.Headers.Remove(name);
        if (!message.Headers.TryAddWithoutValidation(name, value))
        {
            message.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>The body, or null when it is larger than allowed. Counted after decompression, so a bomb stops at the cap.</summary>
    private async Task<ReadOnlyMemory<byte>?> Read(HttpResponseMessage response, int status, CancellationToken cancel)
    {
        if (hop.Method == HttpMethod.Head || status is 204 or 304)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        if (response.Content.Headers.ContentLength > request.MaxReplyBytes)
        {
            return null;
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        using var kept = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0;)
            {
                if (kept.Length + read > request.MaxReplyBytes)
                {
                    return null;
                }

                kept.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return kept.ToArray();
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            headers[name] = string.Join(", ", values);
        }

        return headers;
    }
}
