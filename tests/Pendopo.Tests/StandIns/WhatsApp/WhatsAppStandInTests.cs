using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.WhatsApp;

/// <summary>The stand-in behaves as the facts say, so that what is built against it means something.</summary>
public sealed class WhatsAppStandInTests : IAsyncLifetime
{
    private const string Siti = "6281200000001";
    private readonly ManualTime clock = new(new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
    private readonly HttpClient client = new();
    private WhatsAppStandIn whatsApp = null!;

    public async Task InitializeAsync() => whatsApp = await WhatsAppStandIn.StartAsync(clock);

    public async Task DisposeAsync()
    {
        client.Dispose();
        await whatsApp.DisposeAsync();
    }

    [Fact]
    public async Task A_call_needs_its_token_and_the_proof_of_the_app()
    {
        (await Call("messages", Text("halo"), token: "other")).Code.ShouldBe(190);
        (await Call("messages", Text("halo"), proof: "00")).Code.ShouldBe(100);
        whatsApp.ErrorsWithOk = true;
        var (status, code, _) = await Call("messages", Text("halo"), token: "other");
        (status, code).ShouldBe((HttpStatusCode.OK, 190));
        whatsApp.Accepted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Free_words_reach_only_who_wrote_within_a_day()
    {
        whatsApp.Facts.ClosedWindowIsToldAtOnce = true;
        (await Call("messages", Text("halo"))).Code.ShouldBe(131047);
        whatsApp.Says(Siti, "Jam buka?");
        (await Call("messages", Text("Buka pukul 08.00."))).Status.ShouldBe(HttpStatusCode.OK);
        clock.Advance(WhatsAppStandIn.Window);
        (await Call("messages", Text("halo"))).Code.ShouldBe(131047);

        whatsApp.Facts.ClosedWindowIsToldAtOnce = false;
        (await Call("messages", Text("halo"))).Status.ShouldBe(HttpStatusCode.OK);
        whatsApp.Accepted[^1].Fails.ShouldBe(131047);
    }

    [Fact]
    public async Task A_template_is_taken_once_it_is_approved_and_its_values_are_counted()
    {
        var made = await Call("message_templates", new() { ["name"] = "pengingat", ["category"] = "UTILITY", ["language"] = "id", ["components"] = new JsonArray(new JsonObject { ["type"] = "BODY", ["text"] = "Kontrol {{1}} pukul {{2}}" }) }, WhatsAppStandIn.Business);
        made.Body["status"]!.GetValue<string>().ShouldBe("PENDING");
        (await Call("messages", Template("pengingat", "Senin", "08.00"))).Code.ShouldBe(132001);
        whatsApp.Decide("pengingat", "APPROVED");
        (await Call("messages", Template("pengingat", "Senin"))).Code.ShouldBe(132000);
        (await Call("messages", Template("pengingat", "Senin", "08.00"))).Status.ShouldBe(HttpStatusCode.OK);
        whatsApp.Decide("pengingat", "PAUSED");
        (await Call("messages", Template("pengingat", "Senin", "08.00"))).Code.ShouldBe(132015);
    }

    [Fact]
    public async Task Limits_hold_for_a_pair_a_second_and_a_day()
    {
        whatsApp.HasTemplate("kabar", "Ada jadwal baru", category: "MARKETING");
        (await Call("messages", Template("kabar"))).Status.ShouldBe(HttpStatusCode.OK);
        (await Call("messages", Template("kabar"))).Code.ShouldBe(131056);
        whatsApp.ASecond = 1;
        (await Call("messages", Template("kabar"), to: "62813")).Code.ShouldBe(130429);
        clock.Advance(TimeSpan.FromSeconds(6));
        whatsApp.Facts.DailyPeople = 1;
        (await Call("messages", Template("kabar"), to: "62813")).Code.ShouldBe(131048);
        (await Call("messages", Template("kabar"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Media_go_up_and_come_down_by_an_address_that_ends()
    {
        using var form = new MultipartFormDataContent { { new StringContent("whatsapp"), "messaging_product" } };
        using var picture = new ByteArrayContent([1, 2, 3]);
        picture.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(picture, "file", "foto.jpg");
        var id = (await Read(await client.SendAsync(Asked(HttpMethod.Post, $"{WhatsAppStandIn.Phone}/media", form)))).Body["id"]!.GetValue<string>();
        whatsApp.Says(Siti, "foto?");
        (await Call("messages", new() { ["type"] = "image", ["image"] = new JsonObject { ["id"] = id, ["caption"] = "Jadwal" } })).Status.ShouldBe(HttpStatusCode.OK);

        var address = (await Read(await client.SendAsync(Asked(HttpMethod.Get, id)))).Body["url"]!.GetValue<string>();
        using var asked = new HttpRequestMessage(HttpMethod.Get, address);
        asked.Headers.Authorization = new("Bearer", WhatsAppStandIn.Token);
        (await (await client.SendAsync(asked)).Content.ReadAsByteArrayAsync()).ShouldBe([1, 2, 3]);
        clock.Advance(whatsApp.Facts.MediaAddressLives);
        using var late = new HttpRequestMessage(HttpMethod.Get, address);
        late.Headers.Authorization = new("Bearer", WhatsAppStandIn.Token);
        (await client.SendAsync(late)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_trouble_either_took_effect_or_did_not_and_says_so_only_by_webhook()
    {
        whatsApp.Says(Siti, "halo");
        foreach (var (trouble, takes) in new[] { (CloudTrouble.BreaksBefore, false), (CloudTrouble.BreaksAfter, true), (CloudTrouble.ServerError, false), (CloudTrouble.ServerErrorAfter, true), (CloudTrouble.WrongJson, true), (CloudTrouble.TokenRevoked, false), (CloudTrouble.AppQuotaUsedUp, false) })
        {
            var before = whatsApp.Accepted.Count;
            clock.Advance(TimeSpan.FromSeconds(7));
            whatsApp.Next("/messages", trouble);
            await Try(() => Call("messages", Text("halo")));
            (whatsApp.Accepted.Count - before).ShouldBe(takes ? 1 : 0, trouble.ToString());
        }
    }

    [Fact]
    public async Task Webhooks_are_signed_over_their_bytes_and_wait_until_they_are_taken()
    {
        whatsApp.Says(Siti, "Jam buka?");
        await Call("messages", new JsonObject { ["type"] = "text", ["text"] = new JsonObject { ["body"] = "08.00" }, ["biz_opaque_callback_data"] = "kirim-17" });
        var id = whatsApp.Accepted.ShouldHaveSingleItem().Id;
        whatsApp.Delivers(id);
        whatsApp.Reads(id);
        var house = new Taker { Answer = HttpStatusCode.ServiceUnavailable };
        using var door = new HttpClient(house) { BaseAddress = new("https://melati.example") };
        await whatsApp.Webhooks.Deliver(door, "/hook");
        whatsApp.Webhooks.Waiting.ShouldBe(4);

        (house.Answer, whatsApp.Webhooks.Times, whatsApp.Webhooks.Shuffle) = (HttpStatusCode.OK, 2, 7);
        (await whatsApp.Webhooks.Deliver(door, "/hook")).Count.ShouldBe(8);
        whatsApp.Webhooks.Waiting.ShouldBe(0);
        house.Taken.ShouldAllBe(one => one.Signature == CloudWebhooks.Signature(one.Body, CloudStandIn.AppSecret));
        var statuses = house.Taken.Skip(4).Select(one => JsonNode.Parse(one.Body)!["entry"]![0]!["changes"]![0]!["value"]!["statuses"]?[0]).OfType<JsonNode>().ToList();
        statuses.Select(status => status["status"]!.GetValue<string>()).Order().ShouldBe(["delivered", "delivered", "read", "read", "sent", "sent"]);
        statuses.ShouldAllBe(status => status["biz_opaque_callback_data"]!.GetValue<string>() == "kirim-17");
    }

    private static JsonObject Text(string words) => new() { ["type"] = "text", ["text"] = new JsonObject { ["body"] = words } };

    private static JsonObject Template(string name, params string[] values) => new()
    {
        ["type"] = "template",
        ["template"] = new JsonObject
        {
            ["name"] = name, ["language"] = new JsonObject { ["code"] = "id" },
            ["components"] = new JsonArray(new JsonObject { ["type"] = "body", ["parameters"] = new JsonArray([.. values.Select(value => new JsonObject { ["type"] = "text", ["text"] = value })]) }),
        },
    };

    private async Task<(HttpStatusCode Status, int? Code, JsonNode Body)> Call(string edge, JsonObject input, string owner = WhatsAppStandIn.Phone, string token = WhatsAppStandIn.Token, string? proof = null, string to = Siti)
    {
        input["messaging_product"] = "whatsapp";
        input["to"] ??= to;
        return await Read(await client.SendAsync(Asked(HttpMethod.Post, $"{owner}/{edge}", JsonContent.Create(input), token, proof)));
    }

    private HttpRequestMessage Asked(HttpMethod method, string path, HttpContent? content = null, string token = WhatsAppStandIn.Token, string? proof = null)
    {
        var request = new HttpRequestMessage(method, $"{whatsApp.Url}/v23.0/{path}?appsecret_proof={proof ?? CloudStandIn.Proof(token)}") { Content = content };
        request.Headers.Authorization = new("Bearer", token);
        return request;
    }

    private static async Task<(HttpStatusCode Status, int? Code, JsonNode Body)> Read(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        var json = body.StartsWith('{') && body.EndsWith('}') ? JsonNode.Parse(body)! : new JsonObject();
        return (answer.StatusCode, json["error"]?["code"]?.GetValue<int>(), json);
    }

    private static async Task Try(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (HttpRequestException)
        {
            // The stand-in was told to break the connection.
        }
    }

    private sealed class Taker : HttpMessageHandler
    {
        public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

        public List<(string Signature, byte[] Body)> Taken { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Taken.Add((request.Content!.Headers.GetValues("X-Hub-Signature-256").Single(), await request.Content.ReadAsByteArrayAsync(cancellationToken)));
            return new(Answer);
        }
    }
}
