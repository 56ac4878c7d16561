using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pendopo.Tests.StandIns.Net;

namespace Pendopo.Tests.StandIns.TikTok;

/// <summary>Login Kit: the page that asks a person, codes, access tokens of a day and refresh tokens of a year.</summary>
internal sealed class TikTokTokens(TikTokStandIn network)
{
    public const string ClientKey = "aw7melati", ClientSecret = "tiktok-secret-melati", OpenId = "act-open-id-1";
    private readonly ConcurrentDictionary<string, (string Scope, DateTimeOffset EndsAt)> access = new(), refresh = new();
    private readonly ConcurrentDictionary<string, (string Redirect, string Challenge, string Scope)> codes = new();
    private int made;

    public bool Declines { get; set; }

    /// <summary>What the person allows of what is asked; null allows all.</summary>
    public HashSet<string>? Allows { get; set; }

    public int Refreshed { get; private set; }

    public (string Access, string Refresh) Give(string scope) => (Make(access, "act.", scope, TimeSpan.FromDays(1)), Make(refresh, "rft.", scope, TimeSpan.FromDays(365)));

    public void RevokeAll()
    {
        access.Clear();
        refresh.Clear();
    }

    public void EndAccess() => access.Clear();

    public string? ScopeOf(NetCall call) => access.TryGetValue(call.Bearer, out var held) && held.EndsAt > network.Time.GetUtcNow() ? held.Scope : null;

    public bool Dialog(HttpContext context)
    {
        if (context.Request.Path != "/v2/auth/authorize/" && context.Request.Path != "/v2/auth/authorize")
            return false;
        var query = context.Request.Query;
        var back = query["redirect_uri"].ToString();
        if (query["client_key"] != ClientKey || back.Length == 0)
        {
            context.Response.StatusCode = 400;
            return true;
        }
        var scope = string.Join(',', query["scope"].ToString().Split(',').Where(asked => Allows?.Contains(asked) ?? true));
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)) + "*1!7000.s1";
        codes[code] = (back, query["code_challenge"].ToString(), scope);
        var answer = Declines ? "error=access_denied&error_description=User%20cancel" : $"code={Uri.EscapeDataString(code)}&scopes={Uri.EscapeDataString(scope)}";
        context.Response.Redirect($"{back}{(back.Contains('?') ? '&' : '?')}{answer}&state={Uri.EscapeDataString(query["state"].ToString())}");
        return true;
    }

    public NetReply? Open(NetCall call) => call.Name.TrimEnd('/') switch
    {
        "POST /v2/oauth/token" => Token(call),
        "POST /v2/oauth/revoke" => Revoke(call),
        _ => null,
    };

    private NetReply Token(NetCall call)
    {
        if (call["client_key"] != ClientKey || call["client_secret"] != ClientSecret)
            return Error("invalid_client", "Client key or secret is incorrect.");
        if (call["grant_type"] == "authorization_code")
            return codes.TryRemove(call["code"], out var asked) && asked.Redirect == call["redirect_uri"] && Fits(asked.Challenge, call["code_verifier"])
                ? Given(asked.Scope, Make(refresh, "rft.", asked.Scope, TimeSpan.FromDays(365))) : Error("invalid_grant", "Authorization code is expired.");
        if (!refresh.TryGetValue(call["refresh_token"], out var held) || held.EndsAt <= network.Time.GetUtcNow())
            return Error("invalid_grant", "Refresh token is invalid or expired.");
        Refreshed++;
        if (!network.Facts.RotatesRefresh)
            return Given(held.Scope, call["refresh_token"]);
        refresh.TryRemove(call["refresh_token"], out _);
        return Given(held.Scope, Make(refresh, "rft.", held.Scope, TimeSpan.FromDays(365)));
    }

    private NetReply Revoke(NetCall call)
    {
        access.TryRemove(call["token"], out _);
        return NetReply.Ok(new JsonObject());
    }

    private NetReply Given(string scope, string refreshToken) => NetReply.Ok(new JsonObject
    {
        ["open_id"] = OpenId, ["scope"] = scope, ["access_token"] = Make(access, "act.", scope, TimeSpan.FromDays(1)), ["expires_in"] = 86_400,
        ["refresh_token"] = refreshToken, ["refresh_expires_in"] = 31_536_000, ["token_type"] = "Bearer",
    });

    // As the page of the token endpoint tells it: an error comes with HTTP 200, too.
    private static NetReply Error(string code, string words) => NetReply.Ok(new JsonObject { ["error"] = code, ["error_description"] = words, ["log_id"] = "20261123" });

    private bool Fits(string challenge, string verifier)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(verifier));
        return challenge.Length == 0 || challenge == (network.Facts.HexChallenge ? Convert.ToHexStringLower(hash) : Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
    }

    private string Make(ConcurrentDictionary<string, (string Scope, DateTimeOffset EndsAt)> kept, string before, string scope, TimeSpan life)
    {
        var token = $"{before}{Interlocked.Increment(ref made)}x{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        kept[token] = (scope, network.Time.GetUtcNow() + life);
        return token;
    }
}
