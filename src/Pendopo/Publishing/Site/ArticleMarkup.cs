using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Pendopo.Fediverse.Html;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Site;

/// <summary>Markdown as clean markup and as plain words.</summary>
internal static class ArticleMarkup
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().UseEmphasisExtras().Build();

    /// <summary>Clean markup. A picture from elsewhere becomes a link: no reader's browser calls a third party.</summary>
    /// <param name="root">Address put before links within the site, for readers elsewhere; null leaves them as they are.</param>
    public static string Html(string markdown, string? root = null) => Readable(markdown, text => Article(text, root)) ?? Words(markdown);

    /// <summary>The words without marks; paragraphs stay apart.</summary>
    public static string Plain(string markdown) => Readable(markdown, text => Markdown.ToPlainText(text, Pipeline).Trim()) ?? markdown.Trim();

    /// <summary>What the reading gives; null where the library refuses to read: marks nested beyond its bound, and some addresses with characters
    /// of two halves. Such a text is shown as the words it is made of.</summary>
    internal static string? Readable(string markdown, Func<string, string> read)
    {
        try
        {
            return read(KeptText.Sound(markdown));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    internal static string Words(string markdown) => HtmlSanitizer.Clean(HtmlText.ToHtml(markdown).Value, HtmlPolicy.Article).Value;

    private static string Article(string markdown, string? root)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
        {
            var inside = link.Url is ['/', not '/', ..];
            if (link.IsImage && !(inside && link.Url!.StartsWith("/files/", StringComparison.Ordinal)))
                link.IsImage = false;
            if (inside && root is not null)
                link.Url = root + link.Url;
        }
        return HtmlSanitizer.Clean(document.ToHtml(Pipeline), HtmlPolicy.Article).Value;
    }
}
