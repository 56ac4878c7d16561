using System.Text;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace Pendopo.Fediverse.Html;

/// <summary>Between markup and plain words.</summary>
public static class HtmlText
{
    /// <summary>
    /// The words of some markup: blocks stand on lines of their own, a line break is a line break, scripts and styles are
    /// left out. For search, excerpts, notifications, the readers of mail without markup.
    /// </summary>
    /// <param name="html">Anything; read up to <see cref="HtmlSanitizer.MaxInput"/> characters after cleaning.</param>
    public static string From(string? html)
    {
        var clean = HtmlSanitizer.Clean(html, HtmlPolicy.Federated).Value;
        var output = new StringBuilder(clean.Length);
        foreach (var token in HtmlSanitizer.Tokens(clean))
        {
            if (token.Type == HtmlTokenType.Character)
            {
                output.Append(token.Data);
            }
            else if (token is HtmlTagToken tag && Breaks(tag) && output.Length > 0 && (tag.Name == "br" || output[^1] != '\n'))
            {
                output.Append('\n');
            }
        }

        return output.ToString().Trim();
    }

    /// <summary>Plain words as markup: a blank line parts paragraphs, a line break stays one, web addresses become links.</summary>
    /// <param name="text">Words as a person typed them; null and blank give empty markup.</param>
    public static CleanHtml ToHtml(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return CleanHtml.Empty;
        }

        var output = new StringBuilder();
        var lines = text.ReplaceLineEndings("\n").Trim().Split('\n');
        var inParagraph = false;
        foreach (var line in lines)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                output.Append(inParagraph ? "</p>" : "");
                inParagraph = false;
                continue;
            }

            output.Append(inParagraph ? "<br>" : "<p>");
            inParagraph = true;
            AppendLinked(output, line.Trim());
        }

        output.Append(inParagraph ? "</p>" : "");
        return HtmlSanitizer.Clean(output.ToString(), HtmlPolicy.Federated);
    }

    /// <summary>Everything between angle brackets gone; for input that no parser takes.</summary>
    internal static string WithoutTags(string html)
    {
        var output = new StringBuilder(html.Length);
        var inTag = false;
        foreach (var c in html)
        {
            inTag = c == '<' || (inTag && c != '>');
            if (!inTag && c != '>')
            {
                output.Append(c);
            }
        }

        return output.ToString();
    }

    private static bool Breaks(HtmlTagToken tag) =>
        tag.Name is "br" || (tag.Type == HtmlTokenType.EndTag && tag.Name is "p" or "li" or "pre" or "blockquote" or "ul" or "ol")
        || (tag.Type == HtmlTokenType.StartTag && tag.Name is "p" or "li" or "pre");

    private static void AppendLinked(StringBuilder output, string line)
    {
        foreach (var word in line.Split(' '))
        {
            var bare = word.TrimEnd('.', ',', ';', ':', ')', '!', '?');
            if (bare.Contains("://", StringComparison.Ordinal) && SafeAddress.ForLink(bare, HtmlPolicy.Federated) is { } address)
            {
                output.Append("<a href=\"").Append(HtmlEncoding.Attribute(address)).Append("\">").Append(HtmlEncoding.Text(bare)).Append("</a>")
                    .Append(HtmlEncoding.Text(word[bare.Length..]));
            }
            else
            {
                output.Append(HtmlEncoding.Text(word));
            }

            output.Append(' ');
        }

        output.Length--;
    }
}
