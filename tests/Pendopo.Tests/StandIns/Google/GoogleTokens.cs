using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pendopo.Tests.StandIns.Net;

namespace Pendopo.Tests.StandIns.Google;

/// <summary>Sign-in at Google: the page that asks a person, codes, access tokens that live an hour and refresh tokens.</summary>
internal sealed class GoogleTokens(TimeProvider time)
{
    public const string ClientId = "70007-melati.apps.googleusercontent.com", ClientSecret = "GOCSPX-melati";
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3599);
    private readonly ConcurrentDictionary<string, Held> access = new(), refresh = new();
    private readonly ConcurrentDictionary<string, (string Redirect, string Challenge, string Scope, bool Offline)> codes = new();
    private int made;

    private sealed record Held(string Scope, DateTimeOffset? EndsAt);

    public static readonly IReadOnlyDictionary<string, string> Unverified = new Dictionary<string, string>
    {
        [nameof(Rotates)] = "A refresh may give a new refresh token, after which the old one is dead.",
        [nameof(RefreshLives)] = "An app in testing gives refresh tokens that live 7 days.",
        [nameof(RefreshOnlyWithConsent)] = "A refresh token comes only with access_type=offline and prompt=consent.",
    };

    public bool Rotates { get; set; } = true;

    /// <summary>Null for an app in production.</summary>
    public TimeSpan? RefreshLives { get; set; }

    public bool RefreshOnlyWithConsent { get; set; } = true;

    /// <summary>The person says no.</summary>
    public bool Declines { get; set; }

    /// <summary>What the person allows of what is asked; null allows all.</summary>
    public HashSet<string>? Allows { get; set; }

    /// <summary>How often a refresh token was used.</summary>
    public int Refreshed { get; private set; }

    /// <summary>Tokens as a connected centre holds them.</summary>
    public (string Access, string Refresh) Give(string scope) => (Make(access, "ya29.", scope, Life), Make(refresh, "1//", scope, RefreshLives));

    /// <summary>The person took the app away, or changed the password.</summary>
    public void RevokeAll()
    {
        access.Clear();
        refresh.Clear();
    }

    /// <summary>The access token is over before its time; the refresh token works.</summary>
    public void EndAccess() => access.Clear();

    /// <summary>The page at which a person is asked; it leads back with a code.</summary>
    public bool Dialog(HttpContext context)
    {
        if (context.Request.Path != "/o/oauth2/v2/auth")
            return false;
        var query = context.Request.Query;
        var back = query["redirect_uri"].ToString();
        if (query["client_id"] != ClientId || back.Length == 0 || query["response_type"] != "code")
        {
            context.Response.StatusCode = 400;
            return true;
        }
        var scope = string.Join(' ', query["scope"].ToString().Split(' ').Where(asked => Allows?.Contains(asked) ?? true));
        var code = "4/" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        codes[code] = (back, query["code_challenge"].ToString(), scope, query["access_type"] == "offline" && (query["prompt"] == "consent" || !RefreshOnlyWithConsent));
        var answer = Declines ? "error=access_denied" : $"code={Uri.EscapeDataString(code)}&scope={Uri.EscapeDataString(scope)}";
        context.Response.Redirect($"{back}{(back.Contains('?') ? '&' : '?')}{answer}&state={Uri.EscapeDataString(query["state"].ToString())}");
        return true;
    }

    /// <summary>The calls that need no access token; null for others.</summary>
    public NetReply? Open(NetCall call) => call.Name switch
    {
        "POST /token" => Token(call),
        "POST /revoke" => Revoke(call["token"]),
        _ => null,
    };

    /// <summary>What the token of a call allows; null when it is dead.</summary>
    public string? ScopeOf(NetCall call) => access.TryGetValue(call.Bearer, out var held) && held.EndsAt > time.GetUtcNow() ? held.Scope : null;

    private NetReply Token(NetCall call)
    {
        if (call["client_id"] != ClientId || call["client_secret"] != ClientSecret)
            return Error(401, "invalid_client", "The OAuth client was not found.");
        return call["grant_type"] switch
        {
            "authorization_code" => Exchange(call),
            "refresh_token" => Refresh(call["refresh_token"]),
            _ => Error(400, "unsupported_grant_type", "Invalid grant_type"),
        };
    }

    private NetReply Exchange(NetCall call)
    {
        if (!codes.TryRemove(call["code"], out var asked) || asked.Redirect != call["redirect_uri"] || !Fits(asked.Challenge, call["code_verifier"]))
            return Error(400, "invalid_grant", "Malformed auth code.");
        return Given(asked.Scope, asked.Offline ? Make(refresh, "1//", asked.Scope, RefreshLives) : null);
    }

    private NetReply Refresh(string token)
    {
        if (!refresh.TryGetValue(token, out var held) || held.EndsAt <= time.GetUtcNow())
            return Error(400, "invalid_grant", "Token has been expired or revoked.");
        Refreshed++;
        if (!Rotates)
            return Given(held.Scope, null);
        refresh.TryRemove(token, out _);
        return Given(held.Scope, Make(refresh, "1//", held.Scope, RefreshLives));
    }

    private NetReply Revoke(string token)
    {
        var known = access.TryRemove(token, out _) | refresh.TryRemove(token, out _);
        return known ? NetReply.Ok(new JsonObject()) : Error(400, "invalid_token", "Token expired or revoked");
    }

    private NetReply Given(string scope, string? refreshToken)
    {
        var answer = new JsonObject { ["access_token"] = Make(access, "ya29.", scope, Life), ["expires_in"] = (int)Life.TotalSeconds, ["scope"] = scope, ["token_type"] = "Bearer" };
        if (refreshToken is not null)
            answer["refresh_token"] = refreshToken;
        return NetReply.Ok(answer);
    }

    private static NetReply Error(int status, string code, string words) => NetReply.Of(status, new JsonObject { ["error"] = code, ["error_description"] = words });

    // RFC 7636: S256 of the verifier; asked without a challenge, none is looked for.
    private static bool Fits(string challenge, string verifier) => challenge.Length == 0
        || Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_') == challenge;

    private string Make(ConcurrentDictionary<string, Held> kept, string before, string scope, TimeSpan? life)
    {
        var token = $"{before}{Interlocked.Increment(ref made)}x{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        kept[token] = new(scope, time.GetUtcNow() + life);
        return token;
    }
}
