using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pendopo.Tests.StandIns.Sms;

/// <summary>How gateways are built, by what three of them tell in public.</summary>
internal enum GatewayShape
{
    /// <summary>GET with everything in the address, answered in plain text: `1701|number:id`, other numbers for refusals (as bulk gateways in Indonesia and India have it; the part behind the first stroke is [U]).</summary>
    Address,
    /// <summary>A form, answered in JSON with HTTP 200 also for refusals: `messages[0].status`, `"0"` for taken, `message-id` (Vonage's SMS API).</summary>
    Form,
    /// <summary>JSON with a bearer token, 201 with `sid` and `status`, refusals as 4xx (Twilio's message resource, but for its form body and Basic sign-in).</summary>
    Json,
}

internal enum GatewayTrouble { Refuses, BadKey, TooMany, Away, BreaksAfter, NotItsOwnAnswer }

/// <param name="Reference">What we call it.</param>
internal sealed record TakenSms(string To, string Text, string Reference, string Id);

/// <summary>A gateway of SMS on a free port, that can be told to misbehave and says what it took.</summary>
internal sealed class GatewayStandIn : IAsyncDisposable
{
    public const string Key = "k&y=1+2";

    /// <summary>What no provider was asked about, so that a test can try both ways: the name of the switch, and what it says.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unverified = new Dictionary<string, string>
    {
        [nameof(TellsId)] = "The answer to a message that was taken names the gateway's own number of it.",
        [nameof(KnowsReference)] = "A reference that comes a second time is answered as the first, and nothing is sent.",
        [nameof(ReadsReference)] = "The gateway keeps our own reference at all.",
        [nameof(TooManySaysWhen)] = "Who asks too often is told when to come again (Retry-After).",
    };

    private readonly WebApplication app;
    private readonly ConcurrentQueue<GatewayTrouble?> plan = new();
    private int number;

    private GatewayStandIn(GatewayShape shape)
    {
        Shape = shape;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(Answer);
    }

    public GatewayShape Shape { get; }

    public string Url => app.Urls.First();

    public ConcurrentQueue<TakenSms> Taken { get; } = new();

    public int Calls { get; private set; }

    public bool TellsId { get; set; } = true;

    public bool KnowsReference { get; set; }

    public bool ReadsReference { get; set; } = true;

    public bool TooManySaysWhen { get; set; } = true;

    public static async Task<GatewayStandIn> StartAsync(GatewayShape shape)
    {
        var made = new GatewayStandIn(shape);
        await made.app.StartAsync();
        return made;
    }

    /// <summary>Forgets what the next calls were to meet.</summary>
    public void Behave() => plan.Clear();

    /// <summary>What the next calls meet, in their order; null for nothing.</summary>
    public void Next(params ReadOnlySpan<GatewayTrouble?> troubles)
    {
        foreach (var trouble in troubles)
            plan.Enqueue(trouble);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        Calls++;
        var (to, text, reference, key) = await Asked(http.Request);
        plan.TryDequeue(out var trouble);
        if (trouble is { } met)
            await Misbehave(http, met, to, text, reference);
        else if (key != Key || to.Length < 8 || text.Length == 0)
            await Refuse(http, key != Key ? 401 : 400);
        else
            await Take(http, to, text, reference);
    }

    private async Task Misbehave(HttpContext http, GatewayTrouble trouble, string to, string text, string reference)
    {
        switch (trouble)
        {
            case GatewayTrouble.Refuses:
                await Refuse(http, 400);
                break;
            case GatewayTrouble.BadKey:
                await Refuse(http, 401);
                break;
            case GatewayTrouble.TooMany:
                if (TooManySaysWhen)
                    http.Response.Headers.RetryAfter = "120";
                http.Response.StatusCode = 429;
                break;
            case GatewayTrouble.Away:
                http.Response.StatusCode = 503;
                break;
            case GatewayTrouble.BreaksAfter:
                Keep(to, text, reference);
                http.Abort();
                break;
            default:
                Keep(to, text, reference);
                await http.Response.WriteAsync("<html>proxy</html>");
                break;
        }
    }

    private TakenSms Keep(string to, string text, string reference)
    {
        reference = ReadsReference ? reference : "";
        if (KnowsReference && reference.Length > 0 && Taken.FirstOrDefault(sms => sms.Reference == reference) is { } before)
            return before;
        var taken = new TakenSms(to, text, reference, $"gw-{Interlocked.Increment(ref number)}");
        Taken.Enqueue(taken);
        return taken;
    }

    private async Task Take(HttpContext http, string to, string text, string reference)
    {
        var taken = Keep(to, text, reference);
        if (Shape == GatewayShape.Address)
            await http.Response.WriteAsync(TellsId ? $"1701|{to}:{taken.Id}" : "1701");
        else if (Shape == GatewayShape.Form)
            await http.Response.WriteAsJsonAsync(new JsonObject { ["message-count"] = "1", ["messages"] = new JsonArray(new JsonObject { ["to"] = to, ["message-id"] = TellsId ? taken.Id : null, ["status"] = "0" }) });
        else
        {
            http.Response.StatusCode = 201;
            await http.Response.WriteAsJsonAsync(new JsonObject { ["sid"] = TellsId ? taken.Id : null, ["status"] = "queued" });
        }
    }

    private Task Refuse(HttpContext http, int status)
    {
        if (Shape == GatewayShape.Address)
            return http.Response.WriteAsync("1706");
        if (Shape == GatewayShape.Form)
            return http.Response.WriteAsJsonAsync(new JsonObject { ["message-count"] = "1", ["messages"] = new JsonArray(new JsonObject { ["status"] = "4", ["error-text"] = "Bad Credentials" }) });
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new JsonObject { ["code"] = 21211 });
    }

    private async Task<(string To, string Text, string Reference, string Key)> Asked(HttpRequest request)
    {
        if (Shape == GatewayShape.Address)
            return (request.Query["destination"].ToString(), request.Query["message"].ToString(), request.Query["ref"].ToString(), request.Query["password"].ToString());
        if (Shape == GatewayShape.Form)
        {
            var form = await request.ReadFormAsync();
            return (form["to"].ToString(), form["text"].ToString(), form["client-ref"].ToString(), form["api_secret"].ToString());
        }
        var json = (await JsonNode.ParseAsync(request.Body))!;
        return (json["to"]!.GetValue<string>(), json["body"]!.GetValue<string>(), json["ref"]!.GetValue<string>(), request.Headers.Authorization.ToString()["Bearer ".Length..]);
    }
}
