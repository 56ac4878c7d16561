using System.Buffers;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Pendopo.Platform.Mail.Smtp;

/// <summary>The connection below the words: opens it, hides it, reads answers and writes lines, each within its time.</summary>
internal sealed class SmtpWire : IAsyncDisposable
{
    private readonly TcpClient socket;
    private readonly TimeProvider time;
    private readonly byte[] buffer = new byte[4096];
    private Stream stream;
    private int at, end;

    private SmtpWire(TcpClient socket, TimeProvider time) => (this.socket, this.time, stream) = (socket, time, socket.GetStream());

    public bool IsHidden => stream is SslStream;

    public static async Task<SmtpWire> Dial(string host, int port, TimeSpan patience, TimeProvider time, CancellationToken cancel)
    {
        var dialled = new TcpClient { NoDelay = true };
        try
        {
            await Within(patience, time, async token => await dialled.ConnectAsync(host, port, token), cancel);
            return new(dialled, time);
        }
        catch
        {
            dialled.Dispose();
            throw;
        }
    }

    /// <summary>From now on nobody on the way reads along. The server's certificate must be of its name.</summary>
    public async Task Hide(string host, TimeSpan patience, CancellationToken cancel)
    {
        // What came in the clear before it is not taken for the server's (RFC 3207 section 6).
        (at, end) = (0, 0);
        var hidden = new SslStream(stream);
        stream = hidden;
        await Within(patience, time, async token => await hidden.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, EnabledSslProtocols = SslProtocols.None }, token), cancel);
    }

    public Task Write(ReadOnlyMemory<byte> bytes, TimeSpan patience, CancellationToken cancel) => Within(patience, time, async token =>
    {
        await stream.WriteAsync(bytes, token);
        await stream.FlushAsync(token);
    }, cancel);

    public Task Say(string line, TimeSpan patience, CancellationToken cancel) => Write(Encoding.ASCII.GetBytes(line + "\r\n"), patience, cancel);

    public async Task<SmtpReply> Read(TimeSpan patience, CancellationToken cancel)
    {
        SmtpReply? reply = null;
        await Within(patience, time, async token => reply = await ReadReply(token), cancel);
        return reply!;
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        socket.Dispose();
    }

    private async Task<SmtpReply> ReadReply(CancellationToken cancel)
    {
        var lines = new List<string>();
        while (lines.Count < SmtpReply.MostLines)
        {
            var line = await ReadLine(cancel);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code is < 200 or > 599)
                throw new SmtpTrouble("It does not speak SMTP.");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
                return new(code, lines);
        }
        throw new SmtpTrouble("Its answer does not end.");
    }

    private async Task<string> ReadLine(CancellationToken cancel)
    {
        var line = new ArrayBufferWriter<byte>();
        while (line.WrittenCount < SmtpReply.LineLength)
        {
            if (at == end)
            {
                (at, end) = (0, await stream.ReadAsync(buffer, cancel));
                if (end == 0)
                    throw new SmtpTrouble("It hung up.");
            }
            var rest = buffer.AsSpan(at, end - at);
            var stop = rest.IndexOf((byte)'\n');
            line.Write(stop < 0 ? rest : rest[..stop]);
            at += stop < 0 ? rest.Length : stop + 1;
            if (stop >= 0)
                return Encoding.Latin1.GetString(line.WrittenSpan).TrimEnd('\r');
        }
        throw new SmtpTrouble("Its line does not end.");
    }

    private static async Task Within(TimeSpan patience, TimeProvider time, Func<CancellationToken, Task> act, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await act(either.Token);
        }
        catch (OperationCanceledException error) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new SmtpTrouble($"It did not answer within {patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s.", error);
        }
        catch (Exception error) when (error is SocketException or AuthenticationException or ObjectDisposedException || (error is IOException && error is not SmtpTrouble))
        {
            throw new SmtpTrouble(error is AuthenticationException ? "Its certificate is not of its name, or it does not speak TLS." : "The connection broke.", error);
        }
    }
}
