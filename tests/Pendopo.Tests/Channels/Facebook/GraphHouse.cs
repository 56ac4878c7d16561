using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Pendopo.Channels.Graph;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.Channels.Facebook;

/// <summary>The shared client of the Graph API beside a stand-in, on one clock.</summary>
internal sealed class GraphHouse : IDisposable
{
    private readonly OutboundHttp outbound;

    public GraphHouse(GraphStandIn graph, TimeProvider time)
    {
        outbound = new(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] }, TimeProvider.System);
        var values = new ConfigurationBuilder().AddInMemoryCollection(Values(graph.Url)).Build();
        Settings = new(values, new EphemeralDataProtectionProvider(), new(values));
        Usage = new(time);
        Api = new(outbound, Settings, Usage);
        Outcomes = new(Usage, time);
        Checking = new(Api, Settings, time);
    }

    public GraphSettings Settings { get; }

    public Pendopo.Channels.Graph.GraphUsage Usage { get; }

    public GraphApi Api { get; }

    public GraphOutcomes Outcomes { get; }

    public GraphChecking Checking { get; }

    public static Dictionary<string, string?> Values(string url) => new()
    {
        [GraphSettings.ServerKey] = url, [GraphSettings.DialogKey] = url, [GraphSettings.AppIdKey] = GraphStandIn.AppId, [GraphSettings.SecretKey] = GraphStandIn.AppSecret,
    };

    public void Dispose() => outbound.Dispose();
}
