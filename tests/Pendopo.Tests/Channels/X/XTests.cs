using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.X;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.StandIns.X;

namespace Pendopo.Tests.Channels.X;

/// <summary>A centre with an account on X beside a stand-in of its own for each test. What is kept of the account stands in one place for all nodes.</summary>
public abstract class XTests : IAsyncLifetime
{
    private readonly OutboundHttp outbound = new(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] }, TimeProvider.System);
    private readonly Centre centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "en", Melati.Now);
    private readonly Lock row = new();
    private Channel channel = null!;

    private protected ManualTime Clock { get; } = new(Melati.Now);

    private protected XStandIn X { get; private set; } = null!;

    private protected XConnector Connector { get; set; } = null!;

    private protected ConnectedAccount Account { get; set; } = null!;

    /// <summary>What is kept, as every node finds it.</summary>
    private protected string Stored { get; set; } = "";

    private protected XKeys Keys => JsonSerializer.Deserialize<XKeys>(Stored)!;

    public async Task InitializeAsync()
    {
        X = await XStandIn.StartAsync(Clock);
        channel = Channel.Connect(centre.Id, XConnector.NetworkName, "@" + XStandIn.Username, XStandIn.UserId, credentials: null, Melati.Now);
        Connector = Node();
        var (access, refresh) = X.Tokens.Pair();
        Stored = JsonSerializer.Serialize(new XKeys(XStandIn.UserId, XStandIn.Username, "Puskesmas Melati", access, Clock.GetUtcNow().AddHours(2), refresh, [.. XSignIn.Needed, XSignIn.Liking], Melati.Now));
        Account = Open();
    }

    public async Task DisposeAsync()
    {
        outbound.Dispose();
        await X.DisposeAsync();
    }

    /// <summary>The settings of the node that was made last.</summary>
    private protected IConfigurationRoot Values { get; private set; } = null!;

    /// <summary>The program as one more node runs it: it shares only what is kept.</summary>
    private protected XConnector Node()
    {
        Values = new ConfigurationBuilder().AddInMemoryCollection(
            [new(XSettings.ServerKey, X.Url), new(XSettings.DialogKey, X.Url), new(XSettings.ClientIdKey, XStandIn.ClientId), new(XSettings.SecretKey, XStandIn.ClientSecret)]).Build();
        var settings = new XSettings(Values, new EphemeralDataProtectionProvider(), new(Values));
        var usage = new XUsage(Clock);
        var calls = new XCalls(new XApi(outbound, settings), usage, Clock);
        var (outcomes, own) = (new XOutcomes(usage, Clock), new XOwnPosts(calls));
        return new(calls, new(calls, outcomes, new(calls, outcomes, new(calls, outcomes, Clock), Clock), own, Clock), new(calls, outcomes, own, Clock), new(calls, Clock), settings, Clock);
    }

    /// <summary>The account as a job opens it.</summary>
    private protected ConnectedAccount Open() => new(channel, centre, Stored, _ => Task.FromResult(Stored), (change, _) =>
    {
        lock (row)
            return Task.FromResult(change(Stored) is { } renewed ? Stored = renewed : Stored);
    });

    private protected Task<SendOutcome> Publish(OutgoingPost post) => Connector.Publish(Account, post, default);

    private protected OutgoingPost Post(string text = "Jadwal imunisasi hari ini", params OutgoingImage[] images) => Melati.Post(text, images) with { IntendedAt = Clock.GetUtcNow(), Title = "" };

    private protected static OutgoingImage Photo(string alt = "Bidan Ayu memeriksa seorang anak") => Melati.Image([1, 2, 3, 4], alt);

    private protected static OutgoingVideo Film(int bytes, int seconds = 30)
    {
        var content = new byte[bytes];
        new Random(5).NextBytes(content);
        return new("https://melati.example/files/v", "video/mp4", bytes, 640, 360, seconds, "", "", _ => Task.FromResult<Stream>(new MemoryStream(content)));
    }
}
