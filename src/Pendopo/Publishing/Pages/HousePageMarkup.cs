using Markdig;
using Pendopo.Fediverse.Html;

namespace Pendopo.Publishing.Pages;

/// <summary>Markdown of a page as clean markup.</summary>
internal static class HousePageMarkup
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    public static string Html(string markdown) => HtmlSanitizer.Clean(Markdown.ToHtml(markdown, Pipeline), HtmlPolicy.Article).Value;
}
