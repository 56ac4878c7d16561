namespace Pendopo.Fediverse.Identity;

/// <summary>
/// Addresses as names of things. Two ids are the same only when they are the same characters; who may speak for an id is
/// told by its host.
/// </summary>
public static class WebAddress
{
    /// <summary>Longest id that is read, in characters.</summary>
    public const int MaxLength = 2048;

    /// <summary>
    /// Whether the text is an absolute http or https address with a host, without a user name, without control characters,
    /// blanks or backslashes, and no longer than <see cref="MaxLength"/>.
    /// </summary>
    public static bool IsWeb(string? text) => Parse(text) is not null;

    /// <summary>
    /// The host that answers for an address: lower case, in ASCII (IDNA), without a trailing dot, with a port other than the
    /// scheme's own (Mastodon CVE-2023-42451: two spellings of one domain). Null when the address is none.
    /// </summary>
    public static string? AuthorityOf(string? address)
    {
        if (Parse(address) is not { } uri || DomainOf(address) is not { } domain)
        {
            return null;
        }

        return uri.IsDefaultPort ? domain : domain + ":" + uri.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The same without a port: what domain blocks name.</summary>
    public static string? DomainOf(string? address)
    {
        var domain = Parse(address)?.IdnHost.ToLowerInvariant().TrimEnd('.');
        return string.IsNullOrEmpty(domain) ? null : domain;
    }

    /// <summary>Whether one server answers for both. False when either is no address.</summary>
    public static bool SameHost(string? a, string? b) => AuthorityOf(a) is { } host && host == AuthorityOf(b);

    /// <summary>
    /// Whether the domain, or a domain above it, is in the list.
    /// </summary>
    /// <param name="domain">As <see cref="DomainOf"/> gives it.</param>
    /// <param name="blocked">Domains in the same form.</param>
    public static bool IsWithin(string domain, IReadOnlySet<string> blocked)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(blocked);
        for (var rest = domain; ;)
        {
            if (blocked.Contains(rest))
            {
                return true;
            }

            var dot = rest.IndexOf('.');
            if (dot < 0)
            {
                return false;
            }

            rest = rest[(dot + 1)..];
        }
    }

    /// <summary>The document an address with a fragment lies in.</summary>
    public static string WithoutFragment(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var mark = address.IndexOf('#');
        return mark < 0 ? address : address[..mark];
    }

    private static Uri? Parse(string? text)
    {
        if (text is null || text.Length > MaxLength
            || !(text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        foreach (var c in text)
        {
            if (c is <= ' ' or '\\' or '"' or '<' or '>' or '\u007f' || char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c))
            {
                return null;
            }
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && HasHost(uri) && uri.UserInfo.Length == 0 ? uri : null;
    }

    private static bool HasHost(Uri uri)
    {
        try
        {
            return uri.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            // Letters that no host may have (U+FFFD among them) are found only when the name is put into ASCII.
            return false;
        }
    }
}
