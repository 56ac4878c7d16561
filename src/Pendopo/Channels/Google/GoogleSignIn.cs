using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Platform;

namespace Pendopo.Channels.Google;

/// <summary>What is asked of a person at Google's own page.</summary>
/// <param name="Page">Where Google leads back to, below the installation's address.</param>
public sealed record GoogleAsk(string Page, IReadOnlyList<string> Scopes);

/// <summary>
/// Takes a person to Google's own page and back (OAuth 2.0 with state and PKCE, RFC 7636). State says who was sent and from which centre, sealed, so that
/// nobody can make another connect an account of theirs. `prompt=consent` because only then a refresh token comes.
/// </summary>
internal sealed class GoogleSignIn(GoogleApi api, GoogleSettings settings, SignInSeal seal, TimeProvider time, IStringLocalizer<GoogleText> words)
{
    /// <summary>The address of Google's page that asks the person. A link, because a form may not lead away from here.</summary>
    public string Address(GoogleAsk ask)
    {
        var pkce = Pkce.New();
        return $"{settings.Dialog}/o/oauth2/v2/auth?client_id={Uri.EscapeDataString(settings.ClientId)}&redirect_uri={Uri.EscapeDataString(settings.RedirectAddress(ask.Page))}&response_type=code"
            + $"&scope={Uri.EscapeDataString(string.Join(' ', ask.Scopes))}&access_type=offline&prompt=consent&state={seal.Seal(SentFor(ask), pkce)}{pkce.Query()}";
    }

    /// <summary>Takes up what the person brought back.</summary>
    public async Task<Result<GoogleGrant>> Back(GoogleAsk ask, string? code, string? state, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(code))
            return words.Problem("NotAllowed");
        if (seal.Open<Pkce>(SentFor(ask), state) is not { } sent)
            return words.Problem("BeginAgain");
        var answer = await api.Exchange([("grant_type", "authorization_code"), ("redirect_uri", settings.RedirectAddress(ask.Page)), ("code", code), ("code_verifier", sent.Verifier)], cancel);
        if (!answer.Ok)
            return words.Problem(answer.WillPass || answer.TooFast ? "GoogleNotReached" : "CodeRefused");
        return GoogleGrant.Read(answer.Body, "", [], time.GetUtcNow()) is { } grant ? grant : words.Problem("NoRefresh");
    }

    /// <summary>What was not allowed of what was asked.</summary>
    public static IReadOnlyList<string> Missing(GoogleAsk ask, GoogleGrant grant) => [.. ask.Scopes.Except(grant.Scopes, StringComparer.Ordinal)];

    /// <summary>A grant as the page that asks what to connect holds it, until the person has chosen.</summary>
    public string Seal(GoogleAsk ask, GoogleGrant grant) => seal.Seal(VisitFor(ask), grant);

    /// <summary>The grant of this person at this centre; null when it is another's, too old or changed.</summary>
    public GoogleGrant? Open(GoogleAsk ask, string? sealedVisit) => seal.Open<GoogleGrant>(VisitFor(ask), sealedVisit);

    // What was begun on one page is not ended on another.
    private static string SentFor(GoogleAsk ask) => $"google.sign-in {ask.Page}";

    private static string VisitFor(GoogleAsk ask) => $"google.visit {ask.Page}";
}
