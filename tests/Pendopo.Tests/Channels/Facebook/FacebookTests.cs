using System.Text.Json;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Facebook;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Channels.Everywhere;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.Channels.Facebook;

/// <summary>A centre with a page on Facebook beside a stand-in of its own for each test.</summary>
public abstract class FacebookTests : IAsyncLifetime
{
    private protected ManualTime Clock { get; } = new(Melati.Now);

    private protected GraphStandIn Graph { get; private set; } = null!;

    private protected GraphHouse House { get; private set; } = null!;

    private protected FacebookConnector Connector { get; private set; } = null!;

    /// <summary>The account as it was opened last.</summary>
    private protected ConnectedAccount Account { get; private set; } = null!;

    private FacebookKeys kept = null!;

    public async Task InitializeAsync()
    {
        Graph = await GraphStandIn.StartAsync(Clock);
        House = new(Graph, Clock);
        Connector = new(new(House.Api, House.Outcomes, new(House.Api, House.Outcomes, new(House.Api, House.Outcomes, Clock), new(House.Api, House.Outcomes), Clock), new(House.Api, House.Outcomes), Clock), new(House.Api, House.Outcomes, Clock), new(House.Api, Clock), new(House.Api), House.Checking, new(House.Api, House.Outcomes));
        kept = new(PageStandIn.Id, PageStandIn.Name, Graph.Tokens.ForPage(), []);
        Restart();
    }

    public async Task DisposeAsync()
    {
        House.Dispose();
        await Graph.DisposeAsync();
    }

    private protected static ConnectedAccount Open(string token)
    {
        var centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "en", Melati.Now);
        var channel = Channel.Connect(centre.Id, FacebookConnector.NetworkName, PageStandIn.Name, PageStandIn.Id, credentials: null, Melati.Now);
        return new(channel, centre, JsonSerializer.Serialize(new FacebookKeys(PageStandIn.Id, PageStandIn.Name, token, [])), (_, _) => Task.CompletedTask, _ => Task.FromResult(""));
    }

    /// <summary>Opens the account as its row holds it: what was not kept is gone.</summary>
    private protected void Restart()
    {
        var fresh = Open(kept.Token);
        Account = new(fresh.Channel, fresh.Centre, JsonSerializer.Serialize(kept), (renewed, _) =>
        {
            kept = JsonSerializer.Deserialize<FacebookKeys>(renewed)!;
            return Task.CompletedTask;
        }, _ => Task.FromResult(JsonSerializer.Serialize(kept)));
    }

    private protected Task<SendOutcome> Publish(OutgoingPost post) => Connector.Publish(Account, post, default);

    private protected OutgoingPost Post(string text = "Jadwal imunisasi hari ini", params OutgoingImage[] images) => Melati.Post(text, images) with { IntendedAt = Clock.GetUtcNow() };

    /// <summary>An upright video, whose bytes are 0, 1, 2 …</summary>
    private protected static OutgoingVideo Film(int size = 25)
    {
        var bytes = Enumerable.Range(0, size).Select(number => (byte)number).ToArray();
        return new("https://melati.example/film/1", "video/mp4", size, 480, 854, 20, "f1", "", _ => Task.FromResult<Stream>(new MemoryStream(bytes)));
    }

    private protected OutgoingPost FilmPost(Placement placement, string text = "Cuci tangan enam langkah", int size = 25) =>
        Post(placement == Placement.Story ? "" : text) with { Placement = placement, Video = Film(size) };

    private protected Task<SendOutcome> Drive(OutgoingPost post, bool killed = false) =>
        new ByItsRules(Clock, () => Publish(post), () => Connector.Reconcile(Account, post, default)) { Restart = Restart }.Drive(killed);

    private protected static OutgoingImage Photo(int bytes = 40, string alt = "Bidan Ayu memeriksa seorang anak") =>
        Melati.Image([0xFF, 0xD8, 0xFF, 0xE0, .. new byte[bytes]], alt) with { MediaType = "image/jpeg" };
}
