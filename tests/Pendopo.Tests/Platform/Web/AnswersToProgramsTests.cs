using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Publishing.Public;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Web;

/// <summary>What programs that are no browsers are told.</summary>
[Collection("sqlite")]
public sealed class AnswersToProgramsTests(SqliteApp app) : AppTests(app)
{
    private static readonly Dictionary<string, string> Indonesian = new(StringComparer.Ordinal) { ["Malformed"] = "Permintaan ini", ["SignInFirst"] = "Masuk", ["NotAllowed"] = "Anda tidak", ["NotThere"] = "Tidak ada" },
        English = new(StringComparer.Ordinal) { ["Malformed"] = "This request", ["NotThere"] = "Nothing" };

    [Theory]
    [InlineData("GET", "/api/v1/posts/abc", null, 400, "Malformed")]
    [InlineData("POST", "/api/v1/posts", "{", 400, "Malformed")]
    [InlineData("POST", "/api/v1/posts", "{\"titel\":\"x\"}", 400, "Malformed")]
    [InlineData("GET", "/api/v1/posts/00000000-0000-7000-8000-000000000000", null, 404, "NotThere")]
    [InlineData("GET", "/api/v1/nowhere", null, 404, "NotThere")]
    public async Task What_the_framework_refuses_is_told_in_words_too(string method, string path, string? body, int status, string code)
    {
        using var officer = await App.Client("officer");
        foreach (var language in new[] { "id", "en" })
        {
            using var request = new HttpRequestMessage(new(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.AcceptLanguage.ParseAdd(language);
            await Told(await officer.SendAsync(request), status, code, language);
        }
    }

    [Theory]
    [InlineData("POST", "/api/v1/posts", "{\"titel\":\"x\"}", "Unknown", "titel")]
    [InlineData("POST", "/api/v1/posts", "{\"title\":\"x\",\"title\":\"y\"}", "Twice", "title")]
    [InlineData("POST", "/api/v1/posts", "{\"title\":7}", "Wrong", "title")]
    [InlineData("POST", "/api/v1/posts", "{\"kind\":\"Sandwich\"}", "Wrong", "kind")]
    [InlineData("POST", "/api/v1/posts", "{\"pictures\":[{\"file\":\"x\"}]}", "Wrong", "pictures[0].file")]
    [InlineData("PUT", "/api/v1/posts/00000000-0000-7000-8000-000000000000", "{\"revision\":1,\"words\":{\"titel\":\"x\"}}", "Unknown", "words.titel")]
    [InlineData("PUT", "/api/v1/posts/00000000-0000-7000-8000-000000000000", "{\"words\":{}}", "Missing", "revision")]
    [InlineData("POST", "/api/v1/posts", "{", "Body", null)]
    [InlineData("POST", "/api/v1/posts", "", "NoBody", null)]
    [InlineData("GET", "/api/v1/posts/abc", null, "Wrong", "id")]
    [InlineData("GET", "/api/v1/posts?shelf=Cellar", null, "Wrong", "shelf")]
    public async Task What_cannot_be_read_is_told_by_field(string method, string path, string? body, string code, string? field)
    {
        using var officer = await App.Client("officer");
        using var request = new HttpRequestMessage(new(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.AcceptLanguage.ParseAdd("en");
        var answer = await officer.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, said);
        var error = JsonDocument.Parse(said).RootElement.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        (error.GetProperty("code").GetString(), error.GetProperty("field").GetString()).ShouldBe((code, field));
        error.GetProperty("text").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/posts", "application/json", 405)]
    [InlineData("POST", "/api/v1/posts", "text/plain", 415)]
    [InlineData("POST", "/inbox", "text/plain", 415)]
    [InlineData("DELETE", "/api/v1/nowhere", "application/json", 404)]
    public async Task A_wrong_method_and_a_wrong_content_type_are_told_apart_from_a_wrong_address(string method, string path, string type, int status)
    {
        using var officer = await App.Client("officer");
        using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent("{}", Encoding.UTF8, type) };
        request.Headers.AcceptLanguage.ParseAdd("en");
        var answer = await officer.SendAsync(request);
        await Told(answer, status, status == 404 ? "NotThere" : "Malformed", "en");
        if (status == 405)
            answer.Content.Headers.Allow.ShouldContain("POST");
    }

    [Fact]
    public async Task A_visitor_is_told_to_sign_in_and_who_may_not_that_they_may_not()
    {
        using var visitor = App.Anonymous();
        await Told(await visitor.GetAsync("/api/v1/posts"), 401, "SignInFirst", "id");
        using var member = await App.Client("member");
        await Told(await member.GetAsync("/api/v1/posts"), 403, "NotAllowed", "id");
    }

    [Fact]
    public async Task Whoever_asks_for_the_head_only_gets_what_a_reader_gets_and_is_not_counted()
    {
        using var visitor = App.Anonymous();
        visitor.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0");
        foreach (var path in new[] { "/", "/feed.atom", "/health/live", "/posts/demam-berdarah-cegah-di-rumah-kenali-tanda-bahaya", "/not-there" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            var (head, whole) = (await visitor.SendAsync(request), await visitor.GetAsync(path));
            head.StatusCode.ShouldBe(whole.StatusCode, path);
            head.Content.Headers.ContentType.ShouldBe(whole.Content.Headers.ContentType, path);
        }
        App.Services.GetRequiredService<ViewTally>().Take();
        using var looked = new HttpRequestMessage(HttpMethod.Head, "/posts/demam-berdarah-cegah-di-rumah-kenali-tanda-bahaya");
        (await visitor.SendAsync(looked)).StatusCode.ShouldBe(HttpStatusCode.OK);
        App.Services.GetRequiredService<ViewTally>().Take().ShouldBeEmpty();
    }

    private static async Task Told(HttpResponseMessage answer, int status, string code, string language)
    {
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        told.GetProperty("code").GetString().ShouldBe(code);
        var title = told.GetProperty("title").GetString()!;
        title.StartsWith(language == "id" ? Indonesian[code] : English[code], StringComparison.Ordinal).ShouldBeTrue(title);
    }
}
