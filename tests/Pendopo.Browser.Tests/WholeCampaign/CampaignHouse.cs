using Pendopo.Browser.Tests.Harness;
using Pendopo.Channels.Fediverse;
using Pendopo.Testing;

namespace Pendopo.Browser.Tests.WholeCampaign;

/// <summary>One sample world for every walk through a campaign, and a reader on the fediverse who follows its centre.</summary>
public sealed class CampaignHouse : IAsyncLifetime
{
    internal LiveHouse House { get; private set; } = null!;

    internal FedifyPeer Sari { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var sari = FedifyPeer.StartAsync("sari");
        House = await LiveHouse.StartAsync(Database.Sqlite);
        Sari = await sari;
        await House.HurryAsync(new OpenFediverse());
        await using var officer = await Visitor.ArriveAsync(House);
        await officer.EnterAsAsync(House.Person("officer"));
        await officer.OpenAsync("/desk/channels");
        await officer.Page.ShowsAsync(officer.Page.GetByText("@melati@"));
        await Sari.FollowAsync($"{House.Address}/ap/users/melati");
        await Sari.ReceivedAsync("Accept");
    }

    public async Task DisposeAsync()
    {
        await House.DisposeAsync();
        await Sari.DisposeAsync();
    }
}
