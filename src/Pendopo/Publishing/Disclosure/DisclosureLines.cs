using System.Globalization;
using System.Net;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Disclosure;

/// <summary>What is disclosed, as a line in the language of the post: the same words on the page, in feeds and on every network.</summary>
internal static class DisclosureLines
{
    /// <summary>The line, such as "In partnership with Radio Suara · Made with AI help"; empty when nothing is disclosed.</summary>
    public static string Of(PostWords words) => Of(words.Details, words.Language);

    public static string Of(PostDetails details, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language.StartsWith("en", StringComparison.Ordinal) ? "en" : "id");
        return string.Join(" · ", details.Labels.Select(label => Say(label, details.Partner, culture)));
    }

    /// <summary>The text with the line before it, unless a person wrote it in already.</summary>
    public static string Before(string text, PostWords words) =>
        Of(words) is { Length: > 0 } line && !text.Contains(line, StringComparison.OrdinalIgnoreCase) ? $"{line}\n\n{text}" : text;

    /// <summary>The markup with the line before it.</summary>
    public static string BeforeHtml(string html, PostDetails details, string language) =>
        Of(details, language) is { Length: > 0 } line ? $"<p><strong>{WebUtility.HtmlEncode(line)}</strong></p>{html}" : html;

    private static string Say(DisclosureLabel label, string partner, CultureInfo culture) => partner.Length > 0 && label != DisclosureLabel.AiHelped
        ? string.Format(culture, DisclosureText.Say($"{label}With", culture), partner)
        : DisclosureText.Say(label.ToString(), culture);
}
