using Markdig;
using Pendopo.Fediverse.Html;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Pages;

/// <summary>Markdown of a page as clean markup.</summary>
internal static class HousePageMarkup
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    public static string Html(string markdown) => 
        ArticleMarkup.Readable(markdown, text => HtmlSanitizer.Clean(Markdown.ToHtml(text, Pipeline), HtmlPolicy.Article).Value) ?? ArticleMarkup.Words(markdown);
}
