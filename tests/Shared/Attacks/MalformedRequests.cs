namespace Pendopo.Testing.Attacks;

/// <summary>A message that breaks HTTP/1.1 (RFC 9112), or that two readers could cut in two places.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Text">The bytes, one a character; what stands behind it, if anything, is <see cref="MalformedRequests.Second"/>.</param>
/// <param name="Refused">Whether the program must refuse it and close the line. What is false here its server reads in the only way there is,
/// as one request (a length of `+5` is 5), and keeps the line open for the honest one behind it; a proxy may refuse it all the same.</param>
internal sealed record MalformedRequest(string Name, string Text, bool Refused = true)
{
    public override string ToString() => Name;
}

/// <summary>The cases, for the program alone and behind each proxy: whatever stands in front, never may two answers come back.</summary>
internal static class MalformedRequests
{
    /// <summary>What a smuggler hides: an answer to it is a second answer.</summary>
    public const string Second = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private const string Get = "GET / HTTP/1.1\r\nHost: localhost\r\n", Post = "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    private const string Chunked = Post + "Transfer-Encoding: chunked\r\n\r\n";

    public static IReadOnlyList<MalformedRequest> All { get; } = [.. Lengths(), .. Encodings(), .. Chunks(), .. Headers(), .. Lines()];

    private static IEnumerable<MalformedRequest> Lengths()
    {
        foreach (var value in new[] { "-1", "+5", "0x10", "5, 5", "5,6", "5 5", "1e1", "", "99999999999999999999", "5;", "\v5", "5\0" })
            yield return new($"Content-Length of {Written(value)}", $"{Post}Content-Length: {value}\r\n\r\na=b&c{Second}", Refused: value != "+5");
        yield return new("two lengths that differ", $"{Post}Content-Length: 5\r\nContent-Length: 0\r\n\r\na=b&c{Second}");
        yield return new("two lengths that agree", $"{Post}Content-Length: 5\r\nContent-Length: 5\r\n\r\na=b&c{Second}");
    }

    private static IEnumerable<MalformedRequest> Encodings()
    {
        yield return new("length and encoding", $"{Post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Second}");
        yield return new("encoding and length", $"{Post}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{Second}");
        foreach (var value in new[] { "identity", "xchunked", "chunked, identity", "chunked, chunked", "gzip, chunked, x", "\vchunked", "chunked;q=1", "\"chunked\"", "chunked\0", "" })
            yield return new($"Transfer-Encoding of {Written(value)}", $"{Post}Transfer-Encoding: {value}\r\n\r\n0\r\n\r\n{Second}");
        yield return new("two encodings", $"{Post}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n{Second}");
        yield return new("an encoding in HTTP/1.0", $"POST /sign-in HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Second}");
        yield return new("an encoding with a space before its colon", $"{Post}Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{Second}");
        yield return new("an encoding folded onto the next line", $"{Post}Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{Second}");
    }

    private static IEnumerable<MalformedRequest> Chunks()
    {
        foreach (var size in new[] { "g", "-1", "0x5", "5 5", "5_", "FFFFFFFFFFFFFFFFF", "80000000000000000", "", "+5" })
            yield return new($"a chunk of size {Written(size)}", $"{Chunked}{size}\r\na=b&c\r\n0\r\n\r\n{Second}");
        // CVE-2025-55315: a line feed alone in an extension ends the line for one reader and not for the next.
        yield return new("a bare line feed in a chunk's extension", $"{Chunked}5;x\n\r\na=b&c\r\n0\r\n\r\n{Second}");
        yield return new("a bare line feed behind a chunk's size", $"{Chunked}5\na=b&c\r\n0\r\n\r\n{Second}");
        yield return new("a bare carriage return in a chunk's extension", $"{Chunked}5;x\ry\r\na=b&c\r\n0\r\n\r\n{Second}");
        yield return new("a chunk longer than it says", $"{Chunked}2\r\na=b&c\r\n0\r\n\r\n{Second}");
        yield return new("a chunk whose data ends in a bare line feed", $"{Chunked}5\r\na=b&c\n0\r\n\r\n{Second}");
        yield return new("a last chunk that ends in a bare line feed", $"{Chunked}0\n\n{Second}");
        yield return new("a trailer without a name", $"{Chunked}0\r\n: x\r\n\r\n{Second}");
    }

    private static IEnumerable<MalformedRequest> Headers()
    {
        foreach (var line in new[] { "X Y: 1", "X\t: 1", ": 1", "X", "X\0Y: 1", "X: a\0b", "X: a\rb", "Ünsinn: 1", " X: 1", "(X): 1" })
            yield return new($"the header {Written(line)}", $"{Get}{line}\r\n\r\n{Second}", Refused: line[0] != '(');
        yield return new("a header that ends in a bare line feed", $"GET / HTTP/1.1\r\nHost: localhost\nX: 1\r\n\r\n{Second}");
        yield return new("a header folded onto the next line", $"{Get}X: a\r\n b\r\n\r\n{Second}");
        yield return new("no host", $"GET / HTTP/1.1\r\nX: 1\r\n\r\n{Second}");
        yield return new("two hosts", $"{Get}Host: evil.example\r\n\r\n{Second}");
        foreach (var host in new[] { "local host", "localhost/x", "a@localhost", "localhost:x", "localhost:99999x", "<x>" })
            yield return new($"the host {Written(host)}", $"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n{Second}");
        yield return new("a header of 40 KB", $"{Get}X: {new string('a', 40_000)}\r\n\r\n{Second}");
        yield return new("200 headers", $"{Get}{string.Concat(Enumerable.Range(0, 200).Select(number => $"X{number}: 1\r\n"))}\r\n{Second}");
    }

    private static IEnumerable<MalformedRequest> Lines()
    {
        foreach (var line in new[] { "GET / HTTP/1.1 x", "GET /", "GET  / HTTP/1.1", "GET / HTTP/1.9", "GET / HTTP/2.0", "GET / http/1.1", "GET\t/\tHTTP/1.1", "G(T / HTTP/1.1", " GET / HTTP/1.1",
            "GET * HTTP/1.1", "GET x HTTP/1.1", "GET /\0 HTTP/1.1", "GET /%00 HTTP/1.1", "GET /a b HTTP/1.1", "GET http://evil.example/ HTTP/1.1", "CONNECT / HTTP/1.1", "GET /\xe9 HTTP/1.1" })
            yield return new($"the line {Written(line)}", $"{line}\r\nHost: localhost\r\n\r\n{Second}");
        yield return new("a line of 20 KB", $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n{Second}");
        yield return new("a line that ends in a bare line feed", $"GET / HTTP/1.1\nHost: localhost\r\n\r\n{Second}");
        yield return new("a line that ends in a bare carriage return", $"GET / HTTP/1.1\rHost: localhost\r\n\r\n{Second}");
        yield return new("bytes of TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + new string('\x7f', 200));
        yield return new("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0");
    }

    private static string Written(string text) => "'" + string.Concat(text.Select(sign => sign is < ' ' or > '~' ? $"\\x{(int)sign:x2}" : $"{sign}")) + "'";
}
