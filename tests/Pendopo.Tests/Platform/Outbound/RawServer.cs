using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pendopo.Tests.Platform.Outbound;

/// <summary>A real server on a loopback port that says exactly the bytes a test gives it, and counts who came.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<RawCall, Task> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private int _connections;

    private RawServer(Func<RawCall, Task> answer, IPAddress address)
    {
        _answer = answer;
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _loop = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    public string Url => $"http://127.0.0.1:{Port}";

    public List<string> Heads { get; } = [];

    public static RawServer Start(Func<RawCall, Task> answer, IPAddress? address = null) => new(answer, address ?? IPAddress.Loopback);

    public static RawServer Saying(string response) => Start(call => call.Write(response));

    /// <summary>A listener that no packet must reach.</summary>
    public static RawServer Trap(IPAddress? address = null) => Start(call => call.Write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret"), address);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _ = Serve(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ReadHead(stream) is { } head)
                {
                    lock (Heads)
                    {
                        Heads.Add(head);
                    }

                    var call = new RawCall(client, stream, head, _stop.Token);
                    await _answer(call);
                    if (call.Closed)
                    {
                        return;
                    }
                }
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The caller went away, which many of these tests provoke.
            }
        }
    }

    private async Task<string?> ReadHead(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            // The hello of TLS (RFC 8446 section 5.1): nothing here answers it.
            if (head.Length == 0 && one[0] == 0x16)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var length = head.ToString().Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var body = new byte[length is null ? 0 : int.Parse(length.Split(':')[1])];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return head + Encoding.UTF8.GetString(body);
    }
}

internal sealed class RawCall(TcpClient client, NetworkStream stream, string head, CancellationToken stopped)
{
    public string Head => head;

    public string Path => head.Split(' ')[1];

    public CancellationToken Stopped => stopped;

    public bool Closed { get; private set; }

    public Task Write(string text) => Write(Encoding.Latin1.GetBytes(text));

    public Task Write(byte[] bytes) => stream.WriteAsync(bytes, stopped).AsTask();

    public Task Hang() => Task.Delay(Timeout.Infinite, stopped);

    /// <summary>Closes with RST.</summary>
    public void Reset()
    {
        client.Client.LingerState = new LingerOption(true, 0);
        client.Close();
        Closed = true;
    }

    public void Close()
    {
        client.Close();
        Closed = true;
    }
}
