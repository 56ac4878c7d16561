using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Web;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Ui;

public abstract class UiPagesTests(TestApp app) : AppTests(app)
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await App.CentreOf("melati");
    }

    [Theory]
    [InlineData("id", "Halaman ini tidak ada")]
    [InlineData("en", "This page is not here")]
    public async Task An_unknown_address_says_what_happened_what_became_of_the_work_and_whom_to_call(string language, string title)
    {
        using var visitor = Speaking(language);
        var answer = await visitor.GetAsync("/no/such/page");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain($"<h1>{title}</h1>");
        page.ShouldContain($"lang=\"{language}\"");
        page.ShouldContain("href=\"tel:119\"");
        page.ShouldContain("href=\"tel:&#x2B;62");
    }

    [Fact]
    public async Task A_chosen_language_is_kept_and_leads_back_to_the_page()
    {
        using var visitor = Speaking("id");
        var answer = await visitor.GetAsync("/language/en?to=%2Fprivacy");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/privacy");
        (await visitor.GetStringAsync("/privacy")).ShouldContain("Privacy notice</h1>");
    }

    [Theory]
    [InlineData("/no/such/page?from=poster")]
    [InlineData("/posts/no-such-post")]
    [InlineData("/@kenanga/posts/no-such-post?from=poster")]
    public async Task An_error_page_stands_in_the_centre_that_was_asked_and_its_choices_lead_back_to_the_address(string asked)
    {
        using var visitor = Speaking("id");
        var answer = await visitor.GetAsync(asked);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain($"href=\"/language/en?to={Uri.EscapeDataString(asked)}\"");
        page.ShouldNotContain("%2Ferror");
        page.ShouldContain(asked.Contains("kenanga", StringComparison.Ordinal) ? "Puskesmas Kenanga" : "Puskesmas Melati");
    }

    [Fact]
    public void The_page_of_a_fault_leads_back_to_the_address_that_failed()
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/error/500";
        context.Request.QueryString = new("?month=2026-11");
        context.Features.Set<IExceptionHandlerPathFeature>(new ExceptionHandlerFeature { Path = "/desk/calendar", Error = new InvalidOperationException() });
        AskedAddress.Link(context).ShouldBe("/desk/calendar?month=2026-11");
    }

    [Fact]
    public async Task A_chosen_theme_stands_on_the_root_without_any_script()
    {
        using var visitor = App.Anonymous();
        await visitor.GetAsync("/theme/dark?to=%2F");
        (await visitor.GetStringAsync("/privacy")).ShouldContain("data-theme=\"dark\"");
        await visitor.GetAsync("/theme/device");
        (await visitor.GetStringAsync("/privacy")).ShouldNotContain("data-theme=\"dark\"");
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("https://evil.example/x")]
    [InlineData("/\\evil.example")]
    public async Task A_choice_never_sends_a_reader_to_another_site(string to)
    {
        using var visitor = App.Anonymous();
        (await visitor.GetAsync($"/language/en?to={Uri.EscapeDataString(to)}")).Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Theory]
    [InlineData("/theme/pink")]
    [InlineData("/language/xx")]
    public async Task An_unknown_choice_is_not_found(string path)
    {
        using var visitor = App.Anonymous();
        (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_brings_one_style_sheet_and_nothing_from_elsewhere()
    {
        using var visitor = App.Anonymous();
        var page = await visitor.GetStringAsync("/privacy");
        Regex.Count(page, "rel=\"stylesheet\"").ShouldBe(1);
        page.ShouldNotMatch("(?:src|href)=\"https?://");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("style=\"");
        var sheet = Regex.Match(page, "href=\"(?<path>/pendopo[^\"]*\\.css)\"").Groups["path"].Value;
        (await visitor.GetAsync(sheet)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public async Task The_design_system_shows_every_component_in_both_languages(string language)
    {
        using var officer = await App.Client("officer");
        officer.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var page = await officer.GetStringAsync("/design");
        foreach (var part in new[] { "class=\"month\"", "class=\"chart\"", "class=\"notice notice-danger\"", "class=\"table", "data-undo", "class=\"empty\"", "type=\"file\"", "class=\"rail" })
            page.ShouldContain(part);
    }

    [Fact]
    public async Task A_refused_form_answers_422_with_a_summary_that_leads_to_each_field()
    {
        using var officer = await App.Client("officer");
        officer.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var answer = await officer.GetAsync("/design/form");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("<title>Error:");
        page.ShouldContain("There is a problem");
        foreach (Match link in Regex.Matches(page, "<li><a href=\"#(?<id>[a-z0-9-]+)\">"))
            page.ShouldContain($"id=\"{link.Groups["id"].Value}\"");
        page.ShouldContain("aria-describedby=\"form-email-error\"");
        page.ShouldContain("value=\"sari.contoh.id\"");
    }

    [Fact]
    public void Every_component_finds_the_services_it_asks_for()
    {
        var known = App.Services.GetRequiredService<IServiceProviderIsService>();
        var missing = typeof(UiText).Assembly.GetTypes().Where(type => typeof(IComponent).IsAssignableFrom(type) && !type.IsAbstract)
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(property => property.IsDefined(typeof(InjectAttribute), inherit: true) && !known.IsService(property.PropertyType))
                .Select(property => $"{type.Name} asks for {property.PropertyType}"));
        missing.ShouldBeEmpty();
    }

    private HttpClient Speaking(string language)
    {
        var visitor = App.Anonymous();
        visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return visitor;
    }
}

[Collection("sqlite")]
public sealed class UiPagesOnSqlite(SqliteApp app) : UiPagesTests(app);
