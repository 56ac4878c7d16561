using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Pendopo.Fediverse.Html;

namespace Pendopo.Publishing.Imports;

/// <summary>Markup of elsewhere as Markdown: cleaned first, so that nothing of it but words, lists and links comes through. Pure.</summary>
internal static class HtmlMarkdown
{
    /// <summary>The words; pictures are left out and counted.</summary>
    public static (string Markdown, int Pictures) Of(string html)
    {
        var pictures = html.Split("<img", StringSplitOptions.None).Length - 1;
        var document = new HtmlParser().ParseDocument(HtmlSanitizer.Clean(html, HtmlPolicy.Article).Value);
        var text = new StringBuilder();
        // The tree is walked without recursion: how deep it is, its sender decides.
        var open = new Stack<(INode Node, bool Leave)>();
        open.Push((document.Body!, false));
        while (open.Count > 0)
        {
            var (node, leave) = open.Pop();
            if (node is IText words)
                text.Append(words.Text.ReplaceLineEndings(" "));
            else if (node is IElement element && leave)
                Close(element, text);
            else if (node is IElement begun)
            {
                Open(begun, text);
                open.Push((begun, true));
                foreach (var child in begun.ChildNodes.Reverse())
                    open.Push((child, false));
            }
        }
        return (Tidy(text.ToString()), pictures);
    }

    private static void Open(IElement element, StringBuilder text) => text.Append(element.LocalName switch
    {
        "h1" or "h2" => "\n\n## ",
        "h3" or "h4" or "h5" or "h6" => "\n\n### ",
        "p" or "div" or "ul" or "ol" or "blockquote" or "pre" or "table" => "\n\n",
        "li" => element.ParentElement?.LocalName == "ol" ? "\n1. " : "\n- ",
        "br" or "tr" => "\n",
        "strong" or "b" => "**",
        "em" or "i" => "*",
        "a" => "[",
        _ => "",
    });

    private static void Close(IElement element, StringBuilder text) => text.Append(element.LocalName switch
    {
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "p" or "div" or "ul" or "ol" or "blockquote" or "pre" or "table" => "\n\n",
        "strong" or "b" => "**",
        "em" or "i" => "*",
        "td" or "th" => " ",
        "a" => element.GetAttribute("href") is { } href ? $"]({href.Replace(")", "%29", StringComparison.Ordinal)})" : "]",
        _ => "",
    });

    private static string Tidy(string text)
    {
        var tidy = new StringBuilder();
        var empty = 2;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            empty = line.Length == 0 ? empty + 1 : 0;
            if (empty < 2)
                tidy.Append(line).Append('\n');
        }
        return tidy.ToString().Trim();
    }
}
