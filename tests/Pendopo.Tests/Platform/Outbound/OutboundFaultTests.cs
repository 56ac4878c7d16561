using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pendopo.Platform.Outbound;

namespace Pendopo.Tests.Platform.Outbound;

/// <summary>Bad days of other servers: each ends in its own fault, and says whether anything was sent.</summary>
public sealed class OutboundFaultTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_closed_port_is_a_failed_connection_and_nothing_was_sent()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var outbound = Outbound(port);
        var reply = await outbound.Send(OutboundRequest.Get($"http://127.0.0.1:{port}/", "test"), default);
        reply.Fault.ShouldBe(OutboundFault.ConnectFailed);
        reply.Sent.ShouldBe(OutboundSent.Nothing);
    }

    [Fact]
    public async Task A_name_nobody_knows_is_told_so()
    {
        using var outbound = new OutboundHttp(new OutboundOptions { Resolve = (_, _) => throw new SocketException((int)SocketError.HostNotFound) }, _time);
        var reply = await outbound.Send(OutboundRequest.Get("https://nobody.example/", "test"), default);
        reply.Fault.ShouldBe(OutboundFault.NameNotFound);
        reply.Sent.ShouldBe(OutboundSent.Nothing);
    }

    [Fact]
    public async Task A_look_up_that_never_ends_times_out_before_anything_is_sent()
    {
        var asked = new TaskCompletionSource();
        var options = new OutboundOptions
        {
            Resolve = async (_, cancel) =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, cancel);
                return [];
            },
        };
        using var outbound = new OutboundHttp(options, _time);
        var sending = outbound.Send(OutboundRequest.Get("https://slow.example/", "test"), default);
        await asked.Task;
        _time.Advance(TimeSpan.FromSeconds(10));
        var reply = await sending;
        reply.Fault.ShouldBe(OutboundFault.TimedOutBeforeSent);
        reply.Sent.ShouldBe(OutboundSent.Nothing);
    }

    [Fact]
    public async Task A_server_that_takes_the_request_and_is_silent_leaves_the_outcome_unknown()
    {
        var arrived = new TaskCompletionSource();
        await using var server = RawServer.Start(call =>
        {
            arrived.SetResult();
            return call.Hang();
        });
        using var outbound = Outbound(server.Port);
        var sending = outbound.Send(OutboundRequest.Post(server.Url, "test", OutboundBody.Of("x", "text/plain")), default);
        await arrived.Task;
        _time.Advance(TimeSpan.FromSeconds(30));
        var reply = await sending;
        reply.Fault.ShouldBe(OutboundFault.TimedOutAfterSent);
        reply.Sent.ShouldBe(OutboundSent.Unknown);
    }

    [Fact]
    public async Task A_drip_of_single_bytes_does_not_outlast_the_total_deadline()
    {
        // More than the kernel keeps for a connection: once it is written, the head has certainly been read.
        const int Flood = 32 << 20, Drops = 100_000;
        await using var server = RawServer.Start(async call =>
        {
            await call.Write($"HTTP/1.1 200 OK\r\nContent-Length: {Flood + Drops}\r\n\r\n");
            await call.Write(new byte[Flood]);
            for (var i = 0; i < Drops; i++)
            {
                await call.Write("x");
                await Task.Yield();
                _time.Advance(TimeSpan.FromSeconds(1));
            }
        });
        using var outbound = Outbound(server.Port);
        var reply = await outbound.Send(OutboundRequest.Get(server.Url, "test") with { MaxReplyBytes = 2 * Flood }, default);
        reply.Fault.ShouldBe(OutboundFault.TimedOutAfterSent);
        reply.Sent.ShouldBe(OutboundSent.Answered);
        reply.Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_dies_after_the_request_leaves_the_outcome_unknown_and_is_not_repeated(bool hard)
    {
        await using var server = RawServer.Start(call =>
        {
            if (hard)
            {
                call.Reset();
            }
            else
            {
                call.Close();
            }

            return Task.CompletedTask;
        });
        using var outbound = Outbound(server.Port);
        var reply = await outbound.Send(OutboundRequest.Post(server.Url, "test", OutboundBody.Of("x", "text/plain")), default);
        reply.Fault.ShouldBe(OutboundFault.ResetAfterSent);
        reply.Sent.ShouldBe(OutboundSent.Unknown);
        server.Heads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_post_without_a_body_on_a_kept_connection_that_dies_is_not_repeated_either()
    {
        var calls = 0;
        await using var server = RawServer.Start(async call =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                await call.Write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
            else
            {
                call.Close();
            }
        });
        using var outbound = Outbound(server.Port);
        var request = new OutboundRequest(HttpMethod.Post, server.Url, "test");
        (await outbound.Send(request, default)).Status.ShouldBe(200);
        var second = await outbound.Send(request, default);
        second.Fault.ShouldBe(OutboundFault.ResetAfterSent);
        second.Sent.ShouldBe(OutboundSent.Unknown);
        server.Heads.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_reply_cut_in_the_middle_is_a_reset_with_its_status()
    {
        await using var server = RawServer.Start(async call =>
        {
            await call.Write("HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\nhalf");
            call.Close();
        });
        using var outbound = Outbound(server.Port);
        var reply = await outbound.Send(OutboundRequest.Get(server.Url, "test"), default);
        reply.Fault.ShouldBe(OutboundFault.ResetAfterSent);
        reply.Status.ShouldBe(201);
        reply.Sent.ShouldBe(OutboundSent.Answered);
    }

    [Theory]
    [InlineData("Content-Length: 5000\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n7d0\r\n")]
    public async Task A_reply_over_the_cap_is_refused(string headers)
    {
        await using var server = RawServer.Saying($"HTTP/1.1 200 OK\r\n{headers}{new string('x', 2000)}\r\n0\r\n\r\n");
        using var outbound = Outbound(server.Port);
        var reply = await outbound.Send(OutboundRequest.Get(server.Url, "test") with { MaxReplyBytes = 1000 }, default);
        reply.Fault.ShouldBe(OutboundFault.TooLarge);
        reply.Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compression_bomb_stops_at_the_cap(string encoding)
    {
        var bomb = Bomb(encoding, 64 * 1024 * 1024);
        await using var server = RawServer.Start(async call =>
        {
            await call.Write($"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {bomb.Length}\r\n\r\n");
            await call.Write(bomb);
        });
        using var outbound = Outbound(server.Port);
        var reply = await outbound.Send(OutboundRequest.Get(server.Url, "test"), default);
        reply.Fault.ShouldBe(OutboundFault.TooLarge);
    }

    [Fact]
    public async Task Compression_that_is_broken_is_malformed()
    {
        await using var server = RawServer.Saying("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip");
        using var outbound = Outbound(server.Port);
        (await outbound.Send(OutboundRequest.Get(server.Url, "test"), default)).Fault.ShouldBe(OutboundFault.Malformed);
    }

    [Fact]
    public async Task A_server_that_does_not_speak_http_is_malformed()
    {
        await using var server = RawServer.Saying("220 mail.example ESMTP\r\n\r\n");
        using var outbound = Outbound(server.Port);
        (await outbound.Send(OutboundRequest.Get(server.Url, "test"), default)).Fault.ShouldBe(OutboundFault.Malformed);
    }

    [Fact]
    public async Task A_server_without_tls_on_a_tls_address_is_a_tls_fault_and_the_request_was_not_sent()
    {
        using var tcp = new PlainPort();
        using var outbound = Outbound(tcp.Port);
        var reply = await outbound.Send(OutboundRequest.Post($"https://127.0.0.1:{tcp.Port}/", "test", OutboundBody.Of("x", "text/plain")), default);
        reply.Fault.ShouldBe(OutboundFault.Tls);
        reply.Sent.ShouldBe(OutboundSent.Nothing);
    }

    [Fact]
    public async Task No_proxy_of_the_environment_and_no_cookie_is_used()
    {
        await using var trap = RawServer.Trap();
        await using var server = RawServer.Saying("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
        Environment.SetEnvironmentVariable("http_proxy", trap.Url);
        try
        {
            using var outbound = Outbound(server.Port);
            await outbound.Send(OutboundRequest.Get(server.Url, "test"), default);
            await outbound.Send(OutboundRequest.Get(server.Url, "test"), default);
        }
        finally
        {
            Environment.SetEnvironmentVariable("http_proxy", null);
        }

        trap.Connections.ShouldBe(0);
        server.Heads.Count.ShouldBe(2);
        server.Heads.ShouldAllBe(head => !head.Contains("Cookie", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_not_a_fault()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = RawServer.Start(call =>
        {
            cancel.Cancel();
            return call.Hang();
        });
        using var outbound = Outbound(server.Port);
        await Should.ThrowAsync<OperationCanceledException>(outbound.Send(OutboundRequest.Get(server.Url, "test"), cancel.Token));
    }

    [Fact]
    public async Task A_header_with_a_line_break_never_leaves()
    {
        await using var server = RawServer.Trap();
        using var outbound = Outbound(server.Port);
        var request = OutboundRequest.Get(server.Url, "test") with { Headers = [new("X", "a\r\nY: b")] };
        await Should.ThrowAsync<ArgumentException>(outbound.Send(request, default));
        server.Connections.ShouldBe(0);
    }

    private OutboundHttp Outbound(int port) => new(new OutboundOptions { AllowedPrivate = [$"127.0.0.1:{port}"] }, _time);

    private static byte[] Bomb(string encoding, int size)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            _ => new ZLibStream(packed, CompressionLevel.Fastest),
        })
        {
            var zeros = new byte[1024 * 1024];
            for (var written = 0; written < size; written += zeros.Length)
            {
                packer.Write(zeros);
            }
        }

        return packed.ToArray();
    }

    /// <summary>A port that answers a TLS hello with plain text.</summary>
    private sealed class PlainPort : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public PlainPort()
        {
            _listener.Start();
            _ = Answer();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose() => _listener.Dispose();

        private async Task Answer()
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
        }
    }
}
