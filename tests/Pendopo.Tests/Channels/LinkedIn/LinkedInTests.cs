using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.LinkedIn;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.StandIns.LinkedIn;

namespace Pendopo.Tests.Channels.LinkedIn;

/// <summary>A centre with a page on LinkedIn beside a stand-in of its own for each test. What is kept of the page stands in one place for all nodes.</summary>
public abstract class LinkedInTests : IAsyncLifetime
{
    private readonly OutboundHttp outbound = new(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] }, TimeProvider.System);
    private readonly Centre centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "en", Melati.Now);
    private readonly Lock row = new();
    private Channel channel = null!;

    private protected ManualTime Clock { get; } = new(Melati.Now);

    private protected LinkedInStandIn LinkedIn { get; private set; } = null!;

    private protected LinkedInConnector Connector { get; set; } = null!;

    private protected ConnectedAccount Account { get; set; } = null!;

    private protected string Stored { get; set; } = "";

    private protected LinkedInKeys Keys => JsonSerializer.Deserialize<LinkedInKeys>(Stored)!;

    public async Task InitializeAsync()
    {
        LinkedIn = await LinkedInStandIn.StartAsync(Clock);
        channel = Channel.Connect(centre.Id, LinkedInConnector.NetworkName, "Puskesmas Melati", LinkedInStandIn.Page, credentials: null, Melati.Now);
        Connector = Node();
        Connect();
    }

    public async Task DisposeAsync()
    {
        outbound.Dispose();
        await LinkedIn.DisposeAsync();
    }

    /// <summary>The page as a person connects it now.</summary>
    private protected void Connect()
    {
        var (access, refresh) = LinkedIn.Tokens.Pair();
        Stored = JsonSerializer.Serialize(new LinkedInKeys(LinkedInStandIn.Page, "Puskesmas Melati", access, Clock.GetUtcNow().AddDays(60), refresh, refresh.Length > 0 ? Clock.GetUtcNow().AddDays(365) : null, LinkedInSignIn.Needed));
        Account = Open();
    }

    /// <summary>The program as one more node runs it: it shares only what is kept.</summary>
    private protected LinkedInConnector Node()
    {
        var values = new ConfigurationBuilder().AddInMemoryCollection(
            [new(LinkedInSettings.ServerKey, LinkedIn.Url), new(LinkedInSettings.DialogKey, LinkedIn.Url), new(LinkedInSettings.ClientIdKey, LinkedInStandIn.ClientId), new(LinkedInSettings.SecretKey, LinkedInStandIn.ClientSecret)]).Build();
        var settings = new LinkedInSettings(values, new EphemeralDataProtectionProvider(), new(values));
        var api = new LinkedInApi(outbound, settings);
        var calls = new LinkedInCalls(api, Clock);
        var outcomes = new LinkedInOutcomes(calls, Clock);
        var talk = new Pendopo.Channels.LinkedIn.LinkedInTalk(calls, outcomes, Clock);
        return new(calls, new(calls, outcomes, new(api, calls, outcomes, new(api, calls, outcomes, Clock), Clock), talk, Clock), talk, settings, Clock);
    }

    /// <summary>The account as a job opens it.</summary>
    private protected ConnectedAccount Open() => new(channel, centre, Stored, _ => Task.FromResult(Stored), (change, _) =>
    {
        lock (row)
            return Task.FromResult(change(Stored) is { } renewed ? Stored = renewed : Stored);
    });

    /// <summary>Publishes and waits where the network makes something ready.</summary>
    private protected async Task<SendOutcome> Publish(OutgoingPost post)
    {
        var outcome = await Connector.Publish(Account, post, default);
        for (var look = 0; look < 9 && outcome is SendOutcome.RetryAt { When: { } when }; look++)
        {
            Clock.Advance(when - Clock.GetUtcNow());
            outcome = await Connector.Publish(Account, post, default);
        }
        return outcome;
    }

    private protected OutgoingPost Post(string text = "Jadwal imunisasi hari ini", params OutgoingImage[] images) => Melati.Post(text, images) with { IntendedAt = Clock.GetUtcNow() };

    private protected static OutgoingImage Photo(string alt = "Bidan Ayu memeriksa seorang anak") => Melati.Image([1, 2, 3, 4], alt);
}
