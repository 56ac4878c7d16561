using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Pendopo.Testing;

/// <summary>A letter as it arrived.</summary>
internal sealed record ReceivedLetter(string? EnvelopeFrom, string? Subject, string? FromName, string? Text, string? Html, string? MessageId, Dictionary<string, string>? Headers, string? Raw);

/// <summary>What an independent library says of a signature.</summary>
internal sealed record JudgedSignature(string Result, string? Domain, string? Comment, string? Signed);

internal sealed record JudgedLetter(JudgedSignature[] Whole, JudgedSignature[] Changed);

/// <summary>A mail server that counts letters and checks their signatures.</summary>
internal sealed class LetterSink : IAsyncDisposable
{
    private const int Patience = 90_000;
    private static readonly ConcurrentDictionary<string, Lazy<Task<LetterSink>>> Shared = new(StringComparer.Ordinal);
    private readonly NodePeer peer;

    private LetterSink(NodePeer peer) => this.peer = peer;

    public static string Host => "127.0.0.1";

    public int Port => int.Parse(peer["smtpPort"], CultureInfo.InvariantCulture);

    /// <param name="slow">Milliseconds that it thinks over each mail.</param>
    public static async Task<LetterSink> StartAsync(int slow = 0) => new(await NodePeer.StartAsync("letter-sink.mjs", "--slow", slow.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The one of this run for tests that go one after the other, as if nothing had come to it; started by the first that asks. It ends with the run.</summary>
    /// <param name="row">Names those that go one after the other.</param>
    public static async Task<LetterSink> SharedAsync(string row)
    {
        var sink = await Shared.GetOrAdd(row, _ => new(() => StartAsync())).Value;
        await PeerClient.PostAsync($"{sink.peer["control"]}/reset");
        return sink;
    }

    /// <summary>How many mails each recipient got.</summary>
    public async Task<Dictionary<string, int>> CountsAsync() => (await PeerClient.GetAsync($"{peer["control"]}/counts")).GetProperty("counts").Deserialize<Dictionary<string, int>>()!;

    /// <summary>The last mail to an address; empty when none came.</summary>
    public async Task<ReceivedLetter> LetterToAsync(string address) => (await PeerClient.GetAsync($"{peer["control"]}/mail?to={Uri.EscapeDataString(address)}")).Deserialize<ReceivedLetter>(JsonSerializerOptions.Web)!;

    public async Task<JudgedLetter> JudgeAsync(string address) => (await PeerClient.GetAsync($"{peer["control"]}/verify?to={Uri.EscapeDataString(address)}")).Deserialize<JudgedLetter>(JsonSerializerOptions.Web)!;

    /// <summary>Begins a stretch that is measured.</summary>
    public Task BegunAsync() => PeerClient.PostAsync($"{peer["control"]}/segment");

    /// <summary>Returns when so many mails are there; fails when they do not come.</summary>
    public async Task ReachedAsync(int total)
    {
        var there = (await PeerClient.GetAsync($"{peer["control"]}/reached?total={total}&milliseconds={Patience}")).GetProperty("total").GetInt32();
        if (there < total)
            throw new InvalidOperationException($"{there} of {total} letters arrived.");
    }

    /// <summary>Mails a second within the stretches, from the first to the last of each.</summary>
    public async Task<double> RateAsync() => (await PeerClient.GetAsync($"{peer["control"]}/rate")).GetProperty("rate").GetDouble();

    /// <summary>Has its checks find this TXT record.</summary>
    public Task KnowAsync(string name, string value) => PeerClient.PostAsync($"{peer["control"]}/dns", new { name, value });

    /// <summary>Makes it refuse a recipient by this code; 0 lifts it.</summary>
    public Task RefuseAsync(string to, int code) => PeerClient.PostAsync($"{peer["control"]}/refusals", new { to, code });

    /// <summary>Makes it refuse every sender by this code; 0 lifts it.</summary>
    public Task RefuseSendersAsync(int code) => PeerClient.PostAsync($"{peer["control"]}/senders", new { code });

    public ValueTask DisposeAsync() => peer.DisposeAsync();
}
