using System.Globalization;
using System.Text.Json;

namespace Pendopo.Testing;

/// <summary>A mail as it arrived: the envelope, what the reader sees, and the headers in lower case.</summary>
internal sealed record ReceivedMail(
    string EnvelopeFrom,
    string[] EnvelopeTo,
    string? From,
    string[] To,
    string? Subject,
    string? MessageId,
    string? Text,
    string? Html,
    Dictionary<string, string> Headers,
    ReceivedFile[] Files);

/// <summary>A file that came with a mail.</summary>
internal sealed record ReceivedFile(string Name, string Mime, string Base64);

/// <summary>A mail server that keeps what it gets.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private const int Patience = 60_000;
    private readonly NodePeer peer;

    private SmtpSink(NodePeer peer) => this.peer = peer;

    public static string Host => "127.0.0.1";

    public int Port => int.Parse(peer["smtpPort"], CultureInfo.InvariantCulture);

    public static async Task<SmtpSink> StartAsync() => new(await NodePeer.StartAsync("smtp-sink.mjs"));

    /// <summary>Mails to one address; returns as soon as there are <paramref name="count"/>, and fails when they do not come.</summary>
    public async Task<ReceivedMail[]> MailsToAsync(string address, int count = 1)
    {
        var query = $"to={Uri.EscapeDataString(address)}&count={count}&milliseconds={Patience}";
        var found = (await PeerClient.GetAsync($"{peer["control"]}/mails?{query}")).Deserialize<ReceivedMail[]>(JsonSerializerOptions.Web)!;
        return found.Length >= count
            ? found
            : throw new InvalidOperationException($"{found.Length} of {count} mails to {address} arrived. The sink says:{Environment.NewLine}{peer.Output}");
    }

    /// <summary>Makes the server refuse a recipient with an SMTP reply code such as 450 (for now) or 550 (for good).</summary>
    public Task RefuseAsync(string address, int code) => PeerClient.PostAsync($"{peer["control"]}/refusals", new { to = address, code });

    /// <summary>Forgets the mails and the refusals.</summary>
    public Task ClearAsync() => PeerClient.DeleteAsync($"{peer["control"]}/mails");

    public ValueTask DisposeAsync() => peer.DisposeAsync();
}
