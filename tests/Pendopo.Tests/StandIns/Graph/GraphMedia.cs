using System.Collections.Concurrent;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>Fetches pictures and videos at their addresses, as the network does: at that moment, without any sign-in.</summary>
internal sealed class GraphMedia : IDisposable
{
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false };

    /// <summary>How an address is fetched; a test whose program listens on no port gives its own.</summary>
    public Func<string, Task<byte[]?>>? Fetcher { get; set; }

    /// <summary>What was fetched, by its address.</summary>
    public ConcurrentDictionary<string, byte[]> Fetched { get; } = new();

    /// <summary>The bytes, or null when the address gave none.</summary>
    public async Task<byte[]?> Fetch(string url)
    {
        var bytes = Fetcher is { } own ? await own(url) : await OverWire(url);
        if (bytes is not null)
            Fetched[url] = bytes;
        return bytes;
    }

    public static bool IsJpeg(byte[] bytes) => bytes is [0xFF, 0xD8, 0xFF, ..];

    public static bool IsPng(byte[] bytes) => bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..];

    public void Dispose() => handler.Dispose();

    private async Task<byte[]?> OverWire(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return null;
        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(address);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync() : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
