using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Pendopo.Tests.Harness;

/// <summary>Uses pages as a browser without script does: reads them, fills their forms in, sends them.</summary>
internal static class BrowserSteps
{
    /// <summary>The page, parsed.</summary>
    public static async Task<IHtmlDocument> Page(this HttpClient browser, string path)
    {
        var response = await browser.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path} {response.Headers.Location}");
        return await response.Document();
    }

    public static async Task<IHtmlDocument> Document(this HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    /// <summary>Fills in a form of the page and sends it. What is not named keeps what the page holds.</summary>
    /// <param name="form">The form's name, or a selector when it begins with `form`.</param>
    /// <param name="fields">Names (`Form.Email`) and values; null leaves a box unticked or a field out.</param>
    public static async Task<HttpResponseMessage> Submit(this HttpClient browser, string path, string form, params (string Name, string? Value)[] fields)
    {
        var page = await browser.Page(path);
        var found = form.StartsWith("form", StringComparison.Ordinal) && form.Length > 4
            ? page.QuerySelector<IHtmlFormElement>(form)
            : page.QuerySelectorAll<IHtmlFormElement>("form").FirstOrDefault(candidate => candidate.QuerySelector<IHtmlInputElement>("input[name=_handler]")?.Value == form);
        found.ShouldNotBeNull($"no form {form} on {path}");
        var values = Values(found).Where(held => !fields.Any(field => field.Name == held.Key)).ToList();
        values.AddRange(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!)));
        var action = found.GetAttribute("action");
        return await browser.PostAsync(string.IsNullOrEmpty(action) ? path : action, new FormUrlEncodedContent(values));
    }

    private static IEnumerable<KeyValuePair<string, string>> Values(IHtmlFormElement form) => form.QuerySelectorAll("input,select,textarea").SelectMany(Value);

    private static IEnumerable<KeyValuePair<string, string>> Value(IElement field) => field switch
    {
        IHtmlInputElement { Name: { } name, Type: "checkbox" or "radio" } box => box.IsChecked ? [new(name, box.Value)] : [],
        IHtmlInputElement { Name: { } name, Type: not ("submit" or "file") } input => [new(name, input.Value)],
        IHtmlSelectElement { Name: { } name } choice => [new(name, choice.Value ?? "")],
        IHtmlTextAreaElement { Name: { } name } text => [new(name, text.Value)],
        _ => [],
    };
}
