using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Pendopo.Tests.Harness;

/// <summary>Sends a form as a browser without scripts does: with the hidden fields of the page it stands on.</summary>
internal static class PageForms
{
    public static Task<HttpResponseMessage> Send(this HttpClient browser, string html, string form, Dictionary<string, string> typed, string page)
    {
        var found = new HtmlParser().ParseDocument(html).QuerySelectorAll("form")
            .First(one => one.QuerySelector("input[name=_handler]")?.GetAttribute("value") == form);
        var fields = found.QuerySelectorAll("input[type=hidden]").ToDictionary(field => field.GetAttribute("name")!, field => field.GetAttribute("value") ?? "");
        foreach (var (name, value) in typed)
            fields[name] = value;
        return browser.PostAsync(found.GetAttribute("action") is { Length: > 0 } action ? action : page, new FormUrlEncodedContent(fields));
    }
}
