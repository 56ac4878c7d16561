using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.StandIns.Threads;

/// <summary>The page that asks a person, the code, the token of an hour, the one of 60 days and its extension. Extending gives a new token; the old one lives on to its end.</summary>
internal sealed class ThreadsTokens(ThreadsStandIn threads)
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset MadeAt, DateTimeOffset EndsAt, bool Long)> held = new();
    private readonly ConcurrentDictionary<string, (string Redirect, string Challenge)> codes = new();

    public HashSet<string> Allows { get; } = ["threads_basic", "threads_content_publish", "threads_manage_replies", "threads_read_replies", "threads_manage_insights", "threads_manage_mentions", "threads_delete"];

    /// <summary>What was asked for last and was allowed.</summary>
    public HashSet<string> Granted { get; private set; } = [];

    /// <summary>The person says no.</summary>
    public bool Declines { get; set; }

    /// <summary>A token of 60 days as a connected centre holds it.</summary>
    public string Long() => Make(TimeSpan.FromDays(60), isLong: true);

    public void RevokeAll() => held.Clear();

    public void Dialog(HttpContext context)
    {
        var query = context.Request.Query;
        var back = query["redirect_uri"].ToString();
        if (query["client_id"] != ThreadsStandIn.AppId || query["response_type"] != "code" || back.Length == 0)
        {
            context.Response.StatusCode = 400;
            return;
        }
        Granted = [.. query["scope"].ToString().Split(',', ' ').Where(Allows.Contains)];
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        codes[code] = (back, query["code_challenge"].ToString());
        // The network hangs `#_` behind its answer; a browser keeps that to itself.
        var answer = Declines ? "error=access_denied&error_reason=user_denied" : $"code={code}";
        context.Response.Redirect($"{back}{(back.Contains('?') ? '&' : '?')}{answer}&state={Uri.EscapeDataString(query["state"].ToString())}#_");
    }

    /// <summary>The calls that need no token of an account yet.</summary>
    public GraphReply? Open(GraphCall call) => call.Edge switch
    {
        "POST access_token" => Exchange(call),
        "GET access_token" => Lengthen(call),
        "GET refresh_access_token" => Extend(call),
        _ => null,
    };

    public GraphReply? Check(GraphCall call)
    {
        if (call.Token.Length == 0)
            return GraphReply.Error(104, "An access token is required to request this resource.", status: 400);
        if (!held.TryGetValue(call.Token, out var token))
            return GraphTokens.Revoked;
        if (token.EndsAt <= threads.Time.GetUtcNow())
            return GraphTokens.Ended;
        var proof = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ThreadsStandIn.AppSecret), Encoding.UTF8.GetBytes(call.Token)));
        return (threads.Facts.AsksProof || call["appsecret_proof"].Length > 0) && call["appsecret_proof"] != proof ? GraphReply.Error(100, "Invalid appsecret_proof provided in the API argument") : null;
    }

    /// <summary>What was allowed to a token.</summary>
    public GraphReply? Debug(GraphCall call)
    {
        if (call.Path is not [.., "debug_token"])
            return null;
        if (!threads.Facts.TellsGranted || !held.TryGetValue(call["input_token"], out var token))
            return GraphReply.Error(100, "The access token must belong to a tester of the app.", status: 400);
        return GraphReply.Ok(new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["type"] = "USER", ["application"] = "Puskesmas Melati", ["expires_at"] = token.EndsAt.ToUnixTimeSeconds(), ["data_access_expires_at"] = token.EndsAt.ToUnixTimeSeconds(), ["is_valid"] = true,
                ["issued_at"] = token.MadeAt.ToUnixTimeSeconds(), ["scopes"] = new JsonArray([.. Granted.Select(scope => JsonValue.Create(scope))]), ["user_id"] = ThreadsAccount.Id,
            },
        });
    }

    private GraphReply Exchange(GraphCall call)
    {
        if (call["client_id"] != ThreadsStandIn.AppId || call["client_secret"] != ThreadsStandIn.AppSecret || call["grant_type"] != "authorization_code")
            return GraphReply.Error(1, "Error validating client secret.", status: 400);
        if (!codes.TryRemove(call["code"], out var asked) || asked.Redirect != call["redirect_uri"] || (threads.Facts.ChecksChallenge && !Fits(asked.Challenge, call["code_verifier"])))
            return GraphReply.Error(100, "Invalid authorization code", 36009, status: 400);
        return GraphReply.Ok(new JsonObject { ["access_token"] = Make(TimeSpan.FromHours(1), isLong: false), ["user_id"] = long.Parse(ThreadsAccount.Id) });
    }

    // RFC 7636, S256.
    private static bool Fits(string challenge, string verifier) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_') == challenge;

    private GraphReply Lengthen(GraphCall call) =>
        call["grant_type"] != "th_exchange_token" || call["client_secret"] != ThreadsStandIn.AppSecret ? GraphReply.Error(1, "Error validating client secret.", status: 400)
        : held.TryGetValue(call.Token, out var token) && !token.Long && token.EndsAt > threads.Time.GetUtcNow() ? Given(Long()) : GraphTokens.Ended;

    private GraphReply Extend(GraphCall call)
    {
        if (call["grant_type"] != "th_refresh_token" || !held.TryGetValue(call.Token, out var token) || !token.Long)
            return GraphTokens.Revoked;
        if (token.EndsAt <= threads.Time.GetUtcNow())
            return GraphTokens.Ended;
        return threads.Facts.ExtendsYoungTokens || token.MadeAt <= threads.Time.GetUtcNow().AddDays(-1) ? Given(Long()) : GraphReply.Error(10, "The access token must be at least 24 hours old.");
    }

    private static GraphReply Given(string token) => GraphReply.Ok(new JsonObject { ["access_token"] = token, ["token_type"] = "bearer", ["expires_in"] = 60 * 86_400 });

    private string Make(TimeSpan life, bool isLong)
    {
        var token = $"TH{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";
        held[token] = (threads.Time.GetUtcNow(), threads.Time.GetUtcNow() + life, isLong);
        return token;
    }
}
