using Microsoft.AspNetCore.Http.Features;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Channels.Fediverse;

/// <summary>A request as its signature sees it.</summary>
internal static class RequestReading
{
    /// <summary>Describes it under the public address, whatever stands between: signatures name the host that others know.</summary>
    public static RequestDescription Describe(HttpRequest request, Addresses addresses, ReadOnlyMemory<byte> body)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var target = raw is { Length: > 0 } && raw[0] == '/' ? raw : request.PathBase + request.Path + request.QueryString;
        return new(
            request.Method,
            addresses.Root + target,
            [.. request.Headers.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value ?? "")))],
            body);
    }

    /// <summary>The body, or null when it is larger than a document may be.</summary>
    public static async Task<ReadOnlyMemory<byte>?> Body(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > ActivityLimits.Document)
            return null;
        // Counted here, so that a body without a length is refused like one with a length.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = ActivityLimits.Document + 1;
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (kept.Length + read > ActivityLimits.Document)
                return null;
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }
}
