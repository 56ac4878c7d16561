using System.Text;
using System.Text.RegularExpressions;

namespace Pendopo.Channels.LinkedIn;

/// <summary>
/// LinkedIn's "little text": a reserved letter that stands without a backslash cuts the published text off there, while the call succeeds. Addresses, tags
/// and mentions `@[Name](urn:li:organization:1)` stay as they are, so that they stay live.
/// </summary>
internal static partial class LittleText
{
    private const string Reserved = @"\|{}@[]()<>#*_~";

    /// <summary>The words as they are handed over. Readers see them as they were written.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (escaped, at) = (new StringBuilder(text.Length + 16), 0);
        foreach (Match live in Live().Matches(text))
        {
            Escape(escaped, text.AsSpan(at, live.Index - at));
            escaped.Append(live.Value);
            at = live.Index + live.Length;
        }
        Escape(escaped, text.AsSpan(at));
        return escaped.ToString();
    }

    /// <summary>What readers see: a mention stands there as the name in it.</summary>
    public static string Shown(string text) => Mention().Replace(text, "${name}");

    /// <summary>Characters as LinkedIn counts them: with the backslashes.</summary>
    public static int Length(string text) => Of(text).Length;

    private static void Escape(StringBuilder escaped, ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (Reserved.Contains(letter, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(letter);
        }
    }

    // The mark that ends a sentence, or a bracket that was opened before, belongs to the sentence; so does a tag inside a word.
    [GeneratedRegex(@"https?://[^\s<>""\\|{}\[\]()]*[^\s<>""\\|{}\[\]().,;:!?'*~]|(?<![\p{L}\p{N}_&\\])#[\p{L}\p{N}]+(?![_\p{L}\p{N}])|@\[[^\[\]\\@]{1,200}\]\(urn:li:(organization|person):[A-Za-z0-9-]{1,60}\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Live();

    [GeneratedRegex(@"@\[(?<name>[^\[\]\\@]{1,200})\]\(urn:li:(organization|person):[A-Za-z0-9-]{1,60}\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mention();
}
