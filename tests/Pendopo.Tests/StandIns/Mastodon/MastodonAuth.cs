using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Pendopo.Tests.StandIns.Mastodon;

/// <summary>Applications, the page that asks a person, and tokens with their scopes.</summary>
internal sealed class MastodonAuth(MastodonStandIn server)
{
    private readonly ConcurrentDictionary<string, Code> codes = new();

    /// <summary>An application that was registered.</summary>
    public sealed record App(string Id, string Secret, string Name, IReadOnlyList<string> Redirects, string Scopes, string Website);

    private sealed record Code(App App, string Redirect, string Scopes, string Challenge, DateTimeOffset At);

    private sealed record Grant(string Scopes, DateTimeOffset At);

    private readonly ConcurrentDictionary<string, Grant> grants = new();

    public ConcurrentDictionary<string, App> Apps { get; } = new();

    public IEnumerable<string> Tokens => grants.Keys;

    /// <summary>The person at the page says no.</summary>
    public bool Declines { get; set; }

    /// <summary>Another name in its answer than its own, as a server that mixes two up would have; null for its own.</summary>
    public string? AnswersAs { get; set; }

    /// <summary>A token that stands already.</summary>
    public string Stands(string scopes = "read write")
    {
        var token = $"token{server.NextId()}";
        grants[token] = new(scopes, server.Now);
        return token;
    }

    /// <summary>The person takes the access away in their settings.</summary>
    public void RevokeAll() => grants.Clear();

    public MastodonReply? Serve(MastodonCall call) => call.Edge switch
    {
        "POST /api/v1/apps" => Register(call),
        "POST /oauth/token" => Exchange(call),
        "POST /oauth/revoke" => Revoke(call),
        "GET /.well-known/oauth-authorization-server" => server.Facts.ServesDiscovery ? Discover() : new(404, new JsonObject(), "Not Found"),
        _ => null,
    };

    /// <summary>The page that asks; the person is there and decides at once.</summary>
    public void Ask(HttpContext http)
    {
        var query = http.Request.Query;
        var redirect = query["redirect_uri"].ToString();
        if (!Apps.TryGetValue(query["client_id"].ToString(), out var app) || query["response_type"] != "code")
        {
            http.Response.StatusCode = 401;
            return;
        }
        var scopes = query["scope"].ToString() is { Length: > 0 } asked ? asked : "read";
        if (!app.Redirects.Contains(redirect) || !Covers(app.Scopes, scopes))
        {
            http.Response.StatusCode = 400;
            return;
        }
        var answer = new Dictionary<string, string?> { ["state"] = query["state"].ToString() is { Length: > 0 } state ? state : null };
        if (Declines)
            (answer["error"], answer["error_description"]) = ("access_denied", "The resource owner or authorization server denied the request.");
        else
        {
            answer["code"] = $"code{server.NextId()}";
            codes[answer["code"]!] = new(app, redirect, scopes, query["code_challenge_method"] == "S256" ? query["code_challenge"].ToString() : "", server.Now);
        }
        if (server.Facts.NamesItself)
            answer["iss"] = AnswersAs ?? server.Url + "/";
        http.Response.Redirect(QueryHelpers.AddQueryString(redirect, answer));
    }

    /// <summary>Why a token does not serve this scope; null when it does.</summary>
    public MastodonReply? Check(MastodonCall call, string scope)
    {
        if (!grants.TryGetValue(call.Token, out var grant))
            return MastodonReply.Error(401, call.Token.Length == 0 ? "This method requires an authenticated user" : "The access token is invalid");
        if (server.Facts.TokensLive is { } life && server.Now - grant.At > life)
            return MastodonReply.Error(401, "The access token expired");
        return Covers(grant.Scopes, scope) ? null : MastodonReply.Error(403, "This action is outside the authorized scopes");
    }

    // `read` covers `read:statuses`; a list covers a list when it covers each of it.
    private static bool Covers(string granted, string asked)
    {
        var have = granted.Split(' ', '+').ToHashSet(StringComparer.Ordinal);
        return asked.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(scope => have.Contains(scope) || have.Contains(scope.Split(':')[0]));
    }

    private MastodonReply Register(MastodonCall call)
    {
        if (call["client_name"].Length == 0)
            return MastodonReply.Invalid("Application name can't be blank");
        var redirects = call.All("redirect_uris").SelectMany(one => one.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        if (redirects.Count == 0 || redirects.Any(one => !Uri.TryCreate(one, UriKind.Absolute, out _) && one != "urn:ietf:wg:oauth:2.0:oob"))
            return MastodonReply.Invalid("Redirect URI must be an absolute URI.");
        var scopes = call["scopes"].Length > 0 ? call["scopes"] : "read";
        var app = new App($"client{server.NextId()}", $"secret{server.NextId()}", call["client_name"], redirects, scopes, call["website"]);
        Apps[app.Id] = app;
        return MastodonReply.Ok(new JsonObject
        {
            ["id"] = server.NextId(), ["name"] = app.Name, ["website"] = app.Website.Length > 0 ? app.Website : null, ["scopes"] = new JsonArray([.. scopes.Split(' ').Select(scope => JsonValue.Create(scope))]),
            ["redirect_uri"] = string.Join('\n', redirects), ["redirect_uris"] = new JsonArray([.. redirects.Select(one => JsonValue.Create(one))]),
            ["client_id"] = app.Id, ["client_secret"] = app.Secret, ["client_secret_expires_at"] = 0,
        });
    }

    private MastodonReply Exchange(MastodonCall call)
    {
        if (!Apps.TryGetValue(call["client_id"], out var app) || app.Secret != call["client_secret"])
            return MastodonReply.Error(401, "invalid_client", "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.");
        if (call["grant_type"] == "client_credentials")
            return Tell(app.Scopes);
        if (call["grant_type"] != "authorization_code")
            return MastodonReply.Error(400, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server.");
        // A code is good once, and for ten minutes.
        return codes.TryRemove(call["code"], out var code) && code.App.Id == app.Id && code.Redirect == call["redirect_uri"] && server.Now - code.At < TimeSpan.FromMinutes(10) && Proves(code, call["code_verifier"])
            ? Tell(code.Scopes)
            : MastodonReply.Error(400, "invalid_grant", "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.");
    }

    private bool Proves(Code code, string verifier) =>
        !server.Facts.ChecksPkce || code.Challenge.Length == 0 || WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == code.Challenge;

    private MastodonReply Tell(string scopes) =>
        MastodonReply.Ok(new JsonObject { ["access_token"] = Stands(scopes), ["token_type"] = "Bearer", ["scope"] = scopes, ["created_at"] = server.Now.ToUnixTimeSeconds() });

    private MastodonReply Revoke(MastodonCall call)
    {
        if (!Apps.TryGetValue(call["client_id"], out var app) || app.Secret != call["client_secret"])
            return MastodonReply.Error(403, "unauthorized_client", "You are not authorized to revoke this token");
        grants.TryRemove(call["token"], out _);
        return MastodonReply.Ok(new JsonObject());
    }

    private MastodonReply Discover() => MastodonReply.Ok(new JsonObject
    {
        ["issuer"] = server.Url + "/", ["authorization_endpoint"] = server.Url + "/oauth/authorize", ["token_endpoint"] = server.Url + "/oauth/token", ["revocation_endpoint"] = server.Url + "/oauth/revoke",
        ["app_registration_endpoint"] = server.Url + "/api/v1/apps", ["scopes_supported"] = new JsonArray("read", "write", "read:accounts", "read:notifications", "read:statuses", "write:statuses", "write:media", "push", "profile"),
        ["response_types_supported"] = new JsonArray("code"), ["grant_types_supported"] = new JsonArray("authorization_code", "client_credentials"), ["code_challenge_methods_supported"] = new JsonArray("S256"),
        ["authorization_response_iss_parameter_supported"] = server.Facts.NamesItself,
    });
}
