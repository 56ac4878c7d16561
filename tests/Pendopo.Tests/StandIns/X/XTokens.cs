using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.X;

/// <summary>Codes that live 30 seconds, tokens of two hours, refresh tokens that are taken once.</summary>
internal sealed class XTokens(XStandIn x)
{
    public static readonly string[] AllScopes = ["tweet.read", "tweet.write", "tweet.moderate.write", "users.read", "media.write", "offline.access", "like.write"];
    private static readonly TimeSpan CodeLife = TimeSpan.FromSeconds(30), AccessLife = TimeSpan.FromHours(2);
    private readonly ConcurrentDictionary<string, (string Redirect, string Challenge, string Scope, DateTimeOffset At)> codes = new();
    private readonly ConcurrentDictionary<string, Grant> access = new(), refresh = new(), used = new();

    private sealed record Grant(string Scope, DateTimeOffset EndsAt, int Family);

    /// <summary>The person says no.</summary>
    public bool Declines { get; set; }

    /// <summary>The rights that the app was set up with; others are refused at the dialog.</summary>
    public HashSet<string> Allows { get; } = [.. AllScopes];

    /// <summary>Refreshes that succeeded: two of one token are a fault of the caller.</summary>
    public int Refreshes { get; private set; }

    /// <summary>A pair as a connected centre holds it.</summary>
    public (string Access, string Refresh) Pair(params string[] scopes)
    {
        var given = Give(string.Join(' ', scopes.Length > 0 ? scopes : AllScopes), RandomNumberGenerator.GetInt32(int.MaxValue));
        return (given["access_token"]!.GetValue<string>(), given["refresh_token"]?.GetValue<string>() ?? "");
    }

    /// <summary>The person took the app away: nothing given so far holds.</summary>
    public void RevokeAll()
    {
        access.Clear();
        refresh.Clear();
    }

    /// <summary>The page that asks a person.</summary>
    public WireReply Dialog(WireCall call)
    {
        var scopes = call["scope"].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (call["client_id"] != XStandIn.ClientId || call["response_type"] != "code" || call["code_challenge_method"] != "S256" || call["code_challenge"].Length == 0
            || call["state"].Length is 0 or > 500 || call["redirect_uri"].Length == 0 || scopes.Any(scope => !Allows.Contains(scope)))
            return new(400) { Plain = "<html><body>Something went wrong. You weren't able to give access to the App.</body></html>" };
        var code = Random();
        codes[code] = (call["redirect_uri"], call["code_challenge"], call["scope"], x.Now);
        var answer = Declines ? "error=access_denied" : $"code={code}";
        var back = call["redirect_uri"];
        return new(302, null, ("Location", $"{back}{(back.Contains('?') ? '&' : '?')}state={HttpUtility.UrlEncode(call["state"])}&{answer}"));
    }

    public WireReply Token(WireCall call)
    {
        if (!Client(call))
            return Error(401, "unauthorized_client", "Missing valid authorization header");
        return call["grant_type"] switch
        {
            "authorization_code" => Exchange(call),
            "refresh_token" => Refresh(call["refresh_token"]),
            _ => Error(400, "unsupported_grant_type", "The grant type is not supported."),
        };
    }

    public WireReply Revoke(WireCall call)
    {
        if (!Client(call))
            return Error(401, "unauthorized_client", "Missing valid authorization header");
        access.TryRemove(call["token"], out _);
        refresh.TryRemove(call["token"], out _);
        return WireReply.Of(new JsonObject { ["revoked"] = true });
    }

    /// <summary>The refusal of a call whose token does not hold, or lacks the right.</summary>
    public WireReply? Check(WireCall call, string scope)
    {
        if (!access.TryGetValue(call.Token, out var grant) || grant.EndsAt <= x.Now)
            return XAnswers.Unauthorized;
        return grant.Scope.Split(' ').Contains(scope) ? null : XAnswers.Problem(403, "Forbidden", $"Your client app is not configured with the scope {scope}.", "https://api.twitter.com/2/problems/oauth-scope");
    }

    private WireReply Exchange(WireCall call)
    {
        if (!codes.TryRemove(call["code"], out var asked) || asked.At + CodeLife < x.Now || asked.Redirect != call["redirect_uri"] || Challenge(call["code_verifier"]) != asked.Challenge)
            return Error(400, "invalid_request", "Value passed for the authorization code was invalid.");
        return WireReply.Of(Give(asked.Scope, RandomNumberGenerator.GetInt32(int.MaxValue)));
    }

    private WireReply Refresh(string token)
    {
        if (refresh.TryRemove(token, out var grant))
        {
            used[token] = grant;
            Refreshes++;
            return WireReply.Of(Give(grant.Scope, grant.Family));
        }
        if (x.Facts.ReuseEndsAll && used.TryGetValue(token, out var reused))
            foreach (var shelf in new[] { access, refresh })
                foreach (var (key, held) in shelf.Where(held => held.Value.Family == reused.Family))
                    shelf.TryRemove(KeyValuePair.Create(key, held));
        return Error(400, x.Facts.RefreshError, "Value passed for the token was invalid.");
    }

    private JsonObject Give(string scope, int family)
    {
        var token = Random();
        access[token] = new(scope, x.Now + AccessLife, family);
        var given = new JsonObject { ["token_type"] = "bearer", ["expires_in"] = (int)AccessLife.TotalSeconds, ["access_token"] = token, ["scope"] = scope };
        if (!scope.Split(' ').Contains("offline.access"))
            return given;
        var next = Random();
        refresh[next] = new(scope, DateTimeOffset.MaxValue, family);
        given["refresh_token"] = next;
        return given;
    }

    // A confidential client names itself in a header.
    private static bool Client(WireCall call) =>
        call.Header("Authorization") == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{XStandIn.ClientId}:{XStandIn.ClientSecret}"));

    // RFC 7636, section 4.2.
    private static string Challenge(string verifier) => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static WireReply Error(int status, string error, string words) => new(status, new JsonObject { ["error"] = error, ["error_description"] = words });

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
