namespace Pendopo.Fediverse.Signatures;

/// <summary>
/// A request as its signature sees it, whichever HTTP library carries it.
/// </summary>
/// <param name="Method">GET, POST …; compared as written in upper case.</param>
/// <param name="TargetUri">The absolute address as the client saw it, behind whatever proxy: scheme, public host, raw path and query; a fragment is ignored.</param>
/// <param name="Headers">Every header line, names in any case; a name may come twice.</param>
/// <param name="Body">The bytes as they came over the wire; empty when there is none.</param>
public sealed record RequestDescription(
    string Method,
    string TargetUri,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>The values of a header joined by a comma and a space (RFC 9110 section 5.3), or null when it is absent.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value.Trim(' ', '\t')).ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }

    /// <summary>Whether the header stands there on one line only.</summary>
    internal bool HasOne(string name) => Headers.Count(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) == 1;

    internal TargetParts Target => TargetParts.Of(TargetUri);
}

/// <summary>The parts of the target, cut from the text itself: parsing it into a <see cref="Uri"/> would change its escapes.</summary>
internal readonly record struct TargetParts(string Scheme, string Authority, string Path, string? Query)
{
    internal static TargetParts Of(string uri)
    {
        var text = uri.Split('#', 2)[0];
        var mark = text.IndexOf("://", StringComparison.Ordinal);
        if (mark < 0)
        {
            return new("", "", text, null);
        }

        var scheme = text[..mark].ToLowerInvariant();
        var rest = text[(mark + 3)..];
        var end = rest.IndexOfAny(['/', '?']);
        var authority = (end < 0 ? rest : rest[..end]).ToLowerInvariant();
        var pathAndQuery = end < 0 ? "/" : rest[end..];
        var parts = pathAndQuery.Split('?', 2);
        return new(scheme, WithoutDefaultPort(scheme, authority), parts[0].Length == 0 ? "/" : parts[0], parts.Length > 1 ? parts[1] : null);
    }

    /// <summary>RFC 9421 section 2.2.3: lower case, and the port of the scheme left out.</summary>
    internal static string WithoutDefaultPort(string scheme, string authority)
    {
        var port = scheme == "https" ? ":443" : ":80";
        return authority.EndsWith(port, StringComparison.Ordinal) ? authority[..^port.Length] : authority;
    }

    internal string PathAndQuery => Query is null ? Path : $"{Path}?{Query}";
}
