using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pendopo.Platform.Web.Doors;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Doors;

/// <summary>The bounds that the server keeps before any page is asked.</summary>
[Collection("served")]
public sealed class ServerBoundsTests(ServedProgram program)
{
    [Fact]
    public void The_server_is_given_its_bounds()
    {
        using var host = new TestHost(TestFolder.New(), null, new ManualTime(), null) { Serves = false };
        var limits = host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        limits.MaxRequestBodySize.ShouldBe(1 << 20);
        limits.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(10));
        limits.MaxRequestHeaderCount.ShouldBe(100);
        limits.MaxRequestHeadersTotalSize.ShouldBe(32 * 1024);
        limits.MaxRequestLineSize.ShouldBe(8 * 1024);
        limits.MinRequestBodyDataRate!.BytesPerSecond.ShouldBe(240);
        limits.MinResponseDataRate!.GracePeriod.ShouldBe(TimeSpan.FromSeconds(5));
        limits.MaxConcurrentUpgradedConnections.ShouldBe(100);
        Doorway.Most.ShouldBe(3000);
    }

    [Fact]
    public async Task Another_server_may_send_a_megabyte()
    {
        using var peer = program.Visitor();
        foreach (var (bytes, status) in new[] { (500_000, HttpStatusCode.BadRequest), (1_100_000, HttpStatusCode.RequestEntityTooLarge) })
        {
            var content = new ByteArrayContent(Encoding.ASCII.GetBytes("[\"" + new string('x', bytes) + "\"]"));
            content.Headers.ContentType = new("application/activity+json");
            // Asked first, so that the answer is heard: a refusal in the middle of sending may break the line before it is read.
            using var request = new HttpRequestMessage(HttpMethod.Post, "/inbox") { Content = content, Headers = { ExpectContinue = true } };
            (await peer.SendAsync(request)).StatusCode.ShouldBe(status);
        }
    }

    [Theory]
    [InlineData("/topics/x", 65_000, 400)]
    [InlineData("/topics/x", 66_000, 413)]
    public async Task A_stranger_sends_64_KB_at_most(string path, int bytes, int status)
    {
        using var visitor = program.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent("a=" + new string('x', bytes - 2), Encoding.ASCII, "application/x-www-form-urlencoded"), Headers = { ExpectContinue = true },
        };
        var answer = await visitor.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Who_is_refused_while_sending_may_send_to_the_end_and_ask_on_the_same_line()
    {
        const int Bytes = 900_000;
        using var line = await program.Connect();
        await line.SendAsync(Encoding.ASCII.GetBytes($"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {Bytes}\r\n\r\na="));
        (await Said(line)).ShouldStartWith("HTTP/1.1 413");
        for (var left = Bytes - 2; left > 0; left -= 100_000)
            await line.SendAsync(new byte[Math.Min(left, 100_000)]);
        await line.SendAsync(Encoding.ASCII.GetBytes("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        var rest = new StringBuilder();
        while (await Said(line) is { Length: > 0 } said)
            rest.Append(said);
        rest.ToString().ShouldContain("HTTP/1.1 200");
    }

    /// <summary>The next that is said; empty when the line is closed.</summary>
    private static async Task<string> Said(Socket line)
    {
        var piece = new byte[4096];
        return Encoding.Latin1.GetString(piece, 0, await line.ReceiveAsync(piece));
    }

    [Theory]
    [InlineData("/sign-in", 70_000, "application/x-www-form-urlencoded")]
    [InlineData("/forgotten", 70_000, "application/x-www-form-urlencoded")]
    [InlineData("/welcome/x", 70_000, "application/x-www-form-urlencoded")]
    [InlineData("/search", 70_000, "application/x-www-form-urlencoded")]
    [InlineData("/posts", 70_000, "multipart/form-data; boundary=x")]
    [InlineData("/sign-in", 40_000_000, "application/x-www-form-urlencoded")]
    [InlineData("/inbox", 40_000_000, "application/activity+json")]
    [InlineData("/api/v1/posts", 40_000_000, "application/json")]
    public async Task A_body_larger_than_its_route_takes_is_refused_before_it_is_read(string path, int bytes, string type)
    {
        using var visitor = program.Visitor();
        foreach (var chunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes("a=" + new string('x', bytes - 2))) };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            request.Headers.TransferEncodingChunked = chunked;
            try
            {
                var answer = await visitor.SendAsync(request);
                ((int)answer.StatusCode is 400 or 401 or 413 or 415 or 429).ShouldBeTrue($"{path}: {(int)answer.StatusCode}");
            }
            catch (HttpRequestException)
            {
                // The server hung up in the middle of it: refused, too.
            }
        }
        (await visitor.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
