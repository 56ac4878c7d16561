using Pendopo.Platform.Outbound;

namespace Pendopo.Tests.Platform.Outbound;

public sealed class OutboundRedirectTests
{
    [Fact]
    public async Task A_redirect_is_handed_back_unless_asked_for()
    {
        await using var server = RawServer.Saying(Redirect(302, "/next"));
        using var outbound = Outbound(server);
        var reply = await outbound.Send(OutboundRequest.Get(server.Url, "test"), default);
        reply.Status.ShouldBe(302);
        reply.IsFault.ShouldBeFalse();
        server.Heads.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_followed_to_its_end_and_the_final_address_is_told(int status)
    {
        await using var server = RawServer.Start(call => call.Write(call.Path == "/end" ? Ok("there") : Redirect(status, "/end")));
        using var outbound = Outbound(server);
        var reply = await outbound.Send(OutboundRequest.Get(server.Url, "test") with { MaxRedirects = 3 }, default);
        reply.Text.ShouldBe("there");
        reply.FinalUrl!.AbsolutePath.ShouldBe("/end");
    }

    [Fact]
    public async Task More_redirects_than_allowed_are_a_fault()
    {
        await using var server = RawServer.Saying(Redirect(302, "/again"));
        using var outbound = Outbound(server);
        var reply = await outbound.Send(OutboundRequest.Get(server.Url, "test") with { MaxRedirects = 3 }, default);
        reply.Fault.ShouldBe(OutboundFault.TooManyRedirects);
        server.Heads.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("//127.0.0.1:{0}/")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("https://2130706433:{0}/")]
    [InlineData("https://localhost:{0}/")]
    [InlineData("https://user@127.0.0.1:{0}/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public async Task A_redirect_into_the_house_is_refused_and_nothing_arrives(string location)
    {
        await using var trap = RawServer.Trap();
        await using var server = RawServer.Saying(Redirect(302, location.Replace("{0}", $"{trap.Port}")));
        using var outbound = new OutboundHttp(
            new OutboundOptions { AllowedPrivate = [$"127.0.0.1:{server.Port}"], AllowedPorts = [443, trap.Port] }, TimeProvider.System);
        var reply = await outbound.Send(OutboundRequest.Get(server.Url, "test") with { MaxRedirects = 3 }, default);
        reply.IsSuccess.ShouldBeFalse();
        reply.Sent.ShouldBe(OutboundSent.Answered);
        trap.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_is_not_listed_cannot_point_into_the_listed_intranet()
    {
        await using var trap = RawServer.Trap();
        await using var server = RawServer.Saying(Redirect(302, $"http://127.0.0.1:{trap.Port}/"));
        var options = new OutboundOptions
        {
            AllowedPrivate = ["127.0.0.0/8"],
            Resolve = (_, _) => Task.FromResult<System.Net.IPAddress[]>([System.Net.IPAddress.Loopback]),
        };
        using var outbound = new OutboundHttp(options, TimeProvider.System);
        var reply = await outbound.Send(OutboundRequest.Get($"http://stranger.example:{server.Port}/", "test") with { MaxRedirects = 3 }, default);
        reply.Fault.ShouldBe(OutboundFault.RefusedAddress);
        trap.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_token_does_not_follow_to_another_origin_but_the_signature_is_made_again_for_each_hop()
    {
        await using var other = RawServer.Saying(Ok("other"));
        await using var server = RawServer.Saying(Redirect(307, $"http://127.0.0.1:{other.Port}/inbox"));
        using var outbound = Outbound(server, other);
        var request = OutboundRequest.Post(server.Url, "test", OutboundBody.Of("{\"a\":1}", "application/json")) with
        {
            MaxRedirects = 1,
            Headers = [new("Authorization", "Bearer token"), new("X-Own", "1")],
            BeforeHop = (hop, _) => ValueTask.FromResult<IReadOnlyList<KeyValuePair<string, string>>?>([new("Signature", $"for-{hop.Number}-{hop.Url.Port}")]),
        };

        (await outbound.Send(request, default)).Text.ShouldBe("other");

        server.Heads.Single().ShouldContain("Bearer token");
        server.Heads.Single().ShouldContain($"Signature: for-0-{server.Port}");
        other.Heads.Single().ShouldNotContain("Bearer");
        other.Heads.Single().ShouldNotContain("X-Own");
        other.Heads.Single().ShouldContain($"Signature: for-1-{other.Port}");
        other.Heads.Single().ShouldStartWith("POST /inbox");
        other.Heads.Single().ShouldEndWith("{\"a\":1}");
    }

    [Fact]
    public async Task The_hook_can_stop_a_hop()
    {
        await using var other = RawServer.Trap();
        await using var server = RawServer.Saying(Redirect(302, $"http://127.0.0.1:{other.Port}/"));
        using var outbound = Outbound(server, other);
        var request = OutboundRequest.Get(server.Url, "test") with
        {
            MaxRedirects = 3,
            BeforeHop = (hop, _) => ValueTask.FromResult<IReadOnlyList<KeyValuePair<string, string>>?>(hop.Number == 0 ? [] : null),
        };
        (await outbound.Send(request, default)).Fault.ShouldBe(OutboundFault.RedirectRefused);
        other.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_post_is_not_turned_into_something_else_by_a_302()
    {
        await using var server = RawServer.Saying(Redirect(302, "/next"));
        using var outbound = Outbound(server);
        var reply = await outbound.Send(OutboundRequest.Post(server.Url, "test", OutboundBody.Of("x", "text/plain")) with { MaxRedirects = 3 }, default);
        reply.Status.ShouldBe(302);
        server.Heads.Count.ShouldBe(1);
    }

    private static OutboundHttp Outbound(params RawServer[] servers) =>
        new(new OutboundOptions { AllowedPrivate = [.. servers.Select(server => $"127.0.0.1:{server.Port}")] }, TimeProvider.System);

    private static string Redirect(int status, string location) => $"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";

    private static string Ok(string body) => $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}";
}
