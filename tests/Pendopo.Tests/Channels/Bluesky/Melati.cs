using System.Text.Json;
using Pendopo.Channels.Bluesky;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Tests.Channels.Bluesky;

/// <summary>Puskesmas Melati with an account on a server of the AT Protocol.</summary>
internal sealed class Melati : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
    private readonly OutboundHttp outbound;
    private readonly Lock row = new();
    private readonly Centre centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "en", Now);

    public Melati(Session session, Action<Session>? kept = null, DateTimeOffset? connectedAt = null, TimeProvider? time = null)
    {
        outbound = new(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] }, time ?? TimeProvider.System);
        Xrpc = new Xrpc(outbound, time ?? TimeProvider.System);
        Stored = session;
        Channel = Channel.Connect(centre.Id, BlueskyConnector.NetworkName, session.Handle, session.Did, credentials: null, connectedAt ?? Now);
        Account = Open(kept);
        var calls = new SignedCalls(Xrpc, time ?? TimeProvider.System);
        Connector = new BlueskyConnector(calls, new Writing(calls), new Listening(calls), new Searching(calls), new Tending(calls, time ?? TimeProvider.System));
    }

    public Xrpc Xrpc { get; }

    public Channel Channel { get; }

    public ConnectedAccount Account { get; }

    public BlueskyConnector Connector { get; }

    /// <summary>What is kept of the account: the row that all nodes share.</summary>
    public Session Stored { get; set; }

    public static Melati On(FakePds pds, Action<Session>? kept = null) => new(new Session(FakePds.Did, "melati.test", pds.Url, pds.Access, pds.Refresh), kept);

    public ConnectedAccount Open(Action<Session>? kept = null) => new(
        Channel,
        centre,
        JsonSerializer.Serialize(Stored),
        _ => Task.FromResult(JsonSerializer.Serialize(Stored)),
        (change, _) => Task.FromResult(Change(change, kept)));

    /// <summary>What somebody else keeps between this node's claim and the server's answer to it.</summary>
    public Session? RenewedMeanwhile { get; set; }

    private string Change(Func<string, string?> change, Action<Session>? kept)
    {
        lock (row)
        {
            var seen = JsonSerializer.Serialize(Stored);
            if (change(seen) is { } renewed)
            {
                Stored = JsonSerializer.Deserialize<Session>(seen = renewed)!;
                kept?.Invoke(Stored);
            }
            (Stored, RenewedMeanwhile) = (RenewedMeanwhile ?? Stored, null);
            return seen;
        }
    }

    public static OutgoingPost Post(string text = "Jadwal imunisasi hari ini", params OutgoingImage[] images) => new()
    {
        Key = Guid.CreateVersion7(),
        IntendedAt = Now,
        Revision = 1,
        Title = "Jadwal imunisasi",
        Text = text,
        Html = $"<p>{text}</p>",
        Url = "https://melati.example/@melati/posts/jadwal",
        Language = "id",
        Tags = ["Imunisasi"],
        Images = images,
    };

    public static OutgoingImage Image(byte[] bytes, string alt = "Bidan Ayu memeriksa seorang anak") =>
        new("https://melati.example/files/1", "image/png", 640, 480, alt, _ => Task.FromResult<Stream>(new MemoryStream(bytes)));

    public static OutgoingReply Answer(RemoteRef to, RemoteRef root, string text = "Buka pukul 08.00.") =>
        new(Guid.CreateVersion7(), Now, to, root, new("did:plc:rina", "rina.test", "Rina", null), text, "id", Private: false);

    public void Dispose() => outbound.Dispose();
}
