using System.Text;
using System.Text.RegularExpressions;

namespace Pendopo.Channels.Bluesky;

internal enum SpanKind { Link, Mention, Tag }

/// <summary>A stretch of a post that leads somewhere.</summary>
/// <param name="Start">First byte of the text in UTF-8.</param>
/// <param name="End">The byte after the last.</param>
/// <param name="Value">The address, the handle without @, or the tag without #.</param>
internal sealed record RichSpan(SpanKind Kind, int Start, int End, string Value);

/// <summary>Finds links, mentions and tags in a post. Bluesky finds none by itself: what is not marked is plain text, and the marks
/// count bytes of UTF-8, not characters (app.bsky.richtext.facet).</summary>
internal static partial class RichText
{
    /// <summary>Bound of app.bsky.richtext.facet#tag: 64 graphemes; a longer one stays plain text.</summary>
    private const int MaxTag = 64;

    /// <summary>All spans in order; none overlaps another.</summary>
    public static IReadOnlyList<RichSpan> Find(string text)
    {
        var spans = new List<RichSpan>();
        foreach (Match match in Marks().Matches(text))
        {
            var span = match.Groups["link"].Success ? Link(text, match)
                : match.Groups["mention"].Success ? Named(text, match.Groups["mention"], SpanKind.Mention)
                : Tag(text, match.Groups["tag"]);
            if (span is not null)
                spans.Add(span);
        }
        return spans;
    }

    private static RichSpan? Link(string text, Match match)
    {
        var length = TrimmedLength(match.ValueSpan);
        var address = match.Value[..length];
        return Uri.TryCreate(address, UriKind.Absolute, out _) ? Span(text, SpanKind.Link, match.Index, length, address) : null;
    }

    private static RichSpan? Tag(string text, Group tag) =>
        tag.Value.Any(letter => !char.IsDigit(letter)) && tag.Length <= MaxTag ? Named(text, tag, SpanKind.Tag) : null;

    /// <summary>A span whose sign (@ or #) stands before its name.</summary>
    private static RichSpan Named(string text, Group name, SpanKind kind) => Span(text, kind, name.Index - 1, name.Length + 1, name.Value);

    private static RichSpan Span(string text, SpanKind kind, int index, int length, string value)
    {
        var start = Encoding.UTF8.GetByteCount(text.AsSpan(0, index));
        return new(kind, start, start + Encoding.UTF8.GetByteCount(text.AsSpan(index, length)), value);
    }

    /// <summary>A sentence goes on after an address: its punctuation and a bracket that was opened before it are not part of it.</summary>
    private static int TrimmedLength(ReadOnlySpan<char> address)
    {
        var length = address.Length;
        while (length > 0 && (".,;:!?'\"".Contains(address[length - 1]) || ClosesNothing(address[..length])))
            length--;
        return length;
    }

    private static bool ClosesNothing(ReadOnlySpan<char> address) => address[^1] == ')' && address.Count(')') > address.Count('(');

    // A mark begins the text or follows a space or an opening bracket, as in the clients, so that rina@puskesmas.example is no mention.
    // A handle is a domain name (atproto.com/specs/handle).
    [GeneratedRegex(
        @"(?<=^|[\s(])(?:(?<link>https?://[^\s<>""]+)|@(?<mention>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)|[#＃](?<tag>[\p{L}\p{M}\p{N}_]+))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();
}
