using System.Collections.Concurrent;
using System.Globalization;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.X;

/// <summary>
/// api.x.com and the page of x.com that asks a person, with one account, as reference material tells them; what is unverified stands in
/// <see cref="Facts"/> and can be switched. Edges: `GET authorize`, `POST token`, `POST revoke`, `GET me`, `POST tweets`, `GET tweets`, `GET tweet`, `DELETE tweet`,
/// `PUT hidden`, `GET timeline`, `GET mentions`, `GET recent`, `POST initialize`, `POST append`, `POST finalize`, `GET upload`, `POST metadata`.
/// </summary>
internal sealed class XStandIn : WireStandIn
{
    public const string ClientId = "bWVsYXRpLWNsaWVudA", ClientSecret = "melati-client-secret", ConsumerSecret = "melati-consumer-secret", UserId = "2244994945", Username = "pkm_melati";
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, int Used)> windows = new();
    private readonly Lock purse = new();
    private long made = 1_900_000_000_000_000_000;

    private XStandIn(TimeProvider? time) : base(time) => (Tokens, Posts, Media) = (new(this), new(this), new(this));

    public XFacts Facts { get; } = new();

    public XTokens Tokens { get; }

    public XPosts Posts { get; }

    public XMedia Media { get; }

    /// <summary>Calls of an edge in 15 minutes; what does not stand here is not counted.</summary>
    public Dictionary<string, int> Limits { get; } = new()
    {
        ["POST tweets"] = 100, ["DELETE tweet"] = 50, ["GET mentions"] = 300, ["GET timeline"] = 900, ["GET recent"] = 300, ["PUT hidden"] = 50, ["POST initialize"] = 1875, ["POST append"] = 1875,
    };

    /// <summary>Posts of the whole app in a day.</summary>
    public int PostsADay { get; set; } = 10_000;

    /// <summary>Dollars that are left; null counts none. Used up, everything is refused.</summary>
    public decimal? Credits { get; set; }

    /// <summary>Dollars that were spent.</summary>
    public decimal Spent { get; private set; }

    public static async Task<XStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new XStandIn(time);
        await server.Begin();
        return server;
    }

    public string NextId() => Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture);

    public void Spend(decimal dollars)
    {
        lock (purse)
            (Spent, Credits) = (Spent + dollars, Credits - dollars);
    }

    protected override string Edge(string method, string[] path, IReadOnlyDictionary<string, string> query) => path switch
    {
        ["2", "tweets", "search", "recent"] => "recent",
        ["2", "tweets", _] => "tweet",
        ["2", "users", _, "tweets"] => "timeline",
        _ => path[^1],
    };

    protected override WireReply? Refusal(WireFault fault) => fault switch
    {
        WireFault.ServerError => XAnswers.Problem(503, "Service Unavailable", "Service Unavailable"),
        WireFault.TokenRevoked or WireFault.TokenEnded => XAnswers.Unauthorized,
        WireFault.RateLimit => XAnswers.TooMany with { Headers = Rate(100, 0, Now.AddMinutes(15)) },
        WireFault.QuotaUsed => XAnswers.Capped(Facts.CapStatus),
        WireFault.NoPermission => XAnswers.Problem(403, "Forbidden", "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.", "https://api.twitter.com/2/problems/oauth1-permissions"),
        WireFault.Refused => XAnswers.Forbidden("You are not permitted to perform this action."),
        WireFault.SeemsGone => XAnswers.NotFound("0"),
        WireFault.Duplicate => XAnswers.Forbidden("You are not allowed to create a Tweet with duplicate content."),
        _ => null,
    };

    protected override WireReply Serve(WireCall call)
    {
        switch (call.Method, call.Path)
        {
            case ("GET", ["i", "oauth2", "authorize"]): return Tokens.Dialog(call);
            case ("POST", ["2", "oauth2", "token"]): return Tokens.Token(call);
            case ("POST", ["2", "oauth2", "revoke"]): return Tokens.Revoke(call);
        }
        if (Tokens.Check(call, Scope(call)) is { } refused)
            return refused;
        if (Credits <= 0)
            return XAnswers.Capped(Facts.CapStatus);
        var (over, headers) = Count(call);
        var reply = over ?? Known(call);
        return reply with { Headers = [.. reply.Headers, .. headers] };
    }

    private WireReply Known(WireCall call) => (call.Method, call.Path) switch
    {
        ("GET", ["2", "users", "me"]) => XAnswers.Data(Posts.Person(UserId)),
        ("POST", ["2", "tweets"]) => Posts.Create(call),
        ("GET", ["2", "tweets"]) => Posts.Many(call),
        ("GET", ["2", "tweets", "search", "recent"]) => Posts.Recent(call),
        ("GET", ["2", "tweets", var id]) => Posts.One(call, id),
        ("DELETE", ["2", "tweets", var id]) => Posts.Delete(id),
        ("PUT", ["2", "tweets", var id, "hidden"]) => Posts.Hide(call, id),
        ("POST", ["2", "users", UserId, "likes"]) => Posts.Like(call),
        ("GET", ["2", "users", UserId, "tweets"]) => Posts.Timeline(call),
        ("GET", ["2", "users", UserId, "mentions"]) => Posts.Mentions(call),
        _ => Media.Serve(call) ?? XAnswers.NotFound(call.Path[^1]),
    };

    private static string Scope(WireCall call) => call.Path switch
    {
        ["2", "media", ..] => "media.write",
        [.., "hidden"] => "tweet.moderate.write",
        [.., "likes"] => "like.write",
        ["2", "users", "me"] => "users.read",
        _ => call.Method == "GET" ? "tweet.read" : "tweet.write",
    };

    private (WireReply? Over, (string, string)[] Headers) Count(WireCall call)
    {
        if (!Limits.TryGetValue(call.Edge, out var most))
            return (null, []);
        var (until, used) = Take(call.Edge, TimeSpan.FromMinutes(15));
        if (call.Edge == "POST tweets" && Take("day", TimeSpan.FromHours(24)) is var day && day.Used > PostsADay)
            return (XAnswers.TooMany, [.. Rate(most, Math.Max(0, most - used), until), ("x-app-limit-24hour-limit", $"{PostsADay}"), ("x-app-limit-24hour-remaining", "0"), ("x-app-limit-24hour-reset", $"{day.Until.ToUnixTimeSeconds()}")]);
        return (used > most ? XAnswers.TooMany : null, Rate(most, Math.Max(0, most - used), until));
    }

    private (DateTimeOffset Until, int Used) Take(string name, TimeSpan window) =>
        windows.AddOrUpdate(name, _ => (Now + window, 1), (_, held) => held.Until <= Now ? (Now + window, 1) : (held.Until, held.Used + 1));

    private static (string, string)[] Rate(int limit, int left, DateTimeOffset until) =>
        [("x-rate-limit-limit", $"{limit}"), ("x-rate-limit-remaining", $"{left}"), ("x-rate-limit-reset", $"{until.ToUnixTimeSeconds()}")];
}
