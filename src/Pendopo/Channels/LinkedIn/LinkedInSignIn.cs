using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.LinkedIn;

/// <summary>A page that the person may write on.</summary>
internal sealed record LinkedInPage(string Urn, string Name);

/// <summary>What a person allowed, and the pages it opens.</summary>
internal sealed record LinkedInVisit(IReadOnlyList<LinkedInPage> Pages, LinkedInCalls.Tokens Tokens)
{
    public IReadOnlyList<string> Missing => [.. LinkedInSignIn.Needed.Except(Tokens.Granted, StringComparer.Ordinal)];

    // A record prints its members, and this one holds tokens.
    public override string ToString() => $"{Pages.Count} pages";
}

/// <summary>
/// Takes a person to LinkedIn and back (OAuth 2.0 with state; LinkedIn knows no PKCE for apps with a secret). State says who was sent and from which centre,
/// sealed, so that nobody can make another connect a page of theirs.
/// </summary>
internal sealed class LinkedInSignIn(LinkedInApi api, LinkedInSettings settings, SignInSeal seal, TimeProvider time, IStringLocalizer<LinkedInText> words)
{
    /// <summary>Writing and reading posts and comments of the page, and its figures. An unknown one fails the whole page of LinkedIn.</summary>
    public static readonly IReadOnlyList<string> Needed = ["r_organization_social", "w_organization_social", "r_organization_social_feed", "w_organization_social_feed", "rw_organization_admin"];

    private const string SentFor = "linkedin.sign-in", VisitFor = "linkedin.visit";

    /// <summary>The address of LinkedIn's page that asks the person. A link, because a form may not lead away from here.</summary>
    public string Address() => $"{settings.Dialog}/oauth/v2/authorization?response_type=code&client_id={Uri.EscapeDataString(settings.ClientId)}&redirect_uri={Uri.EscapeDataString(settings.RedirectAddress)}"
        + $"&state={seal.Seal(SentFor, LinkedInConnector.NetworkName)}&scope={Uri.EscapeDataString(string.Join(' ', Needed))}";

    /// <summary>Takes up what the person brought back.</summary>
    public async Task<Result<LinkedInVisit>> Back(string? code, string? state, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(code))
            return words.Problem("NotAllowed");
        if (seal.Open<string>(SentFor, state) is null)
            return words.Problem("BeginAgain");
        var answer = await api.Exchange([("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.RedirectAddress)], cancel);
        if (!answer.Ok || LinkedInCalls.Tokens.Read(answer, time.GetUtcNow()) is not { } tokens)
            return words.Problem(answer.WillPass ? "LinkedInNotReached" : "CodeRefused");
        var pages = LinkedInAnswer.Of(await api.Send(tokens.Access, LinkedInCall.Get("acls", "organizationAcls?q=roleAssignee&state=APPROVED&count=100"), cancel));
        if (pages.Retired)
            return words.Problem("VersionEnded");
        // Which pages there are may not be told to every app; then the person types the page's number.
        var urns = pages.Body.Items("elements").Where(one => one.Text("role") is "ADMINISTRATOR" or "CONTENT_ADMIN" or "CONTENT_ADMINISTRATOR").Select(one => one.Text("organization"))
            .Where(urn => urn.StartsWith(Prefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(20).ToList();
        var found = new List<LinkedInPage>();
        foreach (var urn in urns)
            found.Add(new(urn, await Name(tokens, urn, cancel) ?? Number(urn)));
        return new LinkedInVisit(found, tokens);
    }

    /// <summary>The name of a page that this sign-in may see; null for another.</summary>
    public async Task<string?> Name(LinkedInCalls.Tokens tokens, string urn, CancellationToken cancel)
    {
        var page = LinkedInAnswer.Of(await api.Send(tokens.Access, LinkedInCall.Get("organization", $"organizations/{Number(urn)}"), cancel));
        return page.Ok && page.Body.Text("localizedName") is { Length: > 0 } name ? KeptText.Of(name, Contracts.Border.HandleLength) : null;
    }

    /// <summary>A page as somebody typed it: its number, or the address of its page for administrators. Null for neither.</summary>
    public static string? Typed(string? text)
    {
        var number = new string([.. (text ?? "").Replace("/company/", " ", StringComparison.Ordinal).Split(' ')[^1].TakeWhile(char.IsAsciiDigit)]);
        return number.Length is > 0 and <= 20 ? Prefix + number : null;
    }

    public static string Number(string urn) => urn[(urn.LastIndexOf(':') + 1)..];

    /// <summary>A visit as the page that asks which page holds it, until the person has chosen.</summary>
    public string Seal(LinkedInVisit visit) => seal.Seal(VisitFor, visit);

    /// <summary>The visit of this person at this centre; null when it is another's, too old or changed.</summary>
    public LinkedInVisit? Open(string? sealedVisit) => seal.Open<LinkedInVisit>(VisitFor, sealedVisit);

    private const string Prefix = "urn:li:organization:";
}
