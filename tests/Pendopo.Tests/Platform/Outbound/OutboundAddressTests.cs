using System.Net;
using Pendopo.Platform.Outbound;

namespace Pendopo.Tests.Platform.Outbound;

/// <summary>Every trick to reach an inner address ends before one packet is sent.</summary>
public sealed class OutboundAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("https://2130706433:{0}/")]
    [InlineData("https://0x7f000001:{0}/")]
    [InlineData("https://0x7f.1:{0}/")]
    [InlineData("https://017700000001:{0}/")]
    [InlineData("https://0177.0.0.01:{0}/")]
    [InlineData("https://127.1:{0}/")]
    [InlineData("https://127.0.1:{0}/")]
    [InlineData("https://0:{0}/")]
    [InlineData("https://0.0.0.0:{0}/")]
    [InlineData("https://[::1]:{0}/")]
    [InlineData("https://[::]:{0}/")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("https://[::ffff:7f00:1]:{0}/")]
    [InlineData("https://[::127.0.0.1]:{0}/")]
    [InlineData("https://[64:ff9b::7f00:1]:{0}/")]
    [InlineData("https://[64:ff9b:1::7f00:1]:{0}/")]
    [InlineData("https://[fe80::1%25lo]:{0}/")]
    [InlineData("https://localhost:{0}/")]
    [InlineData("https://LOCALHOST:{0}/")]
    [InlineData("https://localhost.:{0}/")]
    [InlineData("https://127.0.0.1.:{0}/")]
    [InlineData("https://user@127.0.0.1:{0}/")]
    [InlineData("https://user:pass@127.0.0.1:{0}/")]
    [InlineData("https://@127.0.0.1:{0}/")]
    [InlineData("https://good.example@127.0.0.1:{0}/")]
    [InlineData("https://127.0.0.1:{0}\\@good.example/")]
    [InlineData("https:\\\\127.0.0.1:{0}\\")]
    [InlineData("https://127.0.0.1:{0}\t/")]
    [InlineData("https://127.0.0.1:{0}/\r\nHost: x")]
    [InlineData(" https://127.0.0.1:{0}/")]
    [InlineData("https://127。0。0。1:{0}/")]
    [InlineData("https://①②⑦.0.0.1:{0}/")]
    [InlineData("https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{0}/")]
    [InlineData("https://inner.example:{0}/")]
    [InlineData("https://half-inner.example:{0}/")]
    [InlineData("https://mapped.example:{0}/")]
    [InlineData("https://metadata.example:{0}/")]
    [InlineData("ftp://127.0.0.1:{0}/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:{0}/")]
    [InlineData("//127.0.0.1:{0}/")]
    [InlineData("127.0.0.1:{0}")]
    [InlineData("https://")]
    [InlineData("https:///x")]
    [InlineData("")]
    public async Task A_way_into_the_house_is_refused_and_nothing_is_sent(string pattern)
    {
        await using var trap = RawServer.Trap();
        using var outbound = new OutboundHttp(new OutboundOptions { AllowedPorts = [443, trap.Port], Resolve = Resolve }, TimeProvider.System);

        var reply = await outbound.Send(OutboundRequest.Get(pattern.Replace("{0}", $"{trap.Port}"), "test"), default);

        reply.Fault.ShouldNotBeNull();
        new[] { OutboundFault.BadUrl, OutboundFault.InsecureUrl, OutboundFault.RefusedAddress, OutboundFault.NameNotFound }.ShouldContain(reply.Fault.Value);
        reply.Sent.ShouldBe(OutboundSent.Nothing);
        trap.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_public_server_on_an_odd_port_is_not_called()
    {
        using var outbound = new OutboundHttp(new OutboundOptions { Resolve = Resolve }, TimeProvider.System);
        (await outbound.Send(OutboundRequest.Get("https://public.example:6379/", "test"), default)).Fault.ShouldBe(OutboundFault.BadUrl);
    }

    [Fact]
    public async Task Http_is_refused_unless_the_host_is_listed()
    {
        await using var server = RawServer.Saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        using var outbound = new OutboundHttp(new OutboundOptions { AllowedPrivate = [$"localhost:{server.Port}"] }, TimeProvider.System);

        (await outbound.Send(OutboundRequest.Get($"http://localhost:{server.Port}/", "test"), default)).Text.ShouldBe("ok");
        (await outbound.Send(OutboundRequest.Get("http://public.example/", "test"), default)).Fault.ShouldBe(OutboundFault.InsecureUrl);
        (await outbound.Send(OutboundRequest.Get($"http://127.0.0.1:{server.Port}/", "test"), default)).Fault.ShouldBe(OutboundFault.InsecureUrl);
    }

    [Fact]
    public async Task A_listed_range_opens_only_its_own_addresses()
    {
        await using var server = RawServer.Saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await using var trap = RawServer.Trap(IPAddress.Parse("127.0.0.2"));
        using var outbound = new OutboundHttp(new OutboundOptions { AllowedPrivate = ["127.0.0.1/32"] }, TimeProvider.System);

        (await outbound.Send(OutboundRequest.Get(server.Url, "test"), default)).Text.ShouldBe("ok");
        (await outbound.Send(OutboundRequest.Get($"http://127.0.0.2:{trap.Port}/", "test"), default)).Fault.ShouldBe(OutboundFault.RefusedAddress);
        trap.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_name_that_changes_its_address_between_two_look_ups_does_not_get_in()
    {
        await using var outer = RawServer.Start(async call =>
        {
            await call.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
            call.Close();
        });
        await using var trap = RawServer.Trap(IPAddress.Parse("127.0.0.2"));
        var lookUps = 0;
        var options = new OutboundOptions
        {
            AllowedPrivate = ["127.0.0.1/32"],
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(Interlocked.Increment(ref lookUps) == 1 ? "127.0.0.1" : "127.0.0.2")]),
        };
        using var outbound = new OutboundHttp(options, TimeProvider.System);

        (await outbound.Send(OutboundRequest.Get($"http://rebind.example:{outer.Port}/", "test"), default)).Text.ShouldBe("ok");
        lookUps.ShouldBe(1);
        (await outbound.Send(OutboundRequest.Get($"http://rebind.example:{outer.Port}/", "test"), default)).Fault.ShouldBe(OutboundFault.RefusedAddress);
        lookUps.ShouldBe(2);
        trap.Connections.ShouldBe(0);
    }

    [Fact]
    public void A_list_entry_that_is_neither_host_and_port_nor_a_range_is_refused_at_start() =>
        Should.Throw<ArgumentException>(() => new OutboundHttp(new OutboundOptions { AllowedPrivate = ["intranet"] }, TimeProvider.System));

    [Theory]
    [InlineData("https://contoh.id/a?b=c#d")]
    [InlineData("https://püskesmas.example/")]
    [InlineData("https://contoh.id:8443/")]
    [InlineData("https://contoh.id/@bu.sari")]
    public void An_honest_address_is_read(string url) => DialRules.Read(url).ShouldNotBeNull();

    private static Task<IPAddress[]> Resolve(string host, CancellationToken cancel) => host switch
    {
        "inner.example" => Answer("127.0.0.1"),
        "half-inner.example" => Answer("8.8.8.8", "127.0.0.1"),
        "mapped.example" => Answer("::ffff:127.0.0.1"),
        "metadata.example" => Answer("169.254.169.254"),
        "public.example" => Answer("8.8.8.8"),
        _ => Dns.GetHostAddressesAsync(host, cancel),
    };

    private static Task<IPAddress[]> Answer(params string[] addresses) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());
}
