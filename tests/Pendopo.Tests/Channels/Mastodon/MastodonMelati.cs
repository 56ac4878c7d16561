using System.Text.Json;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Mastodon;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Mastodon;

namespace Pendopo.Tests.Channels.Mastodon;

/// <summary>Puskesmas Melati with an account on a server with the Mastodon API.</summary>
internal sealed class MastodonMelati : IDisposable
{
    private readonly OutboundHttp outbound;
    private readonly Centre centre;
    private readonly Channel channel;
    private string kept;

    public MastodonMelati(MastodonStandIn server, ManualTime clock, bool keepsKeys = true)
    {
        outbound = new(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] }, TimeProvider.System);
        centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "en", Melati.Now);
        var keys = new MastodonKeys(server.Url, server.Auth.Stands(), MastodonStandIn.Number(MastodonStandIn.Account), "@melati@sosial.example", ["read", "write"], keepsKeys, MastodonBounds.Usual);
        channel = Channel.Connect(centre.Id, MastodonConnector.NetworkName, keys.Handle, keys.Name, credentials: null, clock.GetUtcNow());
        kept = JsonSerializer.Serialize(keys);
        Connector = Make(clock);
        Account = Open();
    }

    public ConnectedAccount Account { get; private set; }

    public MastodonConnector Connector { get; private set; }

    public Task<SendOutcome> Publish(OutgoingPost post) => Connector.Publish(Account, post, default);

    /// <summary>The program starts anew: what was only in memory is gone.</summary>
    public void Restart(ManualTime clock) => (Connector, Account) = (Make(clock), Open());

    public void Dispose() => outbound.Dispose();

    private MastodonConnector Make(ManualTime clock)
    {
        var (api, outcomes) = (new MastodonApi(outbound, clock), new MastodonOutcomes(clock));
        var instances = new MastodonInstances(api, clock);
        return new(api, new(api, outcomes, new(api), new(api, outcomes, instances, clock), instances, clock), new(api, clock), instances, outcomes);
    }

    private ConnectedAccount Open() => new(channel, centre, kept, (renewed, _) =>
    {
        kept = renewed;
        return Task.CompletedTask;
    }, _ => Task.FromResult(kept));
}
