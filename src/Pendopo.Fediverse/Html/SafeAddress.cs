using System.Buffers;

namespace Pendopo.Fediverse.Html;

/// <summary>Which addresses may stand in clean markup.</summary>
internal static class SafeAddress
{
    /// <summary>Longer than any address a browser's bar takes in full (2,083 characters in the shortest).</summary>
    internal const int MaxLength = 2048;

    private static readonly SearchValues<char> Dialled = SearchValues.Create("+0123456789-.()");

    /// <summary>The address as it may be written, or null when the link has to become text.</summary>
    internal static string? ForLink(string? address, HtmlPolicy policy)
    {
        if (Trimmed(address) is not { } text)
        {
            return null;
        }

        if (IsWeb(text) || (policy.LocalAddresses && IsLocal(text)) || (policy.ContactLinks && IsContact(text)))
        {
            return text;
        }

        return null;
    }

    /// <summary>The same for the source of a picture: never a contact link and never a fragment.</summary>
    internal static string? ForImage(string? address, HtmlPolicy policy)
    {
        if (Trimmed(address) is not { } text)
        {
            return null;
        }

        return IsWeb(text) || (policy.LocalAddresses && text[0] == '/' && IsLocal(text)) ? text : null;
    }

    /// <summary>
    /// Browsers drop control characters and turn a backslash into a slash before they look at the scheme
    /// (WHATWG URL section 4.4), so an address that holds one is not what it seems.
    /// </summary>
    private static string? Trimmed(string? address)
    {
        var text = address?.Trim(' ', '\t', '\r', '\n', '\f');
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
        {
            return null;
        }

        foreach (var c in text)
        {
            if (c is <= ' ' or '\u007f' or '\\' or '<' or '>' or '"' or '`' || char.IsControl(c) || char.IsWhiteSpace(c) || c is >= '\ud800' and <= '\udfff' or '\ufffd' || IsDirectionMark(c))
            {
                return null;
            }
        }

        return text;
    }

    /// <summary>Marks that turn the reading direction can make one host read as another (Unicode TR 36 section 2.5).</summary>
    private static bool IsDirectionMark(char c) => c is '\u200e' or '\u200f' or '\u061c' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private static bool IsWeb(string text)
    {
        if (!text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // A name before @ is how a link pretends to lead to a bank; nobody needs one in a post.
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0;
    }

    private static bool IsLocal(string text) =>
        text[0] == '#' ? text.Length > 1 : text[0] == '/' && (text.Length == 1 || text[1] != '/');

    private static bool IsContact(string text)
    {
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            var rest = text.AsSpan(7);
            return rest.IndexOf('@') > 0 && !rest.Contains('%');
        }

        return text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)
            && text.Length > 4
            && text.AsSpan(4).IndexOfAnyExcept(Dialled) < 0;
    }
}
