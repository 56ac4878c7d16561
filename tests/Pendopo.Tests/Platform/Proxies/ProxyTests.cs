using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Live;
using Pendopo.Testing;
using Pendopo.Testing.Attacks;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Proxies;

/// <summary>The program behind each proxy of the guide, with the recipe that stands there.</summary>
[Collection("sqlite")]
public sealed class ProxyTests(SqliteApp app) : AppTests(app)
{
    private readonly ConcurrentQueue<(string Path, string From, string Scheme, string Host)> seen = new();

    [Theory]
    [InlineData("caddy")]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    public async Task Behind_it_the_program_knows_who_asks_streams_takes_large_bodies_and_is_asked_nothing_by_stealth(string kind)
    {
        await using var proxy = await Serve(kind);
        await NobodyChoosesTheAddressHeIsSeenUnder(proxy);
        await LivePagesStream(proxy);
        await LargeBodiesReachTheProgram(proxy);
        await ConnectionsUpgradeOnlyWhenTheProgramSays(proxy);
        await NoRequestHidesInAnother(proxy);
        await NothingThatBreaksHttpIsTwoRequestsToOneOfThemOnly(proxy);
    }

    private async Task<ProxyServer> Serve(string kind)
    {
        var port = FreePort.Next();
        App.Replace = services => services.AddSingleton<IStartupFilter>(new Watcher(seen));
        App.Host.Url = $"http://127.0.0.1:{port}";
        App.Host.UseKestrel();
        App.Host.StartServer();
        await App.CentreOf("melati");
        return await ProxyServer.Start(kind, port);
    }

    private async Task NobodyChoosesTheAddressHeIsSeenUnder(ProxyServer proxy)
    {
        // This machine has more than one address of its own; the visitor comes from the second.
        using var visitor = Visitor(IPAddress.Parse("127.0.0.2"));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(proxy.Address, "/search?q=watched"));
        request.Headers.Host = $"puskesmas.example:{proxy.Port}";
        foreach (var (name, value) in new[] { ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "http"), ("X-Forwarded-Host", "evil.example"), ("Forwarded", "for=198.51.100.7;host=evil.example;proto=http"), ("X-Real-IP", "198.51.100.7"), ("X-Original-For", "198.51.100.7") })
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await visitor.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync() + proxy.Output);
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeTrue("the program knows that the way is encrypted");
        seen.Single(one => one.Path == "/search").ShouldBe(("/search", "127.0.0.2", "https", $"puskesmas.example:{proxy.Port}"));
    }

    private async Task LivePagesStream(ProxyServer proxy)
    {
        using var officer = Visitor(IPAddress.Loopback);
        officer.Timeout = TimeSpan.FromSeconds(30);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(proxy.Address, "/desk/inbox/live"));
        using var line = new HttpClient { BaseAddress = proxy.Address };
        request.Headers.Add("Cookie", string.Join("; ", (await Nodes.NodesLoad.SignIn(line, "dimas@melati.example")).All.Select(pair => $"{pair.Key}={pair.Value}")));
        using var stream = await officer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        stream.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe("event: open");
        App.Services.GetRequiredService<LiveFeed>().Tell(InboxLive.Topic((await App.CentreOf("melati")).Id), "message");
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10)) is var said && said != "data: message")
            said.ShouldNotBeNull();
    }

    private async Task LargeBodiesReachTheProgram(ProxyServer proxy)
    {
        using var visitor = Visitor(IPAddress.Loopback);
        using var answer = await visitor.PostAsync(new Uri(proxy.Address, "/api/v1/posts"), new ByteArrayContent(new byte[900_000]));
        answer.Headers.Contains("Content-Security-Policy").ShouldBeTrue($"the program itself answered, not {answer.StatusCode} by the proxy");
        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
    }

    private static async Task ConnectionsUpgradeOnlyWhenTheProgramSays(ProxyServer proxy)
    {
        // No page takes a WebSocket yet; the proxy must not answer in the program's place, nor hang.
        var said = await Raw(proxy, "GET / HTTP/1.1\r\nHost: puskesmas.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        said.ShouldStartWith("HTTP/1.1 ");
        said.ShouldNotStartWith("HTTP/1.1 101");
        said.ShouldNotStartWith("HTTP/1.1 5");
    }

    private async Task NoRequestHidesInAnother(ProxyServer proxy)
    {
        const string Hidden = "GET /smuggled HTTP/1.1\r\nHost: puskesmas.example\r\n\r\n";
        foreach (var attempt in Smuggled(Hidden))
            await Raw(proxy, attempt);
        // A proxy that takes it for a second request of its own (RFC 9112 section 6.3 lets chunks win over a length) says so with its headers, as of
        // any other. One that came behind its back carries none, and would be seen as unencrypted.
        seen.Where(one => one.Path == "/smuggled").ShouldAllBe(one => one.Scheme == "https");
    }

    /// <summary>The list that the program is tried with alone: what comes behind the proxy's back carries none of its headers.</summary>
    private async Task NothingThatBreaksHttpIsTwoRequestsToOneOfThemOnly(ProxyServer proxy)
    {
        const int AtOnce = 16;
        foreach (var some in MalformedRequests.All.Chunk(AtOnce))
            await Task.WhenAll(some.Select(request => Raw(proxy, request.Text.Replace("Host: localhost", "Host: puskesmas.example", StringComparison.Ordinal))));
        seen.Where(one => one.Path == "/health/live").ShouldAllBe(one => one.Scheme == "https");
        using var visitor = Visitor(IPAddress.Loopback);
        (await visitor.GetAsync(new Uri(proxy.Address, "/health/live"))).StatusCode.ShouldBe(HttpStatusCode.OK, proxy.Output);
    }

    /// <summary>Two readings of where a request ends (RFC 9112 sections 6 and 11.2; CVE-2025-55315): what one reader takes for the body, the other
    /// would take for the next request.</summary>
    private static IEnumerable<string> Smuggled(string hidden)
    {
        string Post(string heads, string body) => $"POST /sign-in HTTP/1.1\r\nHost: puskesmas.example\r\nContent-Type: application/x-www-form-urlencoded\r\n{heads}\r\n{body}";
        var length = hidden.Length;
        yield return Post($"Content-Length: {5 + length}\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + hidden);
        yield return Post($"Transfer-Encoding: chunked\r\nContent-Length: {5 + length}\r\n", "0\r\n\r\n" + hidden);
        yield return Post($"Content-Length: {5 + length}\r\nTransfer-Encoding: xchunked\r\n", "0\r\n\r\n" + hidden);
        yield return Post($"Content-Length: {5 + length}\r\nTransfer-Encoding : chunked\r\n", "0\r\n\r\n" + hidden);
        yield return Post($"Content-Length: {5 + length}\r\nTransfer-Encoding:\tchunked\r\n", "0\r\n\r\n" + hidden);
        yield return Post($"Content-Length: {5 + length}\r\nX: y\r\n Transfer-Encoding: chunked\r\n", "0\r\n\r\n" + hidden);
        yield return Post($"Content-Length: {length}\r\nContent-Length: 0\r\n", hidden);
        yield return Post($"Content-Length: 0\r\nContent-Length: {length}\r\n", hidden);
        yield return Post($"Content-Length: 0, {length}\r\n", hidden);
        yield return Post($"Content-Length: +{length}\r\n", hidden);
        // A bare line feed in a chunk's extension.

        yield return Post("Transfer-Encoding: chunked\r\n", $"2;\nxx\r\n{length + 5:x}\r\n0\r\n\r\n{hidden}\r\n0\r\n\r\n");
        yield return Post("Transfer-Encoding: chunked\r\n", $"{length + 5:x};a=\"\n\"\r\n0\r\n\r\n{hidden}\r\n0\r\n\r\n");

    }

    /// <summary>Sends the bytes and reads until nothing comes for a while or the other side closes.</summary>
    private static async Task<string> Raw(ProxyServer proxy, string bytes)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, proxy.Port);
        await using var secure = new SslStream(socket.GetStream(), false, (_, _, _, _) => true);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "puskesmas.example", ApplicationProtocols = [SslApplicationProtocol.Http11] });
        await secure.WriteAsync(Encoding.Latin1.GetBytes(bytes));
        var (buffer, said) = (new byte[16_384], new StringBuilder());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            while (await secure.ReadAsync(buffer, patience.Token) is var read && read > 0)
            {
                said.Append(Encoding.Latin1.GetString(buffer, 0, read));
                patience.CancelAfter(TimeSpan.FromMilliseconds(500));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The connection was left open for more, or cut: either way all that comes has come.
        }
        return said.ToString();
    }

    private static HttpClient Visitor(IPAddress from) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        ConnectCallback = async (context, cancel) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    /// <summary>Notes each request as the program saw it when it had answered.</summary>
    private sealed class Watcher(ConcurrentQueue<(string, string, string, string)> seen) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                var path = context.Request.Path.Value!;
                await rest(context);
                seen.Enqueue((path, context.Connection.RemoteIpAddress!.MapToIPv4().ToString(), context.Request.Scheme, context.Request.Host.Value!));
            });
            next(app);
        };
    }
}
