using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.X;

/// <summary>The account that a person opened at X, and what they allowed.</summary>
internal sealed record XVisit(string User, string Username, string Name, string Access, DateTimeOffset AccessEnds, string Refresh, IReadOnlyList<string> Granted)
{
    public IReadOnlyList<string> Missing => [.. XSignIn.Needed.Except(Granted, StringComparer.Ordinal)];

    // A record prints its members, and this one holds tokens.
    public override string ToString() => $"@{Username}";
}

/// <summary>
/// Takes a person to X and back (OAuth 2.0 with state and PKCE, RFC 7636). State says who was sent and from which centre, sealed, so that nobody can make
/// another connect an account of theirs; X takes 500 characters of it.
/// </summary>
internal sealed class XSignIn(XApi api, XSettings settings, SignInSeal seal, TimeProvider time, IStringLocalizer<XText> words)
{
    /// <summary>Reading and writing posts, hiding answers, pictures and videos, and staying connected.</summary>
    /// <summary>Asked for beside what is needed: without it nothing is liked.</summary>
    public const string Liking = "like.write";

    public static readonly IReadOnlyList<string> Needed = ["tweet.read", "tweet.write", "tweet.moderate.write", "users.read", "media.write", "offline.access"];

    private const string SentFor = "x.sign-in", VisitFor = "x.visit";

    /// <summary>The address of X's page that asks the person. A link, because a form may not lead away from here.</summary>
    public string Address()
    {
        var pkce = Pkce.New();
        return $"{settings.Dialog}/i/oauth2/authorize?response_type=code&client_id={Uri.EscapeDataString(settings.ClientId)}&redirect_uri={Uri.EscapeDataString(settings.RedirectAddress)}"
            + $"&scope={Uri.EscapeDataString(string.Join(' ', [.. Needed, Liking]))}&state={seal.Seal(SentFor, pkce)}{pkce.Query()}";
    }

    /// <summary>Takes up what the person brought back, at once: the code lives half a minute.</summary>
    public async Task<Result<XVisit>> Back(string? code, string? state, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(code))
            return words.Problem("NotAllowed");
        if (seal.Open<Pkce>(SentFor, state) is not { } sent)
            return words.Problem("BeginAgain");
        var answer = await api.Exchange([("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.RedirectAddress), ("code_verifier", sent.Verifier)], cancel);
        if (!answer.Ok || answer.Body.Text("access_token") is not { Length: > 0 } access)
            return words.Problem(answer.WillPass ? "XNotReached" : "CodeRefused");
        var me = XAnswer.Of(await api.Send(access, XCall.Get("me", "users/me"), cancel));
        if (!me.Ok || me.Data.Text("id") is not { Length: > 0 and <= Contracts.Border.IdLength } user)
            return words.Problem(me.Capped ? "CreditsUsedUp" : "XNotReached");
        return new XVisit(user, KeptText.Of(me.Data.Text("username"), Contracts.Border.HandleLength), KeptText.Of(me.Data.Text("name"), Contracts.Border.NameLength), access, XCalls.Ends(answer, time.GetUtcNow()),
            answer.Body.Text("refresh_token"), answer.Body.Text("scope").Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A visit as the page that asks for agreement holds it.</summary>
    public string Seal(XVisit visit) => seal.Seal(VisitFor, visit);

    /// <summary>The visit of this person at this centre; null when it is another's, too old or changed.</summary>
    public XVisit? Open(string? sealedVisit) => seal.Open<XVisit>(VisitFor, sealedVisit);
}
