using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Pendopo.Platform.Mail.Dns;

/// <summary>Asks the machine's own name server for TXT records, which .NET does not. UDP with room for a long key (RFC 6891).</summary>
internal sealed class TxtLookup(IConfiguration settings, TimeProvider time)
{
    /// <summary>Setting for the name server that is asked, `192.0.2.1` or `192.0.2.1:53`; the machine's own when empty.</summary>
    public const string ServerSetting = "Dns:Server";

    private const string Resolvers = "/etc/resolv.conf";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>The texts at a name, the parts of each put together; empty when there are none; null when nobody answered.</summary>
    public async Task<IReadOnlyList<string>?> Ask(string name, CancellationToken cancel)
    {
        if (Server() is not { } server)
            return null;
        var id = (ushort)RandomNumberGenerator.GetInt32(0x10000);
        using var socket = new UdpClient(server.AddressFamily);
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            socket.Connect(server);
            await socket.SendAsync(TxtQuestion.Write(id, name), either.Token);
            while (true)
            {
                var answer = await socket.ReceiveAsync(either.Token);
                if (TxtQuestion.IsAnswer(answer.Buffer, id))
                    return TxtQuestion.Read(answer.Buffer);
            }
        }
        catch (Exception error) when (error is SocketException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    private IPEndPoint? Server()
    {
        if (settings[ServerSetting] is { Length: > 0 } set)
            return IPEndPoint.TryParse(set, out var chosen) ? new(chosen.Address, chosen.Port == 0 ? 53 : chosen.Port) : null;
        if (!File.Exists(Resolvers))
            return null;
        var own = File.ReadLines(Resolvers).Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(words => words is ["nameserver", ..] && words.Length > 1);
        return own is not null && IPAddress.TryParse(own[1], out var address) ? new(address, 53) : null;
    }
}
