using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pendopo.Tests.StandIns.Mastodon;

/// <summary>
/// A server with the Mastodon client API (4.2 to 4.6) and one account, as reference material tells it; what is unverified or differs between servers stands
/// in <see cref="Facts"/>. It may be told to misbehave (<see cref="Misbehave"/>, <see cref="MastodonFault"/>).
/// </summary>
internal sealed class MastodonStandIn : IAsyncDisposable
{
    public const string Domain = "sosial.example", Account = "melati";
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<MastodonFault>> faults = new();
    private readonly CancellationTokenSource end = new();
    private long made = 110_000_000_000_000_000;

    private MastodonStandIn(WebApplication app, TimeProvider time)
    {
        (this.app, Time) = (app, time);
        (Auth, Instance, Limits, Media, Statuses, Notices) = (new(this), new(this), new(this), new(this), new(this), new(this));
    }

    public string Url => app.Urls.First();

    public TimeProvider Time { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public MastodonFacts Facts { get; } = new();

    public MastodonAuth Auth { get; }

    public MastodonInstance Instance { get; }

    public MastodonLimits Limits { get; }

    public MastodonMedia Media { get; }

    public MastodonStatuses Statuses { get; }

    public MastodonNotices Notices { get; }

    /// <summary>The account is marked as automated.</summary>
    public bool Bot { get; set; }

    /// <summary>Every call that came, in order.</summary>
    public ConcurrentQueue<MastodonCall> Calls { get; } = new();

    public static async Task<MastodonStandIn> StartAsync(TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 200 << 20);
        var server = new MastodonStandIn(builder.Build(), time ?? TimeProvider.System);
        server.app.Run(server.Answer);
        await server.app.StartAsync();
        return server;
    }

    public string NextId() => Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture);

    /// <summary>The next calls of an edge (`POST /api/v1/statuses`, `GET /api/v1/media/:id`) go wrong, each in its way.</summary>
    public void Misbehave(string edge, params ReadOnlySpan<MastodonFault> kinds)
    {
        foreach (var kind in kinds)
            faults.GetOrAdd(edge, _ => new()).Enqueue(kind);
    }

    /// <summary>Faults that met no call are forgotten.</summary>
    public void Behave() => faults.Clear();

    public int Count(string edge) => Calls.Count(call => call.Edge == edge);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await app.DisposeAsync();
        end.Dispose();
    }

    public static string Told(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The number of an account: the same for the same name.</summary>
    public static string Number(string account) =>
        account == Account ? "1" : account.Aggregate(7L, (sum, letter) => ((sum * 31) + letter) % 1_000_000_007).ToString(CultureInfo.InvariantCulture);

    /// <summary>An account as it is told: somebody of this server (`siti`) or of another (`siti@lain.example`).</summary>
    public JsonObject Person(string account) => new()
    {
        ["id"] = Number(account), ["username"] = account.Split('@')[0], ["acct"] = account, ["display_name"] = account == Account ? "Puskesmas Melati" : account.Split('@')[0], ["bot"] = account == Account && Bot, ["locked"] = false,
        ["url"] = account.Split('@') is [var name, var home] ? $"https://{home}/@{name}" : $"{Url}/@{account}", ["avatar"] = $"{Url}/avatar.png", ["note"] = "", ["followers_count"] = 12,
    };

    /// <summary>A page of a list that is newest first, bounded by `max_id`, `since_id` and `min_id`, with the Link header.</summary>
    public MastodonReply Page<T>(MastodonCall call, IEnumerable<T> newestFirst, Func<T, string> id, Func<T, JsonNode> tell, int most, int otherwise)
    {
        var limit = Math.Clamp(call.Number("limit", otherwise), 1, most);
        var (max, since, min) = (Bound(call["max_id"], long.MaxValue), Bound(call["since_id"], 0), Bound(call["min_id"], 0));
        var inside = newestFirst.Where(item => Bound(id(item), 0) is var number && number < max && number > since && number > min).ToList();
        // `min_id` takes those right behind it, `since_id` the newest: both tell them newest first.
        var page = call.Has("min_id") ? inside.TakeLast(limit).ToList() : inside.Take(limit).ToList();
        var path = $"{Url}/{string.Join('/', call.Path)}?limit={limit}";
        return new(200, new JsonArray([.. page.Select(tell)]), Link: page.Count == 0 ? null : $"<{path}&max_id={id(page[^1])}>; rel=\"next\", <{path}&min_id={id(page[0])}>; rel=\"prev\"");
    }

    private static long Bound(string text, long otherwise) => long.TryParse(text, out var number) ? number : otherwise;

    private async Task Answer(HttpContext http)
    {
        if (http.Request.Path == "/oauth/authorize")
        {
            Auth.Ask(http);
            return;
        }
        var call = await MastodonCall.Of(http.Request);
        Calls.Enqueue(call);
        var fault = faults.TryGetValue(call.Edge, out var waiting) && waiting.TryDequeue(out var found) ? found : MastodonFault.None;
        if (fault == MastodonFault.BreakBefore)
        {
            http.Abort();
            return;
        }
        var reply = Before(fault) ?? Serve(call);
        if (fault == MastodonFault.Twice)
            Serve(call);
        await Write(http, call, After(fault, reply), fault);
    }

    private static MastodonReply? Before(MastodonFault fault) => fault switch
    {
        MastodonFault.ServerError => MastodonReply.Error(500, "An unexpected error occurred"),
        MastodonFault.StrangePage => new(200, new JsonObject(), "<html><body>Sign in to this network</body></html>"),
        MastodonFault.TokenRevoked => MastodonReply.Error(401, "The access token was revoked"),
        MastodonFault.Suspended => MastodonReply.Error(403, "Your login is currently disabled"),
        MastodonFault.NoScope => MastodonReply.Error(403, "This action is outside the authorized scopes"),
        MastodonFault.LimitUsedUp => MastodonReply.Error(429, "Too many requests"),
        MastodonFault.Maintenance => MastodonReply.Error(503, "Service temporarily unavailable"),
        MastodonFault.Refused => MastodonReply.Invalid("Text is not allowed here"),
        _ => null,
    };

    private static MastodonReply After(MastodonFault fault, MastodonReply reply) => fault switch
    {
        MastodonFault.ServerErrorAfter => new(500, new JsonObject(), "<html><body>We're sorry, but something went wrong on our end.</body></html>"),
        MastodonFault.WrongJson => new(200, new JsonObject(), "{\"id\":\"1"),
        MastodonFault.EmptyAnswer => MastodonReply.Ok(new JsonObject()),
        _ => reply,
    };

    private MastodonReply Serve(MastodonCall call)
    {
        if (!Limits.MayCall())
            return MastodonReply.Error(429, "Too many requests");
        return Auth.Serve(call) ?? Verify(call) ?? Instance.Serve(call) ?? Media.Serve(call) ?? Statuses.Serve(call) ?? Notices.Serve(call) ?? MastodonReply.Missing;
    }

    private MastodonReply? Verify(MastodonCall call) => call.Edge switch
    {
        "GET /api/v1/accounts/verify_credentials" => Auth.Check(call, "read:accounts") ?? MastodonReply.Ok(Person(Account)),
        "GET /api/v1/apps/verify_credentials" => Auth.Check(call, "read:accounts") ?? MastodonReply.Ok(new JsonObject { ["name"] = "Pendopo" }),
        _ => null,
    };

    private async Task Write(HttpContext http, MastodonCall call, MastodonReply reply, MastodonFault fault)
    {
        if (fault == MastodonFault.BreakAfter)
        {
            http.Abort();
            return;
        }
        if (fault == MastodonFault.SilentAfter)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, end.Token);
            await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            http.Abort();
            return;
        }
        Limits.Tell(http.Response.Headers, call, usedUp: reply.Status == 429);
        if (fault == MastodonFault.Maintenance)
            http.Response.Headers.RetryAfter = "120";
        if (reply.Link is { } link)
            http.Response.Headers.Link = link;
        (http.Response.StatusCode, http.Response.ContentType) = (reply.Status, reply.Plain is ['<', ..] ? "text/html" : "application/json; charset=utf-8");
        await http.Response.WriteAsync(reply.Plain ?? reply.Body.ToJsonString());
    }
}
