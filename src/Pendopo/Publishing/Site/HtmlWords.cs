using AngleSharp.Html.Parser;

namespace Pendopo.Publishing.Site;

/// <summary>The words of clean markup, for the guard and the search.</summary>
internal static class HtmlWords
{
    public static string Of(string html) => html.Length == 0 ? "" : new HtmlParser().ParseDocument(html).Body?.TextContent ?? "";
}
