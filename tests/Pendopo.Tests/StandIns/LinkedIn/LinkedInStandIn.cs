using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.LinkedIn;

/// <summary>
/// api.linkedin.com and the page of www.linkedin.com that asks a person, with one page of an organisation, as reference material tells them; what is unverified
/// stands in <see cref="Facts"/> and can be switched. Edges: `GET authorization`, `POST accessToken`, `GET organizationAcls`, `GET organization`, `POST posts`,
/// `GET posts`, `GET post`, `POST post` (a change), `DELETE post`, `POST images`, `POST documents`, `POST videos`, `POST finalizeUpload`, `PUT upload`, `GET image`,
/// `GET document`, `GET video`, `GET comments`, `POST comments`, `DELETE comment`, `GET organizationalEntityShareStatistics`, `GET organizationalEntityNotifications`,
/// `PUT eventSubscriptions`.
/// </summary>
internal sealed class LinkedInStandIn : WireStandIn
{
    public const string ClientId = "86melati", ClientSecret = "melati-linkedin-secret", PageId = "5515715", Page = "urn:li:organization:" + PageId;
    private readonly ConcurrentDictionary<(string Edge, DateOnly Day), int> used = new();
    private long made = 7_100_000_000_000_000_000;

    private LinkedInStandIn(TimeProvider? time) : base(time) => (Tokens, Posts, Media, Talk) = (new(this), new(this), new(this), new(this));

    public LinkedInFacts Facts { get; } = new();

    public LinkedInTokens Tokens { get; }

    public LinkedInPosts Posts { get; }

    public LinkedInMedia Media { get; }

    public LinkedInTalk Talk { get; }

    /// <summary>The oldest version that is served, and the newest.</summary>
    public (int Oldest, int Newest) Versions { get; set; } = (202512, 202611);

    /// <summary>The person's role on the page; ADMINISTRATOR and CONTENT_ADMIN may write.</summary>
    public string Role { get; set; } = "ADMINISTRATOR";

    /// <summary>Calls of an edge in a day that ends at 00:00 UTC; the network tells none of them.</summary>
    public Dictionary<string, int> ADay { get; } = [];

    /// <summary>What was subscribed to, by its path.</summary>
    public ConcurrentQueue<string> Subscriptions { get; } = new();

    public static async Task<LinkedInStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new LinkedInStandIn(time);
        await server.Begin();
        return server;
    }

    public string NextId() => Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture);

    protected override string Edge(string method, string[] path, IReadOnlyDictionary<string, string> query) => path switch
    {
        ["rest", "videos"] when query.GetValueOrDefault("action") == "finalizeUpload" => "finalizeUpload",
        ["rest", "posts" or "images" or "documents" or "videos" or "organizations", _] => path[1][..^1],
        ["rest", "socialActions", _, "comments", _] => "comment",
        ["rest", "eventSubscriptions", _] => "eventSubscriptions",
        ["dms-uploads", _, "captions"] => "captions",
        ["dms-uploads", ..] => "upload",
        _ => path[^1],
    };

    protected override WireReply? Refusal(WireFault fault) => fault switch
    {
        WireFault.ServerError => LinkedInAnswers.Error(503, "Service Unavailable"),
        WireFault.TokenRevoked => LinkedInAnswers.Error(401, "The token used in the request has been revoked by the user", 65601),
        WireFault.TokenEnded => LinkedInAnswers.Error(401, "The token used in the request has expired", 65602),
        WireFault.RateLimit or WireFault.QuotaUsed => Limited(),
        WireFault.NoPermission => LinkedInAnswers.NotAllowed,
        WireFault.Refused => LinkedInAnswers.Error(422, "Content violates the professional community policies", 100),
        WireFault.SeemsGone => LinkedInAnswers.NotFound,
        WireFault.Duplicate => LinkedInAnswers.Error(Facts.DuplicateStatus, "Content is a duplicate of an earlier post", 10),
        _ => null,
    };

    protected override WireReply Serve(WireCall call)
    {
        switch (call.Path)
        {
            case ["oauth", "v2", "authorization"]: return Tokens.Dialog(call);
            case ["oauth", "v2", "accessToken"]: return Tokens.Token(call);
            case ["dms-uploads", ..]: return Media.Put(call);
        }
        return Unheaded(call) ?? Tokens.Check(call, Scopes(call)) ?? Writer(call) ?? Counted(call)
            ?? Posts.Serve(call) ?? Media.Serve(call) ?? Talk.Serve(call) ?? OfPage(call) ?? LinkedInAnswers.NotFound;
    }

    // There is no default version; numbers in a path have to be escaped.
    private WireReply? Unheaded(WireCall call)
    {
        if (!int.TryParse(call.Header("Linkedin-Version"), CultureInfo.InvariantCulture, out var version))
            return LinkedInAnswers.Error(400, "A version must be present. Please specify a version by adding the LinkedIn-Version header.");
        if (version < Versions.Oldest || version > Versions.Newest)
            return LinkedInAnswers.Error(Facts.RetiredStatus, $"Requested version {version} is not active");
        if (call.Header("X-Restli-Protocol-Version") != "2.0.0")
            return LinkedInAnswers.Error(400, "X-Restli-Protocol-Version must be 2.0.0");
        return call.Target.Split('?')[0].Contains("urn:", StringComparison.Ordinal) ? LinkedInAnswers.Error(400, "Syntax exception in path variables") : null;
    }

    private static string[] Scopes(WireCall call) => (call.Method, call.Path) switch
    {
        ("GET", ["rest", "socialActions", ..]) => ["r_organization_social_feed", "r_organization_social"],
        (_, ["rest", "socialActions", ..]) => ["w_organization_social_feed", "w_organization_social"],
        ("GET", ["rest", "posts", ..]) => ["r_organization_social"],
        (_, ["rest", "posts", ..]) or ("POST", _) => ["w_organization_social"],
        ("GET", ["rest", "images" or "documents" or "videos", _]) => ["w_organization_social", "r_organization_social"],
        _ => ["rw_organization_admin"],
    };

    private WireReply? Writer(WireCall call) => call.Method != "GET" && Role is not ("ADMINISTRATOR" or "CONTENT_ADMIN") ? LinkedInAnswers.NotAllowed : null;

    private WireReply? Counted(WireCall call) => ADay.TryGetValue(call.Edge, out var most)
        && used.AddOrUpdate((call.Edge, DateOnly.FromDateTime(Now.UtcDateTime)), 1, (_, calls) => calls + 1) > most ? Limited() : null;

    private WireReply Limited()
    {
        var reply = LinkedInAnswers.Error(429, "Resource level throttle limit for calls to this resource is reached.", 101);
        return Facts.TellsRetryAfter ? reply with { Headers = [("Retry-After", "3600")] } : reply;
    }

    private WireReply? OfPage(WireCall call) => (call.Method, call.Path) switch
    {
        ("GET", ["rest", "organizationAcls"]) => !Facts.FindsPages ? LinkedInAnswers.NotAllowed : LinkedInAnswers.Elements(Role.Length == 0 ? [] :
            [new JsonObject { ["organization"] = Page, ["role"] = Role, ["state"] = "APPROVED", ["roleAssignee"] = "urn:li:person:rina" }]),
        ("GET", ["rest", "organizations", PageId]) => WireReply.Of(new JsonObject { ["id"] = long.Parse(PageId, CultureInfo.InvariantCulture), ["localizedName"] = "Puskesmas Melati", ["vanityName"] = "puskesmas-melati" }),
        ("GET", ["rest", "organizationalEntityNotifications"]) when call["q"] == "criteria" =>
            LinkedInAnswers.Elements(Talk.All.Values.Where(comment => comment.At + Talk.Lateness <= Now && comment.At > Now.AddDays(-60)).OrderByDescending(comment => comment.At).Select(comment => (JsonNode)LinkedInWebhooks.Notification(comment))),
        ("PUT", ["rest", "eventSubscriptions", var what]) => Subscribe(what),
        _ => null,
    };

    private WireReply Subscribe(string what)
    {
        Subscriptions.Enqueue(what);
        return new(204);
    }
}
