using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Pendopo.Fediverse.Html;

namespace Pendopo.Publishing.Site;

/// <summary>Markdown as clean markup and as plain words.</summary>
internal static class ArticleMarkup
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().UseEmphasisExtras().Build();

    /// <summary>Clean markup. A picture from elsewhere becomes a link: no reader's browser calls a third party.</summary>
    /// <param name="root">Address put before links within the site, for readers elsewhere; null leaves them as they are.</param>
    public static string Html(string markdown, string? root = null)
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

    /// <summary>The words without marks; paragraphs stay apart.</summary>
    public static string Plain(string markdown) => Markdown.ToPlainText(markdown, Pipeline).Trim();
}
