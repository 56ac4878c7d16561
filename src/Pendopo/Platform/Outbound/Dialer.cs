using System.Net;
using System.Net.Sockets;

namespace Pendopo.Platform.Outbound;

/// <summary>Opens connections: looks a name up once, checks all its addresses, and dials only what was checked (no second look-up to rebind).</summary>
internal sealed class Dialer(OutboundOptions options, DialRules rules, TimeProvider time, bool privateAllowed)
{
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        var url = context.InitialRequestMessage.RequestUri!;
        try
        {
            var addresses = await LookUp(context.DnsEndPoint.Host, both.Token);
            if (rules.CheckAddresses(url, addresses, privateAllowed) is { } fault)
            {
                throw new DialRefusedException(fault);
            }

            return await Dial(addresses, context.DnsEndPoint.Port, both.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new DialRefusedException(OutboundFault.TimedOutBeforeSent);
        }
    }

    private async Task<IPAddress[]> LookUp(string host, CancellationToken cancel)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            return [literal];
        }

        try
        {
            var found = await options.Resolve(host, cancel);
            return found.Length > 0 ? found : throw new DialRefusedException(OutboundFault.NameNotFound);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            throw new DialRefusedException(OutboundFault.NameNotFound, failure);
        }
    }

    private static async Task<Stream> Dial(IPAddress[] addresses, int port, CancellationToken cancel)
    {
        SocketException? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException failure)
            {
                last = failure;
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new DialRefusedException(OutboundFault.ConnectFailed, last);
    }
}

/// <summary>Carries a fault out of the connect callback; it never leaves <see cref="OutboundHttp"/>.</summary>
internal sealed class DialRefusedException(OutboundFault fault, Exception? inner = null) : Exception(fault.ToString(), inner)
{
    public OutboundFault Fault { get; } = fault;
}
