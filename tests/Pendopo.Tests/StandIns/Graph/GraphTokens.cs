using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>Who may do what: the page that asks a person, codes and their exchange, tokens of people and of pages, what they allow and when they end.</summary>
internal sealed class GraphTokens(GraphStandIn graph)
{
    public const string PersonId = "5001", PersonName = "Rina Petugas";
    private readonly ConcurrentDictionary<string, Held> held = new();
    private readonly ConcurrentDictionary<string, (string Redirect, string Challenge)> codes = new();
    private int made;

    public static readonly GraphReply Revoked = GraphReply.Error(190, "Error validating access token: The session has been invalidated because the user changed their password", 460);
    public static readonly GraphReply Ended = GraphReply.Error(190, "Error validating access token: Session has expired", 463);

    /// <param name="Kind">USER, PAGE or APP.</param>
    private sealed record Held(string Kind, DateTimeOffset MadeAt, DateTimeOffset? EndsAt, bool Short);

    /// <summary>What the person who is asked allows; the asked scopes that are not among these are declined.</summary>
    public HashSet<string> Allows { get; } =
    [
        "pages_show_list", "pages_manage_posts", "pages_read_engagement", "pages_manage_engagement", "pages_read_user_content", "pages_messaging", "pages_manage_metadata",
        "read_insights", "business_management", "instagram_basic", "instagram_content_publish", "instagram_manage_comments", "instagram_manage_insights", "instagram_manage_messages",
    ];

    /// <summary>What was asked for last and was allowed.</summary>
    public HashSet<string> Granted { get; private set; } = [];

    /// <summary>The person says no.</summary>
    public bool Declines { get; set; }

    /// <summary>A token of the page as a connected centre holds it.</summary>
    public string ForPage() => Make("PAGE", graph.Facts.PageTokensEnd ? TimeSpan.FromDays(60) : null, whole: true);

    /// <summary>A long-lived token of the person.</summary>
    public string ForPerson() => Make("USER", TimeSpan.FromDays(60), whole: true);

    /// <summary>The person changed the password, or took the app away: every token made so far is dead.</summary>
    public void RevokeAll() => held.Clear();

    /// <summary>The page at which a person is asked; with scripts or without, it leads back with a code.</summary>
    public void Dialog(HttpContext context)
    {
        var query = context.Request.Query;
        var back = query["redirect_uri"].ToString();
        if (query["client_id"] != GraphStandIn.AppId || back.Length == 0)
        {
            context.Response.StatusCode = 400;
            return;
        }
        Granted = [.. query["scope"].ToString().Split(',', ' ').Where(Allows.Contains)];
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        codes[code] = (back, query["code_challenge"].ToString());
        var answer = Declines ? "error=access_denied&error_reason=user_denied&error_description=Permissions+error" : $"code={code}";
        context.Response.Redirect($"{back}{(back.Contains('?') ? '&' : '?')}{answer}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    /// <summary>The calls that need no token.</summary>
    public GraphReply? Open(GraphCall call) => call.Edge switch
    {
        "GET access_token" or "POST access_token" => Exchange(call),
        "GET refresh_access_token" => Extend(call),
        "GET debug_token" => Debug(call["input_token"]),
        _ => null,
    };

    /// <summary>The error of a call whose token does not hold.</summary>
    public GraphReply? Check(GraphCall call)
    {
        if (call.Token.Length == 0)
            return GraphReply.Error(104, "An access token is required to request this resource.", status: 400);
        if (!held.TryGetValue(call.Token, out var token))
            return Revoked;
        if (token.EndsAt <= graph.Time.GetUtcNow())
            return Ended;
        var asksProof = graph.RequiresProof && (graph.Facts.UploadAddressAsksProof || call.Path[0] is not ("video-upload" or "ig-api-upload"));
        return asksProof && call["appsecret_proof"] != GraphStandIn.Proof(call.Token)
            ? GraphReply.Error(100, call["appsecret_proof"].Length == 0 ? "API calls from the server require an appsecret_proof argument" : "Invalid appsecret_proof provided in the API argument", type: "GraphMethodException") : null;
    }

    /// <summary>The calls about the person themselves.</summary>
    public GraphReply? OfPerson(GraphCall call) => (call.Edge, call.Path) switch
    {
        ("GET me", _) when held[call.Token].Kind == "PAGE" => GraphReply.Ok(new JsonObject { ["id"] = PageStandIn.Id, ["name"] = PageStandIn.Name }),
        ("GET me", _) => GraphReply.Ok(new JsonObject { ["id"] = PersonId, ["name"] = PersonName }),
        ("GET permissions", _) => GraphReply.List(Granted.Select(scope => (JsonNode)new JsonObject { ["permission"] = scope, ["status"] = "granted" })
            .Concat(Allows.Except(Granted).Take(1).Select(scope => (JsonNode)new JsonObject { ["permission"] = scope, ["status"] = "declined" }))),
        ("GET accounts", _) => GraphReply.List(graph.Page.Given ? [Account()] : []),
        _ => null,
    };

    private JsonObject Account() => new()
    {
        ["id"] = PageStandIn.Id, ["name"] = PageStandIn.Name, ["access_token"] = ForPage(), ["tasks"] = new JsonArray("CREATE_CONTENT", "MODERATE", "MESSAGING", "ANALYZE", "MANAGE"),
        ["instagram_business_account"] = graph.Instagram.Linked ? new JsonObject { ["id"] = InstagramStandIn.Id, ["username"] = InstagramStandIn.Username } : null,
    };

    private GraphReply Exchange(GraphCall call)
    {
        if (call["client_id"] != GraphStandIn.AppId || call["client_secret"] != GraphStandIn.AppSecret)
            return GraphReply.Error(1, "Error validating client secret.", status: 400);
        if (call["grant_type"] == "client_credentials")
            return Given(Make("APP", null, whole: true), null);
        if (call["grant_type"] is "fb_exchange_token" or "ig_exchange_token")
        {
            var old = call["fb_exchange_token"].Length > 0 ? call["fb_exchange_token"] : call.Token;
            return held.TryGetValue(old, out var token) && !(token.EndsAt <= graph.Time.GetUtcNow()) ? Given(Make("USER", TimeSpan.FromDays(60), whole: true), TimeSpan.FromDays(60)) : Ended;
        }
        if (!codes.TryRemove(call["code"], out var asked) || asked.Redirect != call["redirect_uri"] || !Fits(asked.Challenge, call["code_verifier"]))
            return GraphReply.Error(100, "This authorization code has been used, has expired, or belongs to another redirect_uri.", 36009, status: 400);
        return Given(Make("USER", TimeSpan.FromHours(2), whole: false), TimeSpan.FromHours(2));
    }

    // RFC 7636: S256 of the verifier; asked without a challenge, none is looked for.
    private static bool Fits(string challenge, string verifier) => challenge.Length == 0
        || Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_') == challenge;

    private GraphReply Extend(GraphCall call)
    {
        if (Check(call) is { } refused && refused.Body["error"]!["code"]!.GetValue<int>() == 190)
            return refused;
        return held.TryGetValue(call.Token, out var token) && (graph.Facts.ExtendsYoungTokens || token.MadeAt <= graph.Time.GetUtcNow().AddDays(-1))
            ? Given(Make("USER", TimeSpan.FromDays(60), whole: true), TimeSpan.FromDays(60))
            : GraphReply.Error(10, "The access token must be at least 24 hours old.");
    }

    private GraphReply Debug(string token) => GraphReply.Ok(new JsonObject
    {
        ["data"] = held.TryGetValue(token, out var found) && !(found.EndsAt <= graph.Time.GetUtcNow())
            ? new JsonObject
            {
                ["app_id"] = GraphStandIn.AppId, ["type"] = found.Kind, ["is_valid"] = true, ["issued_at"] = found.MadeAt.ToUnixTimeSeconds(),
                ["expires_at"] = found.EndsAt?.ToUnixTimeSeconds() ?? 0, ["scopes"] = new JsonArray([.. (Granted.Count > 0 ? Granted : Allows).Select(scope => JsonValue.Create(scope))]),
                ["user_id"] = PersonId, ["profile_id"] = PageStandIn.Id,
            }
            : new JsonObject { ["is_valid"] = false, ["error"] = new JsonObject { ["code"] = 190, ["subcode"] = found is null ? 460 : 463, ["message"] = "Session has expired" }, ["scopes"] = new JsonArray() },
    });

    private GraphReply Given(string token, TimeSpan? life)
    {
        var answer = new JsonObject { ["access_token"] = token, ["token_type"] = "bearer" };
        if (life is { } span)
            answer["expires_in"] = (long)span.TotalSeconds;
        return GraphReply.Ok(answer);
    }

    private string Make(string kind, TimeSpan? life, bool whole)
    {
        var token = $"EAAG{kind}{Interlocked.Increment(ref made)}x{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        held[token] = new(kind, graph.Time.GetUtcNow(), graph.Time.GetUtcNow() + life, !whole);
        return token;
    }
}
