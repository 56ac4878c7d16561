using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Fediverse;
using Pendopo.Platform.Outbound;
using Pendopo.Testing;
using Pendopo.Tests.Architecture;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Outbound;

/// <summary>Every address that leads into the house, given to everything in the program that calls an address somebody else wrote: no connection
/// is even begun. The trap listens on loopback; beginnings of connections to any other address are told by the runtime itself.</summary>
[Collection("sqlite")]
public sealed partial class EveryFetcherTests(EveryFetcherTests.House house) : IClassFixture<EveryFetcherTests.House>
{
    public static TheoryData<string> Names => [.. Fetchers.All.Select(fetcher => fetcher.Name)];

    private static IReadOnlyList<string> Addresses { get; } =
        [.. File.ReadLines(Repository.PathTo("tests", "Pendopo.Tests", "Platform", "Outbound", "inner-addresses.tsv")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')[0])];

    [Fact]
    public void The_list_holds_what_it_should()
    {
        Addresses.Count.ShouldBeGreaterThanOrEqualTo(150);
        Addresses.Distinct(StringComparer.Ordinal).Count().ShouldBe(Addresses.Count);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task No_fetcher_begins_a_connection_into_the_house(string name)
    {
        await using var scope = await house.App.ScopeOf("administrator");
        var fetch = Fetchers.All.Single(fetcher => fetcher.Name == name).Fetch;
        foreach (var pattern in Addresses)
            await fetch(scope.ServiceProvider, house.App, pattern.Replace("{0}", $"{house.Trap.Port}", StringComparison.Ordinal));
        house.ShouldBeUntouched();
    }

    [Theory, MemberData(nameof(Names))]
    public async Task No_fetcher_is_led_into_the_house_by_a_redirect(string name)
    {
        await using var scope = await house.App.ScopeOf("administrator");
        var fetch = Fetchers.All.Single(fetcher => fetcher.Name == name).Fetch;
        for (var i = 0; i < Addresses.Count; i++)
            await fetch(scope.ServiceProvider, house.App, $"http://pointer.example:{house.Pointer.Port}/{i}");
        house.ShouldBeUntouched();
        // A fetcher that did not even ask there would prove nothing.
        house.Pointer.Connections.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Everything_that_calls_out_is_in_the_register_and_nothing_else_opens_a_connection()
    {
        var calling = SourceTree.Program.Where(file => !file.Path.StartsWith("src/Pendopo/Platform/Outbound/", StringComparison.Ordinal) && file.Lines.Any(line => Calls().IsMatch(line))).Select(file => file.Path);
        calling.Except(Fetchers.All.SelectMany(fetcher => fetcher.Sources)).ShouldBeEmpty("files that call other servers and are driven by no test here: give them a row in Fetchers");
        var opening = SourceTree.Program.Where(file => file.Lines.Any(line => Opens().IsMatch(line))).Select(file => file.Path).ToList();
        opening.Except(Fetchers.OwnConnections.Keys).ShouldBeEmpty("files that open connections past OutboundHttp");
        Fetchers.OwnConnections.Keys.Except(opening).ShouldBeEmpty("files that no longer open connections of their own");
    }

    [Theory]
    [InlineData("using var client = new HttpClient();")]
    [InlineData("services.AddHttpClient();")]
    [InlineData("var socket = new TcpClient(host, 80);")]
    [InlineData("using var socket = new ClientWebSocket();")]
    [InlineData("await Dns.GetHostAddressesAsync(host);")]
    public void A_way_past_the_factory_is_found(string line) => Opens().IsMatch(line).ShouldBeTrue();

    [GeneratedRegex(@"\b(OutboundRequest\.(Get|Post)\(|new OutboundRequest\(|new\(HttpMethod\.)")]
    private static partial Regex Calls();

    [GeneratedRegex(@"\b(HttpClient|IHttpClientFactory|AddHttpClient|SocketsHttpHandler|HttpClientHandler|WebRequest|WebClient|TcpClient|UdpClient|ClientWebSocket|SmtpClient|QuicConnection)\b(?!\.)|new Socket\(|new Ping\(|\bDns\.Get")]
    private static partial Regex Opens();

    /// <summary>The program with its own rules about addresses, names that lead where a stranger wants, a server that points into the house, and the trap.</summary>
    public sealed class House(SqliteApp app) : IAsyncLifetime
    {
        private ConnectionBeginnings? beginnings;

        internal TestApp App => app;

        internal RawServer Trap { get; } = RawServer.Trap(IPAddress.IPv6Any);

        internal RawServer Pointer { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await app.Begin();
            beginnings = new ConnectionBeginnings(Trap.Port);
            Pointer = RawServer.Start(call =>
            {
                var address = int.TryParse(call.Path.Split('/', '?')[1], out var number) ? Addresses[number] : Addresses[0];
                return call.Write($"HTTP/1.1 302 Found\r\nLocation: {address.Replace("{0}", $"{Trap.Port}", StringComparison.Ordinal)}\r\nContent-Length: 0\r\n\r\n");
            });
            app.Replace = services =>
            {
                services.AddSingleton(new OutboundOptions { AllowedPorts = [443, Trap.Port], AllowedPrivate = [$"pointer.example:{Pointer.Port}"], Resolve = Names.Resolve });
                services.AddSingleton(_ => new FetchBudget(ofOneServer: 100_000, ofAll: 100_000));
            };
        }

        public async Task DisposeAsync()
        {
            beginnings?.Dispose();
            await Trap.DisposeAsync();
            await Pointer.DisposeAsync();
        }

        internal void ShouldBeUntouched()
        {
            Trap.Connections.ShouldBe(0);
            beginnings!.All.ShouldBeEmpty();
        }

        private static class Names
        {
            private static int rebindings;

            public static Task<IPAddress[]> Resolve(string host, CancellationToken cancel) => Task.FromResult(Addresses(host.TrimEnd('.')).Select(IPAddress.Parse).ToArray());

            private static string[] Addresses(string host) => host switch
            {
                "pointer.example" or "inner.example" or "127.0.0.1.nip.example" or "localhost" or "localhost.localdomain" => ["127.0.0.1"],
                "inner6.example" or "ip6-localhost" => ["::1"],
                "half-inner.example" => ["8.8.8.8", "127.0.0.1"],
                "half-inner6.example" => ["8.8.8.8", "::1"],
                "mapped.example" => ["::ffff:127.0.0.1"],
                "nat64.example" => ["64:ff9b::7f00:1"],
                "metadata.example" or "metadata.google.internal" => ["169.254.169.254"],
                "any.example" => ["0.0.0.0"],
                // The first look-up finds two addresses, one of them public; the second only the inner one.
                "rebinding.example" => Interlocked.Increment(ref rebindings) % 2 == 1 ? ["8.8.8.8", "127.0.0.1"] : ["127.0.0.1"],
                _ => [],
            };
        }
    }
}
