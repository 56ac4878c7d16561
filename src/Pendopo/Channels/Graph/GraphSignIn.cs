using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Graph;

/// <summary>A page that the person may manage, with the Instagram account that belongs to it.</summary>
/// <param name="Instagram">Its number, or empty.</param>
internal sealed record GraphPage(string Id, string Name, string Token, string Instagram, string InstagramName);

/// <summary>What a person allowed, and the pages it opens.</summary>
internal sealed record GraphVisit(IReadOnlyList<GraphPage> Pages, IReadOnlyList<string> Granted, IReadOnlyList<string> Declined);

/// <summary>
/// Takes a person to Meta's own page and back (OAuth 2.0 with state and PKCE, RFC 7636). State says who was sent and from which centre, sealed, so that
/// nobody can make another connect an account of theirs. The person's token is exchanged for a long-lived one, whose pages have tokens without an end.
/// </summary>
internal sealed class GraphSignIn(GraphApi api, GraphSettings settings, SignInSeal seal, IStringLocalizer<GraphText> words)
{
    /// <summary>What is asked for: publishing, comments, private messages, figures, webhooks, of pages and of the Instagram accounts that belong to them.</summary>
    public static readonly IReadOnlyList<string> Scopes =
    [
        "pages_show_list", "pages_manage_posts", "pages_read_engagement", "pages_manage_engagement", "pages_read_user_content", "pages_messaging", "pages_manage_metadata", "read_insights",
        "business_management", "instagram_basic", "instagram_content_publish", "instagram_manage_comments", "instagram_manage_insights", "instagram_manage_messages",
    ];

    private const string SentFor = "graph.sign-in", VisitFor = "graph.visit";

    /// <summary>The address of Meta's page that asks the person. A link, because a form may not lead away from here.</summary>
    public string Address()
    {
        var pkce = Pkce.New();
        return $"{settings.Dialog}/{settings.Version}/dialog/oauth?client_id={settings.AppId}&redirect_uri={Uri.EscapeDataString(settings.RedirectAddress)}&response_type=code"
            + $"&scope={string.Join("%2C", Scopes)}&state={seal.Seal(SentFor, pkce)}{pkce.Query()}";
    }

    /// <summary>Takes up what the person brought back.</summary>
    public async Task<Result<GraphVisit>> Back(string? code, string? state, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(code))
            return words.Problem("NotAllowed");
        if (seal.Open<Pkce>(SentFor, state) is not { } sent)
            return words.Problem("BeginAgain");
        var first = await api.Exchange([("redirect_uri", settings.RedirectAddress), ("code", code), ("code_verifier", sent.Verifier)], cancel);
        if (first.Body.Text("access_token") is not { Length: > 0 } shortLived)
            return words.Problem(first.WillPass ? "MetaNotReached" : "CodeRefused");
        var second = await api.Exchange([("grant_type", "fb_exchange_token"), ("fb_exchange_token", shortLived)], cancel);
        if (second.Body.Text("access_token") is not { Length: > 0 } longLived)
            return words.Problem(second.WillPass ? "MetaNotReached" : "CodeRefused");
        return await Visit(new("me", longLived), cancel);
    }

    /// <summary>A visit as the page that asks which account holds it, until the person has chosen.</summary>
    public string Seal(GraphVisit visit) => seal.Seal(VisitFor, visit);

    /// <summary>The visit of this person at this centre; null when it is another's, too old or changed.</summary>
    public GraphVisit? Open(string? sealedVisit) => seal.Open<GraphVisit>(VisitFor, sealedVisit);

    private async Task<Result<GraphVisit>> Visit(GraphAccess person, CancellationToken cancel)
    {
        var pages = await api.Get(person, "me/accounts", [("fields", "id,name,access_token,instagram_business_account{id,username}"), ("limit", "100")], cancel);
        if (!pages.Ok)
            return words.Problem(pages.WillPass || pages.PausedUntil is not null ? "MetaNotReached" : "CodeRefused");
        var permissions = (await api.Get(person, "me/permissions", [], cancel)).Body.Items("data").ToLookup(one => one.Text("status") == "granted", one => one.Text("permission"));
        var found = pages.Body.Items("data").Where(page => page.Text("id").Length > 0 && page.Text("access_token").Length > 0).Select(page => new GraphPage(
            page.Text("id"), KeptText.Of(page.Text("name"), Contracts.Border.NameLength), page.Text("access_token"),
            page.Member("instagram_business_account").Text("id"), KeptText.Of(page.Member("instagram_business_account").Text("username"), Contracts.Border.HandleLength)));
        return new GraphVisit([.. found], [.. permissions[true]], [.. Scopes.Except(permissions[true], StringComparer.Ordinal)]);
    }
}
