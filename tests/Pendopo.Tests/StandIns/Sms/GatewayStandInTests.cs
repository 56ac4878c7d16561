using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Sms;

/// <summary>The stand-in itself: it holds to what gateways tell in public, so that a connector that passes against it has been asked the right questions.</summary>
public sealed class GatewayStandInTests : IDisposable
{
    private const string Phone = "6281200000001";
    private readonly HttpClient client = new();

    public void Dispose() => client.Dispose();

    [Theory]
    [InlineData((int)GatewayShape.Address, HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData((int)GatewayShape.Form, HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData((int)GatewayShape.Json, HttpStatusCode.Created, HttpStatusCode.Unauthorized)]
    public async Task Each_shape_takes_a_message_with_its_key_and_refuses_in_its_own_way(int shape, HttpStatusCode taken, HttpStatusCode refused)
    {
        await using var gateway = await GatewayStandIn.StartAsync((GatewayShape)shape);
        (await Send(gateway, "Posyandu & gizi", "mark-1")).Status.ShouldBe(taken);
        gateway.Taken.ShouldHaveSingleItem().ShouldBe(new TakenSms(Phone, "Posyandu & gizi", "mark-1", "gw-1"));
        var wrong = await Send(gateway, "Posyandu", "mark-2", "another key");
        (wrong.Status, Refuses(gateway.Shape, wrong.Body)).ShouldBe((refused, true));
        Refuses(gateway.Shape, (await Send(gateway, "", "mark-3")).Body).ShouldBeTrue("without words");
        (gateway.Taken.Count, gateway.Calls).ShouldBe((1, 3));
    }

    [Theory]
    [InlineData((int)GatewayShape.Address)]
    [InlineData((int)GatewayShape.Form)]
    [InlineData((int)GatewayShape.Json)]
    public async Task Told_to_misbehave_it_does_so_once_and_keeps_what_it_took(int shape)
    {
        await using var gateway = await GatewayStandIn.StartAsync((GatewayShape)shape);
        gateway.Next(GatewayTrouble.Refuses, GatewayTrouble.BadKey, GatewayTrouble.TooMany, GatewayTrouble.Away, GatewayTrouble.NotItsOwnAnswer, GatewayTrouble.BreaksAfter, null);
        Refuses(gateway.Shape, (await Send(gateway, "a", "1")).Body).ShouldBeTrue();
        Refuses(gateway.Shape, (await Send(gateway, "a", "2")).Body).ShouldBeTrue();
        (await Send(gateway, "a", "3")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await Send(gateway, "a", "4")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        gateway.Taken.ShouldBeEmpty();
        (await Send(gateway, "a", "5")).Body.ShouldBe("<html>proxy</html>");
        await Should.ThrowAsync<HttpRequestException>(() => Send(gateway, "a", "6"));
        (await Send(gateway, "a", "7")).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);
        gateway.Taken.Select(sms => sms.Reference).ShouldBe(["5", "6", "7"]);
        // What was planned and did not come is forgotten when it is told to behave.
        gateway.Next(GatewayTrouble.Away);
        gateway.Behave();
        (await Send(gateway, "a", "8")).Status.ShouldNotBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task What_nobody_verified_is_named_and_stands_both_ways()
    {
        foreach (var name in GatewayStandIn.Unverified.Keys)
            typeof(GatewayStandIn).GetProperty(name).ShouldNotBeNull(name).CanWrite.ShouldBeTrue(name);
        await using var gateway = await GatewayStandIn.StartAsync(GatewayShape.Address);
        (await Send(gateway, "a", "1")).Body.ShouldBe($"1701|{Phone}:gw-1");
        gateway.TellsId = false;
        (await Send(gateway, "a", "1")).Body.ShouldBe("1701");
        gateway.Taken.Count.ShouldBe(2);
        gateway.KnowsReference = true;
        await Send(gateway, "a", "1");
        gateway.Taken.Count.ShouldBe(2);
        gateway.ReadsReference = false;
        await Send(gateway, "a", "1");
        gateway.Taken.Last().Reference.ShouldBeEmpty();
        foreach (var says in new[] { true, false })
        {
            gateway.TooManySaysWhen = says;
            gateway.Next(GatewayTrouble.TooMany);
            using var answer = await Call(gateway, "a", "2", GatewayStandIn.Key);
            (answer.Headers.RetryAfter is not null).ShouldBe(says);
        }
    }

    private static bool Refuses(GatewayShape shape, string body) => shape switch
    {
        GatewayShape.Address => body == "1706",
        GatewayShape.Form => JsonNode.Parse(body)!["messages"]![0]!["status"]!.ToString() != "0",
        _ => JsonNode.Parse(body)!["code"] is not null,
    };

    private async Task<(HttpStatusCode Status, string Body)> Send(GatewayStandIn gateway, string text, string reference, string key = GatewayStandIn.Key)
    {
        using var answer = await Call(gateway, text, reference, key);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> Call(GatewayStandIn gateway, string text, string reference, string key)
    {
        if (gateway.Shape == GatewayShape.Address)
            return await client.GetAsync($"{gateway.Url}/sendsms?password={Uri.EscapeDataString(key)}&destination={Phone}&message={Uri.EscapeDataString(text)}&ref={reference}");
        if (gateway.Shape == GatewayShape.Form)
            return await client.PostAsync($"{gateway.Url}/sms/json", new FormUrlEncodedContent([new("api_secret", key), new("to", Phone), new("text", text), new("client-ref", reference)]));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{gateway.Url}/messages") { Content = JsonContent.Create(new { to = Phone, body = text, @ref = reference }) };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return await client.SendAsync(request);
    }
}
