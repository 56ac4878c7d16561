using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Platform;
using Pendopo.Platform.Centres;

namespace Pendopo.Channels.Google;

/// <summary>What is asked of a person at Google's own page.</summary>
/// <param name="Page">Where Google leads back to, below the installation's address.</param>
public sealed record GoogleAsk(string Page, IReadOnlyList<string> Scopes);

/// <summary>
/// Takes a person to Google's own page and back (OAuth 2.0 with state and PKCE, RFC 7636). State says who was sent and from which centre, sealed, so that
/// nobody can make another connect an account of theirs. `prompt=consent` because only then a refresh token comes.
/// </summary>
internal sealed class GoogleSignIn(GoogleApi api, GoogleSettings settings, IDataProtectionProvider protection, Here here, TimeProvider time, IStringLocalizer<GoogleText> words)
{
    private static readonly TimeSpan StateLives = TimeSpan.FromMinutes(20);

    private readonly IDataProtector states = protection.CreateProtector("google.sign-in"), visits = protection.CreateProtector("google.visit");

    private sealed record State(string Person, string Centre, string Page, DateTimeOffset Until, string Verifier);

    private sealed record Kept(State State, GoogleGrant Grant);

    /// <summary>The address of Google's page that asks the person. A link, because a form may not lead away from here.</summary>
    public string Address(GoogleAsk ask)
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var state = Base64Url.EncodeToString(states.Protect(JsonSerializer.SerializeToUtf8Bytes(Now(ask.Page, verifier))));
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return $"{settings.Dialog}/o/oauth2/v2/auth?client_id={Uri.EscapeDataString(settings.ClientId)}&redirect_uri={Uri.EscapeDataString(settings.RedirectAddress(ask.Page))}&response_type=code"
            + $"&scope={Uri.EscapeDataString(string.Join(' ', ask.Scopes))}&access_type=offline&prompt=consent&state={state}&code_challenge={challenge}&code_challenge_method=S256";
    }

    /// <summary>Takes up what the person brought back.</summary>
    public async Task<Result<GoogleGrant>> Back(GoogleAsk ask, string? code, string? state, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(code))
            return words.Problem("NotAllowed");
        if (Open<State>(states, state) is not { } sent || !IsOurs(sent, ask.Page))
            return words.Problem("BeginAgain");
        var answer = await api.Exchange([("grant_type", "authorization_code"), ("redirect_uri", settings.RedirectAddress(ask.Page)), ("code", code), ("code_verifier", sent.Verifier)], cancel);
        if (!answer.Ok)
            return words.Problem(answer.WillPass || answer.TooFast ? "GoogleNotReached" : "CodeRefused");
        return GoogleGrant.Read(answer.Body, "", [], time.GetUtcNow()) is { } grant ? grant : words.Problem("NoRefresh");
    }

    /// <summary>What was not allowed of what was asked.</summary>
    public static IReadOnlyList<string> Missing(GoogleAsk ask, GoogleGrant grant) => [.. ask.Scopes.Except(grant.Scopes, StringComparer.Ordinal)];

    /// <summary>A grant as the page that asks what to connect holds it, until the person has chosen.</summary>
    public string Seal(GoogleAsk ask, GoogleGrant grant) => Base64Url.EncodeToString(visits.Protect(JsonSerializer.SerializeToUtf8Bytes(new Kept(Now(ask.Page, ""), grant))));

    /// <summary>The grant of this person at this centre; null when it is another's, too old or changed.</summary>
    public GoogleGrant? Open(GoogleAsk ask, string? sealedVisit) => Open<Kept>(visits, sealedVisit) is { } kept && IsOurs(kept.State, ask.Page) ? kept.Grant : null;

    private State Now(string page, string verifier) => new(here.Actor.ToString(), here.Centre.Id.ToString(), page, time.GetUtcNow() + StateLives, verifier);

    private bool IsOurs(State state, string page) => state.Person == here.Actor.ToString() && state.Centre == here.Centre.Id.ToString() && state.Page == page && state.Until > time.GetUtcNow();

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
