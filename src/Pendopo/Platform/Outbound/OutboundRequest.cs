namespace Pendopo.Platform.Outbound;

/// <summary>One call to another server.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Url">Absolute https address (http only for hosts the administrator lists). No user name or password in it.</param>
/// <param name="Purpose">A fixed word for the metrics, such as <c>fediverse.deliver</c>. Never text from outside.</param>
internal sealed record OutboundRequest(HttpMethod Method, string Url, string Purpose)
{
    public const int DefaultMaxReplyBytes = 1024 * 1024;

    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Sent to the first server, and after a redirect only to the same origin (a token must not follow a stranger's pointer).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The value of Accept; unlike <see cref="Headers"/> it follows every redirect.</summary>
    public string? Accept { get; init; }

    public OutboundBody? Body { get; init; }

    /// <summary>The reply's size after decompression; a larger one is the fault <see cref="OutboundFault.TooLarge"/>.</summary>
    public int MaxReplyBytes { get; init; } = DefaultMaxReplyBytes;

    /// <summary>From the first look-up to the last byte of the reply, over all redirects.</summary>
    public TimeSpan Deadline { get; init; } = DefaultDeadline;

    /// <summary>
    /// 0: a redirect is handed back as the reply it is. Above 0: GET and HEAD follow 301, 302, 303, 307 and 308;
    /// other methods follow only 307 and 308, which keep the method and the body.
    /// </summary>
    public int MaxRedirects { get; init; }

    /// <summary>For a GET that does something: the framework repeats a request without a body by itself when its connection dies, so this one gets an empty body.</summary>
    public bool Once { get; init; }

    /// <summary>For an address that a stranger told: no private place is reached, also none that the administrator listed for ourselves.</summary>
    public bool OnlyPublic { get; init; }

    /// <summary>
    /// Asked before every hop for the headers that hold for this address alone (an HTTP signature covers host and path, so it has to be
    /// made again). Return null to stop: the hop is not made and the fault is <see cref="OutboundFault.RedirectRefused"/>.
    /// </summary>
    public Func<OutboundHop, CancellationToken, ValueTask<IReadOnlyList<KeyValuePair<string, string>>?>>? BeforeHop { get; init; }

    public static OutboundRequest Get(string url, string purpose) => new(HttpMethod.Get, url, purpose);

    public static OutboundRequest Post(string url, string purpose, OutboundBody body) => new(HttpMethod.Post, url, purpose) { Body = body };
}

/// <summary>One step of a request: number 0 is the address asked for, the others are redirects.</summary>
internal sealed record OutboundHop(int Number, HttpMethod Method, Uri Url);

/// <summary>What is sent. It can be opened again for a redirect that keeps the body.</summary>
internal sealed record OutboundBody(string ContentType, long? Length, Func<CancellationToken, ValueTask<Stream>> Open)
{
    /// <summary>The value of Content-Encoding, for bytes that were encoded by whoever sends them; null where they are as they are.</summary>
    public string? Encoding { get; init; }

    public static OutboundBody Of(ReadOnlyMemory<byte> bytes, string contentType) =>
        new(contentType, bytes.Length, _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes.ToArray(), writable: false)));

    public static OutboundBody Of(string text, string contentType) => Of(System.Text.Encoding.UTF8.GetBytes(text), contentType);

    public static OutboundBody OfFile(string path, string contentType) =>
        new(contentType, new FileInfo(path).Length, _ => ValueTask.FromResult<Stream>(File.OpenRead(path)));
}
