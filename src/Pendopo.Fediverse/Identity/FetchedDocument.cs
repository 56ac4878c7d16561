using System.Text.Json;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Fediverse.Identity;

/// <summary>What to do with a document that was fetched.</summary>
public enum FetchVerdict
{
    /// <summary>It is what it says.</summary>
    Take,

    /// <summary>It names another id on the same host: ask there once, and take only what answers to its own name.</summary>
    AskItsId,

    /// <summary>It is not to be believed.</summary>
    Refuse,
}

/// <summary>Whether a fetched document is the thing whose id it bears.</summary>
public static class FetchedDocument
{
    /// <summary>Redirects that a fetch follows at most.</summary>
    public const int MaxRedirects = 3;

    /// <summary>
    /// Judges by the id alone: it has to be the final address of the fetch. A document of one host that bears an id of another is how
    /// any account could be taken over (Mastodon CVE-2024-23832); the type of the response is checked first, since an
    /// uploaded file could pose as an actor (CVE-2024-25623).
    /// </summary>
    /// <param name="finalAddress">Where the document came from, after redirects.</param>
    /// <param name="contentType">The type of the response.</param>
    /// <param name="root">The document.</param>
    /// <param name="askedAgain">Whether this fetch already asked the id of an earlier one.</param>
    public static FetchVerdict Judge(string finalAddress, string? contentType, JsonElement root, bool askedAgain)
    {
        if (!ActivityDocument.IsMediaType(contentType) || Json.Id(root) is not { } id)
        {
            return FetchVerdict.Refuse;
        }

        if (id == WebAddress.WithoutFragment(finalAddress) || id == finalAddress)
        {
            return FetchVerdict.Take;
        }

        return !askedAgain && WebAddress.SameHost(id, finalAddress) ? FetchVerdict.AskItsId : FetchVerdict.Refuse;
    }

    /// <summary>Whether a redirect may be followed: to a web address, never from https down to http.</summary>
    public static bool MayRedirect(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        return WebAddress.IsWeb(to)
            && (to.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || !from.StartsWith("https:", StringComparison.OrdinalIgnoreCase));
    }
}
