using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.TikTok;

/// <summary>Takes a person to TikTok's own page and back (OAuth 2.0 with state and PKCE, RFC 7636), and connects the account they signed in with.</summary>
internal sealed class TikTokSignIn(TikTokApi api, TikTokSettings settings, SignInSeal seal, TimeProvider time, IStringLocalizer<TikTokText> words)
{
    private const string SentFor = "tiktok.sign-in", VisitFor = "tiktok.visit";

    /// <summary>The address of TikTok's page that asks the person. A link, because a form may not lead away from here.</summary>
    public string Address()
    {
        var pkce = Pkce.New();
        return $"{settings.Dialog}/{settings.Version.Name}/auth/authorize/?client_key={Uri.EscapeDataString(settings.Client)}&redirect_uri={Uri.EscapeDataString(settings.RedirectAddress)}&response_type=code"
            + $"&scope={string.Join("%2C", TikTokConnector.Scopes)}&state={seal.Seal(SentFor, pkce)}{pkce.Query()}";
    }

    /// <summary>Takes up what the person brought back, and tries it.</summary>
    public async Task<Result<TikTokKeys>> Back(string? code, string? state, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(code))
            return words.Problem("NotAllowed");
        if (seal.Open<Pkce>(SentFor, state) is not { } sent)
            return words.Problem("BeginAgain");
        var answer = await api.Exchange([("grant_type", "authorization_code"), ("redirect_uri", settings.RedirectAddress), ("code", code), ("code_verifier", sent.Verifier)], cancel);
        if (!answer.Ok || TikTokGrant.Read(answer.Data, "", time.GetUtcNow()) is not { } grant || answer.Data.Text("open_id") is not { Length: > 0 } id)
            return words.Problem(answer.WillPass || answer.TooFast ? "TikTokNotReached" : "CodeRefused");
        var user = (await api.Me(grant.Access, cancel)).Data.Member("user");
        return new TikTokKeys(id, KeptText.Of(user.Text("username") is { Length: > 0 } name ? name : user.Text("display_name"), Border.HandleLength), grant);
    }

    /// <summary>Keys as the page that asks holds them, until the person has agreed.</summary>
    public string Seal(TikTokKeys keys) => seal.Seal(VisitFor, keys);

    /// <summary>The keys of this person at this centre; null when they are another's, too old or changed.</summary>
    public TikTokKeys? Open(string? sealedVisit) => seal.Open<TikTokKeys>(VisitFor, sealedVisit);
}

/// <summary>Keeps the account that the person signed in with, or gives a connected one another grant.</summary>
internal sealed class ConnectTikTok(KeepAccount keep)
{
    public Task<Channel> Run(Centre centre, TikTokKeys keys, CancellationToken cancel) =>
        keep.Run(centre, TikTokConnector.NetworkName, ("@" + keys.Username, keys.Account), keys, before => keys with { Uploads = before.Uploads }, cancel);
}
