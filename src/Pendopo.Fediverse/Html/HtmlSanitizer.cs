using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace Pendopo.Fediverse.Html;

/// <summary>
/// The one sanitiser of the program: foreign posts, our own Markdown once it is markup, previews, translations, mail.
/// AngleSharp cuts the input into tokens; the tree is built here, in a normal form and in linear time, so no nesting or
/// repetition of the input can make the work or the result grow beyond it. Cleaning clean markup changes nothing.
/// </summary>
public static class HtmlSanitizer
{
    /// <summary>Characters read at most; the rest is cut. Twice what can come out, so that what came out is read whole.</summary>
    public const int MaxInput = 2 * CleanOutput.MaxLength;

    /// <summary>Markup with nothing in it but what <paramref name="policy"/> lets through.</summary>
    /// <param name="html">Anything; null and empty give empty markup, broken markup is mended.</param>
    /// <param name="policy">The place it is for.</param>
    public static CleanHtml Clean(string? html, HtmlPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Clean(html, policy, Tokens);
    }

    internal static CleanHtml Clean(string? html, HtmlPolicy policy, Func<string, IEnumerable<HtmlToken>> tokens)
    {
        if (string.IsNullOrEmpty(html))
        {
            return CleanHtml.Empty;
        }

        var input = Cut(html);
        var tree = new CleanTree();
        var reader = new TokenReader(tree, policy);
        try
        {
            foreach (var token in tokens(input))
            {
                reader.Read(token);
            }
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Markup that a parser chokes on must not kill the job that carries it (Mastodon GHSA-qrgq): its words remain.
            return new CleanHtml(HtmlEncoding.Text(HtmlText.WithoutTags(input)));
        }

        return new CleanHtml(tree.Finish());
    }

    /// <summary>The tokens of the input; the text of script, style and their like is one raw token, as in a browser.</summary>
    internal static IEnumerable<HtmlToken> Tokens(string html)
    {
        using var source = new TextSource(html);
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        while (tokenizer.Get() is { Type: not HtmlTokenType.EndOfFile } token)
        {
            tokenizer.State = token.Type == HtmlTokenType.StartTag ? ModeAfter(token.Name) : HtmlParseMode.PCData;
            yield return token;
        }
    }

    /// <summary>WHATWG HTML section 13.2.6.4.4: which elements hold raw text.</summary>
    private static HtmlParseMode ModeAfter(string name) => name switch
    {
        "script" => HtmlParseMode.Script,
        "style" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "title" => HtmlParseMode.RCData,
        _ => HtmlParseMode.PCData,
    };

    private static string Cut(string html)
    {
        if (html.Length <= MaxInput)
        {
            return html;
        }

        return char.IsHighSurrogate(html[MaxInput - 1]) ? html[..(MaxInput - 1)] : html[..MaxInput];
    }
}
