using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Pendopo.Channels;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox;
using Pendopo.Insights;
using Pendopo.Publishing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels;

/// <summary>Each network is called by a name that people know, wherever it is spoken of.</summary>
[Collection("rooms on sqlite")]
public sealed class NetworkNamesTests(SqliteApp app) : AppTests(app)
{
    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public void Every_network_has_a_name_in_every_room_that_speaks_of_it(string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var networks = App.Services.GetServices<IConnector>().Select(connector => connector.Network).ToList();
        networks.Count.ShouldBeGreaterThan(15);
        var nameless = networks.SelectMany(network => new[] { Of<ChannelsText>("network" + network), Of<PublishingText>("Network_" + network), Of<InboxText>("network" + network), Of<InsightsText>("network" + network) })
            .Where(name => name.ResourceNotFound).Select(name => name.Name).ToList();
        CultureInfo.CurrentUICulture = before;
        nameless.ShouldBeEmpty();
    }

    private LocalizedString Of<TRoom>(string key) => App.Services.GetRequiredService<IStringLocalizer<TRoom>>()[key];
}
