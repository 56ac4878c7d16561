using System.Globalization;

namespace Pendopo.Fediverse.Signatures;

/// <summary>The parameters of a cavage <c>Signature</c> header; read whole or not at all.</summary>
internal sealed class CavageParameters
{
    private const int MaxLength = 8192;
    private readonly Dictionary<string, string> given;

    private CavageParameters(Dictionary<string, string> given) => this.given = given;

    internal string KeyId => given["keyId"];

    internal string Signature => given["signature"];

    /// <summary>Absent means hs2019 (section 2.1.3), that is: as the key says.</summary>
    internal string Algorithm => given.GetValueOrDefault("algorithm", "hs2019");

    /// <summary>Names in lower case, in the order signed; absent means <c>(created)</c> (section 2.1.6), or the date when nothing was created.</summary>
    internal IReadOnlyList<string> Headers =>
        given.TryGetValue("headers", out var list) ? list.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries) : [CreatedText is null ? "date" : "(created)"];

    internal string? CreatedText => given.GetValueOrDefault("created");

    internal string? ExpiresText => given.GetValueOrDefault("expires");

    internal DateTimeOffset? Created => Instant(CreatedText);

    /// <summary>The end, when it was signed.</summary>
    internal DateTimeOffset? Expires => Headers.Contains("(expires)") ? Instant(ExpiresText) : null;

    internal static CavageParameters? TryRead(string header)
    {
        if (header.Length > MaxLength)
        {
            return null;
        }

        var text = header.StartsWith("Signature ", StringComparison.OrdinalIgnoreCase) ? header.AsSpan(10) : header.AsSpan();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            text = text.TrimStart(" \t");
            var equals = text.IndexOf('=');
            if (equals <= 0 || !Value(text[(equals + 1)..], out var value, out var rest) || !values.TryAdd(text[..equals].TrimEnd(' ').ToString(), value))
            {
                return null;
            }

            text = rest.TrimStart(" \t");
            if (text.IsEmpty)
            {
                break;
            }

            if (text[0] != ',')
            {
                return null;
            }

            text = text[1..];
        }

        var read = new CavageParameters(values);
        return values.ContainsKey("keyId") && values.ContainsKey("signature") && read.InstantsAreSound ? read : null;
    }

    private bool InstantsAreSound => (CreatedText is null || Created is not null) && (ExpiresText is null || Instant(ExpiresText) is not null);

    private static bool Value(ReadOnlySpan<char> text, out string value, out ReadOnlySpan<char> rest)
    {
        value = "";
        rest = text;
        if (text.IsEmpty)
        {
            return false;
        }

        if (text[0] == '"')
        {
            var end = text[1..].IndexOf('"');
            if (end < 0)
            {
                return false;
            }

            value = text.Slice(1, end).ToString();
            rest = text[(end + 2)..];
            return !value.Contains('\\');
        }

        var stop = text.IndexOfAny(',', ' ');
        var number = stop < 0 ? text : text[..stop];
        value = number.ToString();
        rest = stop < 0 ? [] : text[stop..];
        return value.Length is > 0 and <= 20 && value.All(c => char.IsAsciiDigit(c) || c == '.');
    }

    /// <summary>Seconds since 1970; the fraction that section 2.1.5 allows for an end is cut.</summary>
    private static DateTimeOffset? Instant(string? text) =>
        text is not null && long.TryParse(text.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? SignatureClock.FromSeconds(seconds)
            : null;
}
