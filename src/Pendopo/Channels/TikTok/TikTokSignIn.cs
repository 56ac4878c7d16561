using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.TikTok;

/// <summary>Takes a person to TikTok's own page and back (OAuth 2.0 with state and PKCE, RFC 7636), and connects the account they signed in with.</summary>
internal sealed class TikTokSignIn(TikTokApi api, TikTokSettings settings, IDataProtectionProvider protection, Here here, TimeProvider time, IStringLocalizer<TikTokText> words)
{
    private static readonly TimeSpan StateLives = TimeSpan.FromMinutes(20);

    private readonly IDataProtector states = protection.CreateProtector("tiktok.sign-in"), visits = protection.CreateProtector("tiktok.visit");

    private sealed record State(string Person, string Centre, DateTimeOffset Until, string Verifier);

    private sealed record Kept(State State, TikTokKeys Keys);

    /// <summary>The address of TikTok's page that asks the person. A link, because a form may not lead away from here.</summary>
    public string Address()
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var state = Base64Url.EncodeToString(states.Protect(JsonSerializer.SerializeToUtf8Bytes(Now(verifier))));
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return $"{settings.Dialog}/v2/auth/authorize/?client_key={Uri.EscapeDataString(settings.Client)}&redirect_uri={Uri.EscapeDataString(settings.RedirectAddress)}&response_type=code"
            + $"&scope={string.Join("%2C", TikTokConnector.Scopes)}&state={state}&code_challenge={challenge}&code_challenge_method=S256";
    }

    /// <summary>Takes up what the person brought back, and tries it.</summary>
    public async Task<Result<TikTokKeys>> Back(string? code, string? state, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(code))
            return words.Problem("NotAllowed");
        if (Open<State>(states, state) is not { } sent || !IsOurs(sent))
            return words.Problem("BeginAgain");
        var answer = await api.Exchange([("grant_type", "authorization_code"), ("redirect_uri", settings.RedirectAddress), ("code", code), ("code_verifier", sent.Verifier)], cancel);
        if (!answer.Ok || TikTokGrant.Read(answer.Data, "", time.GetUtcNow()) is not { } grant || answer.Data.Text("open_id") is not { Length: > 0 } id)
            return words.Problem(answer.WillPass || answer.TooFast ? "TikTokNotReached" : "CodeRefused");
        var user = (await api.Me(grant.Access, cancel)).Data.Member("user");
        return new TikTokKeys(id, KeptText.Of(user.Text("username") is { Length: > 0 } name ? name : user.Text("display_name"), Border.HandleLength), grant);
    }

    /// <summary>Keys as the page that asks holds them, until the person has agreed.</summary>
    public string Seal(TikTokKeys keys) => Base64Url.EncodeToString(visits.Protect(JsonSerializer.SerializeToUtf8Bytes(new Kept(Now(""), keys))));

    /// <summary>The keys of this person at this centre; null when they are another's, too old or changed.</summary>
    public TikTokKeys? Open(string? sealedVisit) => Open<Kept>(visits, sealedVisit) is { } kept && IsOurs(kept.State) ? kept.Keys : null;

    private State Now(string verifier) => new(here.Actor.ToString(), here.Centre.Id.ToString(), time.GetUtcNow() + StateLives, verifier);

    private bool IsOurs(State state) => state.Person == here.Actor.ToString() && state.Centre == here.Centre.Id.ToString() && state.Until > time.GetUtcNow();

    private static T? Open<T>(IDataProtector protector, string? text) where T : class
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<T>(protector.Unprotect(Base64Url.DecodeFromChars(text)));
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or JsonException)
        {
            // Changed on its way, or sealed with keys that are gone: it is as if it had never been given.
            return null;
        }
    }
}

/// <summary>Keeps the account that the person signed in with, or gives a connected one another grant.</summary>
internal sealed class ConnectTikTok(PendopoDb db, Accounts accounts, TimeProvider time)
{
    public async Task<Channel> Run(Centre centre, TikTokKeys keys, CancellationToken cancel)
    {
        var known = await db.Set<Channel>().FirstOrDefaultAsync(channel => channel.Network == TikTokConnector.NetworkName && channel.Address == keys.Account, cancel);
        if (known is null)
            db.Add(known = Channel.Connect(centre.Id, TikTokConnector.NetworkName, "@" + keys.Username, keys.Account, accounts.Seal(keys), time.Now()));
        else
            // What is on its way when it is connected again is still known by its number.
            known.Renew("@" + keys.Username, keys.Account, accounts.Seal(keys with { Uploads = (await accounts.Open(known, cancel)).Credentials<TikTokKeys>().Uploads }), time.Now());
        await db.SaveChangesAsync(cancel);
        return known;
    }
}
