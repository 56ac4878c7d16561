using System.Globalization;

namespace Pendopo.Fediverse.Signatures;

/// <summary>A member of a structured dictionary: its raw text, and what of it signatures need.</summary>
/// <param name="Name">The key.</param>
/// <param name="Raw">Everything after the equals sign, as it was written.</param>
/// <param name="Items">The strings of an inner list; null when the value is none.</param>
/// <param name="Parameters">Parameters of the value; strings without their quotes, numbers as written.</param>
/// <param name="Bytes">The value when it is a byte sequence.</param>
internal sealed record DictionaryMember(
    string Name, string Raw, IReadOnlyList<string>? Items, IReadOnlyDictionary<string, string> Parameters, byte[]? Bytes);

/// <summary>
/// The part of structured fields (RFC 9651) that signatures use: a dictionary of inner lists of bare strings, or of byte
/// sequences. Anything else is not read: a component with a parameter would have to be built in a way we do not.
/// </summary>
internal ref struct StructuredDictionary
{
    private const int MaxLength = 8192;
    private const int MaxMembers = 32;
    private readonly ReadOnlySpan<char> text;
    private int at;

    private StructuredDictionary(ReadOnlySpan<char> text) => this.text = text;

    internal static IReadOnlyList<DictionaryMember>? TryRead(string header)
    {
        if (header.Length > MaxLength)
        {
            return null;
        }

        var reader = new StructuredDictionary(header.AsSpan().Trim(' '));
        var members = new List<DictionaryMember>();
        while (members.Count < MaxMembers)
        {
            if (reader.Member() is not { } member || members.Exists(m => m.Name == member.Name))
            {
                return null;
            }

            members.Add(member);
            reader.Blanks();
            if (reader.AtEnd)
            {
                return members;
            }

            if (!reader.Take(','))
            {
                return null;
            }

            reader.Blanks();
        }

        return null;
    }

    private readonly bool AtEnd => at >= text.Length;

    private DictionaryMember? Member()
    {
        if (Key() is not { } name || !Take('='))
        {
            return null;
        }

        var start = at;
        IReadOnlyList<string>? items = null;
        byte[]? bytes = null;
        var read = AtEnd ? false : text[at] == '(' ? (items = InnerList()) is not null : text[at] == ':' && (bytes = Bytes()) is not null;
        return read && Parameters() is { } parameters
            ? new DictionaryMember(name, text[start..at].ToString(), items, parameters, bytes)
            : null;
    }

    private List<string>? InnerList()
    {
        at++;
        var items = new List<string>();
        while (true)
        {
            Spaces();
            if (Take(')'))
            {
                return items;
            }

            // A string has to be followed by a space or the end: a parameter on it is refused.
            if (String() is not { } item || AtEnd || text[at] is not (' ' or ')'))
            {
                return null;
            }

            items.Add(item);
        }
    }

    private Dictionary<string, string>? Parameters()
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        while (Take(';'))
        {
            Spaces();
            if (Key() is not { } name || !Take('=') || AtEnd)
            {
                return null;
            }

            var value = text[at] == '"' ? String() : Number();
            if (value is null || !parameters.TryAdd(name, value))
            {
                return null;
            }
        }

        return parameters;
    }

    private string? String()
    {
        if (!Take('"'))
        {
            return null;
        }

        var output = new System.Text.StringBuilder();
        while (!AtEnd)
        {
            var c = text[at++];
            switch (c)
            {
                case '"':
                    return output.ToString();
                case '\\' when !AtEnd && text[at] is '"' or '\\':
                    output.Append(text[at++]);
                    break;
                case '\\' or < ' ' or > '~':
                    return null;
                default:
                    output.Append(c);
                    break;
            }
        }

        return null;
    }

    private string? Number()
    {
        var start = at;
        while (!AtEnd && (char.IsAsciiDigit(text[at]) || (at == start && text[at] == '-')))
        {
            at++;
        }

        var number = text[start..at];
        return number.Length is > 0 and <= 16 && long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? number.ToString() : null;
    }

    private byte[]? Bytes()
    {
        at++;
        var end = text[at..].IndexOf(':');
        if (end < 0)
        {
            return null;
        }

        var bytes = BodyDigest.Base64(text.Slice(at, end).ToString());
        at += end + 1;
        return bytes;
    }

    private string? Key()
    {
        var start = at;
        while (!AtEnd && (char.IsAsciiLetterLower(text[at]) || text[at] == '*' || (at > start && (char.IsAsciiDigit(text[at]) || text[at] is '_' or '-' or '.'))))
        {
            at++;
        }

        return at > start ? text[start..at].ToString() : null;
    }

    private bool Take(char c)
    {
        var there = !AtEnd && text[at] == c;
        at += there ? 1 : 0;
        return there;
    }

    private void Spaces()
    {
        while (!AtEnd && text[at] == ' ')
        {
            at++;
        }
    }

    private void Blanks()
    {
        while (!AtEnd && text[at] is ' ' or '\t')
        {
            at++;
        }
    }
}
