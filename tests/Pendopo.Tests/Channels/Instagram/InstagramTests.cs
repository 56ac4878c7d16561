using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Instagram;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Channels.Everywhere;
using Pendopo.Tests.Channels.Facebook;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.Channels.Instagram;

/// <summary>A centre with an account on Instagram beside a stand-in of its own for each test. What it keeps of the account lasts over a stop of the program.</summary>
public abstract class InstagramTests : IAsyncLifetime
{
    private InstagramKeys kept = null!;

    private protected ManualTime Clock { get; } = new(Melati.Now);

    private protected GraphStandIn Graph { get; private set; } = null!;

    private protected GraphHouse House { get; private set; } = null!;

    private protected InstagramConnector Connector { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Graph = await GraphStandIn.StartAsync(Clock);
        Graph.Media.Fetcher = url => Task.FromResult<byte[]?>(url.EndsWith("/1", StringComparison.Ordinal) ? [0xFF, 0xD8, 0xFF, 0xE0, 1] : null);
        House = new(Graph, Clock);
        var pictures = new FittedPictures(new EphemeralDataProtectionProvider(), new(new ConfigurationBuilder().Build()), Clock);
        Connector = new(new(House.Api, House.Outcomes, pictures, new(House.Api, House.Outcomes), Clock), new(House.Api, House.Outcomes, Clock), new(House.Api, Clock), new(House.Api), House.Checking, new(House.Api, House.Outcomes));
        kept = new(InstagramStandIn.Id, InstagramStandIn.Username, Graph.Tokens.ForPage(), []);
    }

    public async Task DisposeAsync()
    {
        House.Dispose();
        await Graph.DisposeAsync();
    }

    /// <summary>The account as the row holds it now.</summary>
    private protected ConnectedAccount Account()
    {
        var centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "en", Melati.Now);
        var channel = Channel.Connect(centre.Id, InstagramConnector.NetworkName, "@" + InstagramStandIn.Username, InstagramStandIn.Id, credentials: null, Melati.Now);
        return new(channel, centre, JsonSerializer.Serialize(kept), (renewed, _) =>
        {
            kept = JsonSerializer.Deserialize<InstagramKeys>(renewed)!;
            return Task.CompletedTask;
        }, _ => Task.FromResult(JsonSerializer.Serialize(kept)));
    }

    private protected Task<SendOutcome> Publish(OutgoingPost post) => Connector.Publish(Account(), post, default);

    private protected Task<SendOutcome> Reconcile(OutgoingPost post) => Connector.Reconcile(Account(), post, default);

    private protected OutgoingPost Post(string text = "Jadwal imunisasi", int pictures = 1) =>
        Melati.Post(text, [.. Enumerable.Range(0, pictures).Select(_ => Melati.Image([1]) with { MediaType = "image/jpeg" })]) with { IntendedAt = Clock.GetUtcNow() };

    private protected Task<SendOutcome> Drive(OutgoingPost post, bool killed = false) =>
        new ByItsRules(Clock, () => Publish(post), () => Reconcile(post)).Drive(killed);
}
