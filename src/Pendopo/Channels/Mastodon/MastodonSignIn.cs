using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Mastodon;

/// <summary>The way to a server's own page that asks the person.</summary>
internal sealed record MastodonWay(string Server, string Address);

/// <summary>What a person allowed, tried at once.</summary>
internal sealed record MastodonVisit(MastodonKeys Keys, string Name, IReadOnlyList<string> Missing);

/// <summary>
/// Takes a person to the server of their account and back (OAuth 2.0 with state, and with PKCE where the server offers it). Pendopo registers itself there on the way, so
/// nobody makes an application by hand. State carries that registration, sealed, and says who was sent and from which centre.
/// </summary>
internal sealed class MastodonSignIn(
    MastodonApi api, MastodonInstances instances, PublicAddress address, SignInSeal seal, IStringLocalizer<MastodonText> words)
{
    /// <summary>What is asked for: to write, to hear what is said to the account, and to see how posts do.</summary>
    public static readonly IReadOnlyList<string> Scopes = ["read:accounts", "read:notifications", "read:statuses", "write:statuses", "write:media", "write:favourites"];

    /// <summary>Without these it does not work.</summary>
    public static readonly IReadOnlyList<string> Needed = ["read:accounts", "read:notifications", "read:statuses", "write:statuses", "write:media"];

    public const string BackAddress = "/desk/channels/mastodon/back";

    // With its server it is kept as the address of the channel.
    private const int AccountLength = 100, IssuerLength = 300;

    private const string SentFor = "mastodon.sign-in", VisitFor = "mastodon.visit";

    /// <param name="Issuer">What the way back has to name (RFC 9207); empty where the server does not say that it names itself.</param>
    private sealed record Sent(string Server, string Client, string Secret, Pkce? Pkce, string Issuer);

    /// <summary>Whether what was granted covers a scope: `write` covers `write:media`.</summary>
    public static bool Covers(IEnumerable<string> granted, string scope) => granted.Any(one => one == scope || one == scope.Split(':')[0]);

    /// <summary>The origin of a server as people type it: its name, its address, or the whole name of an account there. Null when it is none.</summary>
    public static string? Server(string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (!text.Contains("://", StringComparison.Ordinal))
            text = "https://" + text[(text.LastIndexOf('@') + 1)..];
        return ServerAddress.Origin(text) is { } origin && (new Uri(origin).Host.Contains('.', StringComparison.Ordinal) || new Uri(origin).IsLoopback) ? origin : null;
    }

    /// <summary>Registers with the server. The address it leads to is a link, because a form may not lead away from here.</summary>
    public async Task<Result<MastodonWay>> Begin(string? typed, CancellationToken cancel)
    {
        if (Server(typed) is not { } server)
            return words.Problem(string.IsNullOrWhiteSpace(typed) ? "ServerRequired" : "ServerNotAnAddress", "Server");
        var (_, _, isThere) = await instances.Ask(server, cancel);
        if (!isThere)
            return words.Problem("ServerNotReached", "Server");
        var app = await api.Tell(server, "/api/v1/apps", new JsonObject
        {
            ["client_name"] = "Pendopo", ["redirect_uris"] = Back, ["scopes"] = string.Join(' ', Scopes), ["website"] = address.Root,
        }, cancel);
        if (!app.Ok || app.Body.Text("client_id").Length == 0)
            return words.Problem(app.WillPass || app.Status == 429 ? "ServerNotReached" : "AppRefused", "Server");
        var (offersPkce, issuer) = await Offers(server, cancel);
        var pkce = offersPkce ? Pkce.New() : null;
        var state = seal.Seal(SentFor, new Sent(server, app.Body.Text("client_id"), app.Body.Text("client_secret"), pkce, issuer));
        return new MastodonWay(server, $"{server}/oauth/authorize?response_type=code&client_id={Uri.EscapeDataString(app.Body.Text("client_id"))}&redirect_uri={Uri.EscapeDataString(Back)}"
            + $"&scope={Uri.EscapeDataString(string.Join(' ', Scopes))}&state={state}{pkce?.Query()}");
    }

    /// <summary>Takes up what the person brought back, and tries it.</summary>
    public async Task<Result<MastodonVisit>> Finish(string? code, string? state, string? issuer, CancellationToken cancel)
    {
        if (seal.Open<Sent>(SentFor, state) is not { } sent)
            return words.Problem(string.IsNullOrEmpty(code) ? "PersonDeclined" : "BeginAgain");
        // A code of another server than the one the person was sent to is told to nobody (RFC 9207 section 2.4), and neither is the refusal of one.
        if (sent.Issuer.Length > 0 && !string.Equals(sent.Issuer, issuer, StringComparison.Ordinal))
            return words.Problem("OtherServer");
        if (string.IsNullOrEmpty(code))
            return words.Problem("PersonDeclined");
        var input = new JsonObject { ["grant_type"] = "authorization_code", ["client_id"] = sent.Client, ["client_secret"] = sent.Secret, ["redirect_uri"] = Back, ["code"] = code, ["scope"] = string.Join(' ', Scopes) };
        if (sent.Pkce is { } pkce)
            input["code_verifier"] = pkce.Verifier;
        var given = await api.Tell(sent.Server, "/oauth/token", input, cancel);
        if (given.Body.Text("access_token") is not { Length: > 0 } token)
            return words.Problem(given.WillPass || given.Status == 429 ? "ServerNotReached" : "CodeRefused");
        // A server that does not say what it gave, gave what was asked.
        var granted = given.Body.Text("scope").Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } told ? told : [.. Scopes];
        var (bounds, version, _) = await instances.Ask(sent.Server, cancel);
        var keys = new MastodonKeys(sent.Server, token, "", "", granted, MastodonBounds.KeepsKeys(version), bounds);
        var me = await api.Get(keys, "/api/v1/accounts/verify_credentials", cancel);
        if (!me.Ok || me.Body.Text("id") is not { Length: > 0 and <= AccountLength } account)
            return words.Problem(me.WillPass || me.Status == 429 ? "ServerNotReached" : "CodeRefused");
        var handle = KeptText.Of(MastodonListening.Person(keys, me.Body).Handle, Border.HandleLength);
        return new MastodonVisit(keys with { Account = account, Handle = handle }, KeptText.Of(me.Body.Text("display_name"), Border.NameLength), [.. Needed.Where(scope => !Covers(granted, scope))]);
    }

    /// <summary>A visit as the page that asks once more holds it.</summary>
    public string Seal(MastodonVisit visit) => seal.Seal(VisitFor, visit);

    /// <summary>The visit of this person at this centre; null when it is another's, too old or changed.</summary>
    public MastodonVisit? Open(string? sealedVisit) => seal.Open<MastodonVisit>(VisitFor, sealedVisit);

    private string Back => address.Root + BackAddress;

    // RFC 8414; Mastodon since 4.3. Who names itself on the way back says so (RFC 9207 section 3), with the name to compare.
    private async Task<(bool Pkce, string Issuer)> Offers(string server, CancellationToken cancel)
    {
        var told = (await api.Ask(server, "/.well-known/oauth-authorization-server", cancel)).Body;
        return (told.Items("code_challenge_methods_supported").Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == "S256"),
            told.Flag("authorization_response_iss_parameter_supported") && told.Text("issuer") is { Length: <= IssuerLength } issuer ? issuer : "");
    }
}
