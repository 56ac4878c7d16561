using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace Pendopo.Tests.Platform.Outbound;

/// <summary>Hears of every socket of this process that begins a connection to one port, whatever the address: the runtime tells it before the
/// first packet leaves. So an attempt is found that no trap could see, because its address is nowhere near.</summary>
internal sealed class ConnectionBeginnings : EventListener
{
    private readonly string port;
    private readonly ConcurrentQueue<string> all = new();

    // Sources are told to the listener while its base is still being made: port is compared when events come, which is after.
    public ConnectionBeginnings(int port) => this.port = string.Create(CultureInfo.InvariantCulture, $"{{{port >> 8},{port & 255},");

    public IReadOnlyCollection<string> All => all;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Net.Sockets")
            EnableEvents(eventSource, EventLevel.Informational);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // The address is the text of a SocketAddress: family, length, then the bytes from the port on.
        if (eventData is { EventName: "ConnectStart", Payload: [string address, ..] } && port is not null && address.Contains(port, StringComparison.Ordinal))
            all.Enqueue(address);
    }
}
