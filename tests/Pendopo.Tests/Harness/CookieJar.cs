using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Pendopo.Tests.Harness;

/// <summary>Waits with the first request until the schema stands, as a browser waits for a program that starts.</summary>
internal sealed class AfterStart(Task ready) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await ready;
        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Keeps the cookies of one browser. Unlike the framework's container it does not judge their age by the machine's clock,
/// which is not the test's: only an emptied cookie goes.</summary>
internal sealed class CookieJar : DelegatingHandler
{
    private readonly ConcurrentDictionary<string, string> cookies = new();

    public IReadOnlyDictionary<string, string> All => cookies;

    public void Take(string setCookie)
    {
        var pair = setCookie.Split(';', 2)[0].Split('=', 2);
        if (pair[1].Length == 0)
            cookies.TryRemove(pair[0], out _);
        else
            cookies[pair[0]] = pair[1];
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!cookies.IsEmpty)
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(pair => $"{pair.Key}={pair.Value}")));
        var response = await base.SendAsync(request, cancellationToken);
        foreach (var set in Set(response.Headers))
            Take(set);
        return response;
    }

    private static IEnumerable<string> Set(HttpResponseHeaders headers) => headers.TryGetValues("Set-Cookie", out var values) ? values : [];
}
