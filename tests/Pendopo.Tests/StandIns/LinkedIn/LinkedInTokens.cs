using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Web;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.LinkedIn;

/// <summary>Tokens of 60 days, and refresh tokens of 365 whose end stays where it was, where an app is given them.</summary>
internal sealed class LinkedInTokens(LinkedInStandIn linkedIn)
{
    public static readonly string[] AllScopes = ["r_organization_social", "w_organization_social", "r_organization_social_feed", "w_organization_social_feed", "rw_organization_admin"];
    private readonly ConcurrentDictionary<string, (string Redirect, string Scope, DateTimeOffset At)> codes = new();
    private readonly ConcurrentDictionary<string, (string Scope, DateTimeOffset EndsAt)> access = new(), refresh = new();

    /// <summary>The person says no.</summary>
    public bool Declines { get; set; }

    /// <summary>The rights of the product that the app was approved for; asking for another one fails at the dialog.</summary>
    public HashSet<string> Allows { get; } = [.. AllScopes];

    /// <summary>Refreshes that succeeded.</summary>
    public int Refreshes { get; private set; }

    /// <summary>A pair as a connected centre holds it.</summary>
    public (string Access, string Refresh) Pair(params string[] scopes)
    {
        var given = Give(string.Join(',', scopes.Length > 0 ? scopes : AllScopes), null);
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
        var back = call["redirect_uri"];
        if (call["client_id"] != LinkedInStandIn.ClientId || call["response_type"] != "code" || back.Length == 0)
            return new(400) { Plain = "<html><body>Bummer, something went wrong.</body></html>" };
        var code = Random();
        codes[code] = (back, call["scope"].Replace(' ', ','), linkedIn.Now);
        var refused = call["scope"].Split(' ', ',').FirstOrDefault(scope => scope.Length > 0 && !Allows.Contains(scope));
        var answer = refused is not null ? $"error=unauthorized_scope_error&error_description={HttpUtility.UrlEncode($"Scope \"{refused}\" is not authorized for your application")}"
            : Declines ? "error=user_cancelled_authorize&error_description=The+user+cancelled+the+authorization" : $"code={code}";
        return new(302, null, ("Location", $"{back}{(back.Contains('?') ? '&' : '?')}{answer}&state={HttpUtility.UrlEncode(call["state"])}"));
    }

    public WireReply Token(WireCall call)
    {
        if (call.Form.GetValueOrDefault("client_id") != LinkedInStandIn.ClientId || call.Form.GetValueOrDefault("client_secret") != LinkedInStandIn.ClientSecret)
            return Error(401, "invalid_client", "Client authentication failed");
        if (call["grant_type"] == "refresh_token")
            return Refresh(call["refresh_token"]);
        return call["grant_type"] == "authorization_code" && codes.TryRemove(call["code"], out var asked) && asked.Redirect == call["redirect_uri"] && asked.At.AddMinutes(30) > linkedIn.Now
            ? WireReply.Of(Give(asked.Scope, null)) : Error(400, "invalid_request", "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired.");
    }

    /// <summary>The refusal of a call whose token does not hold, or lacks all of these rights.</summary>
    public WireReply? Check(WireCall call, params string[] anyOf)
    {
        if (!access.TryGetValue(call.Token, out var grant))
            return LinkedInAnswers.Error(401, "The token used in the request has been revoked by the user", 65601);
        if (grant.EndsAt <= linkedIn.Now)
            return LinkedInAnswers.Error(401, "The token used in the request has expired", 65602);
        return grant.Scope.Split(',').Intersect(anyOf).Any() ? null : LinkedInAnswers.NotAllowed;
    }

    private WireReply Refresh(string token)
    {
        if (!refresh.TryGetValue(token, out var held) || held.EndsAt <= linkedIn.Now || (linkedIn.Facts.RotatesRefreshTokens && !refresh.TryRemove(token, out _)))
            return Error(400, "invalid_request", "The provided authorization grant or refresh token is invalid, expired or revoked.");
        Refreshes++;
        var given = Give(held.Scope, held.EndsAt, linkedIn.Facts.RotatesRefreshTokens ? null : token);
        return WireReply.Of(given);
    }

    private JsonObject Give(string scope, DateTimeOffset? refreshEnds, string? same = null)
    {
        var (token, ends) = (Random(), refreshEnds ?? linkedIn.Now.AddDays(365));
        access[token] = (scope, linkedIn.Now.AddDays(60));
        var given = new JsonObject { ["access_token"] = token, ["expires_in"] = 60 * 86_400, ["scope"] = scope, ["token_type"] = "Bearer" };
        if (!linkedIn.Facts.GivesRefreshTokens)
            return given;
        var next = same ?? Random();
        refresh[next] = (scope, ends);
        (given["refresh_token"], given["refresh_token_expires_in"]) = (next, (long)(ends - linkedIn.Now).TotalSeconds);
        return given;
    }

    private static WireReply Error(int status, string error, string words) => new(status, new JsonObject { ["error"] = error, ["error_description"] = words });

    private static string Random() => "AQ" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
}
