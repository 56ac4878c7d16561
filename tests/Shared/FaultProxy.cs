using System.Net;
using System.Net.Sockets;

namespace Pendopo.Testing;

/// <summary>How a network fails.</summary>
public enum NetworkFault
{
    None,

    /// <summary>Nobody listens any more.</summary>
    Refuses,

    /// <summary>The connection is taken, and nothing is ever read or said.</summary>
    Hangs,

    /// <summary>The request is read and passed on; the connection then stays open and silent.</summary>
    HalfOpen,

    /// <summary>The answer comes one byte a second.</summary>
    Trickles,

    /// <summary>The connection is reset after the first bytes of the answer.</summary>
    ResetsInAnswer,

    /// <summary>The other side did what was asked, and its answer is lost: reset.</summary>
    LosesAnswer,

    /// <summary>Everything comes a second late.</summary>
    IsLate,

    /// <summary>What is answered is noise.</summary>
    Babbles,
}

/// <summary>Stands between the program and a server on loopback and fails as networks do. Open connections fail too when the fault is set.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim met = new(0);
    private readonly byte[] lostAfter;
    private readonly int target;
    private TcpListener listener;
    private CancellationTokenSource round = new();
    private volatile NetworkFault fault;

    /// <param name="target">The port of the server behind.</param>
    /// <param name="lostAfter">What the client says before the answer that <see cref="NetworkFault.LosesAnswer"/> loses; the first answer when empty.</param>
    public FaultProxy(int target, byte[]? lostAfter = null)
    {
        (this.target, this.lostAfter) = (target, lostAfter ?? []);
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = Accept(listener);
    }

    public int Port { get; }

    public NetworkFault Fault
    {
        get => fault;
        set
        {
            // Kept connections would hide a fault that begins between two requests.
            round.Cancel();
            round = new();
            if (value == NetworkFault.Refuses)
                listener.Stop();
            else if (fault == NetworkFault.Refuses)
                Listen();
            fault = value;
        }
    }

    /// <summary>Returns when one more connection has met the fault that is set.</summary>
    public Task Met(TimeSpan within) => met.WaitAsync(within);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await round.CancelAsync();
        listener.Stop();
    }

    private void Listen()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        _ = Accept(listener);
    }

    private async Task Accept(TcpListener from)
    {
        try
        {
            while (true)
                _ = Serve(await from.AcceptTcpClientAsync(stop.Token), fault, round.Token);
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // It refuses from here on, or the test is over.
        }
    }

    private async Task Serve(TcpClient client, NetworkFault how, CancellationToken cancel)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                if (how == NetworkFault.Hangs)
                {
                    met.Release();
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
                }
                await server.ConnectAsync(IPAddress.Loopback, target, cancel);
                var heard = new Heard(lostAfter);
                var up = Up(client.GetStream(), server.GetStream(), how, heard, cancel);
                await Task.WhenAny(up, Down(server.GetStream(), client, how, heard, cancel));
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // One of the two sides went, or the fault did it.
            }
        }
    }

    private static async Task Up(NetworkStream from, NetworkStream to, NetworkFault how, Heard heard, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0;)
        {
            if (how == NetworkFault.IsLate)
                await Task.Delay(Second, cancel);
            heard.Take(buffer.AsSpan(0, read));
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
    }

    private async Task Down(NetworkStream from, TcpClient client, NetworkFault how, Heard heard, CancellationToken cancel)
    {
        var (to, buffer) = (client.GetStream(), new byte[16 * 1024]);
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0;)
        {
            var answer = buffer.AsMemory(0, read);
            if (how is not (NetworkFault.None or NetworkFault.IsLate) && heard.IsAll && await Fails(client, answer, how, cancel))
                return;
            if (how == NetworkFault.IsLate)
                await Task.Delay(Second, cancel);
            await to.WriteAsync(answer, cancel);
        }
    }

    /// <summary>True when the connection is over with it.</summary>
    private async Task<bool> Fails(TcpClient client, ReadOnlyMemory<byte> answer, NetworkFault how, CancellationToken cancel)
    {
        var to = client.GetStream();
        met.Release();
        switch (how)
        {
            case NetworkFault.HalfOpen:
                await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
                return true;
            case NetworkFault.Trickles:
                for (var i = 0; i < answer.Length; i++)
                {
                    await to.WriteAsync(answer.Slice(i, 1), cancel);
                    await Task.Delay(Second, cancel);
                }
                return false;
            case NetworkFault.ResetsInAnswer:
                await to.WriteAsync(answer[..Math.Min(20, answer.Length)], cancel);
                Reset(client);
                return true;
            case NetworkFault.Babbles:
                var noise = new byte[512];
                Random.Shared.NextBytes(noise);
                await to.WriteAsync(noise, cancel);
                return true;
            default:
                Reset(client);
                return true;
        }
    }

    // With nothing to linger for, closing sends a reset instead of an end (socket(7), SO_LINGER).
    private static void Reset(TcpClient client)
    {
        client.Client.LingerState = new(enable: true, seconds: 0);
        client.Close();
    }

    /// <summary>Whether the client has said the words whose answer counts.</summary>
    private sealed class Heard(byte[] words)
    {
        private readonly List<byte> last = [];
        private volatile bool all = words.Length == 0;

        public bool IsAll => all;

        public void Take(ReadOnlySpan<byte> said)
        {
            if (all)
                return;
            last.AddRange(said);
            all = last.ToArray().AsSpan().IndexOf(words) >= 0;
            last.RemoveRange(0, Math.Max(0, last.Count - words.Length));
        }
    }
}
