using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Desk;

public abstract class DeskWalkTests(TestApp app) : PublishingTests(app)
{
    private static readonly Dictionary<string, string> Typed = new()
    {
        ["Form.Title"] = "Cuci tangan sebelum makan",
        ["Form.Summary"] = "Dua puluh detik dengan sabun.",
        ["Form.Text"] = "Gosok telapak, punggung, sela jari.",
        ["Form.Kind"] = "Tip",
        ["Form.Language"] = "id",
        ["Form.Topic"] = "Kebersihan",
        ["Form.Sources"] = "",
    };

    [Fact]
    public async Task An_officer_writes_a_reviewer_approves_and_the_post_goes_out_all_without_script()
    {
        using var officer = await App.Client("officer");
        var page = await Begin(officer);
        var html = await officer.GetStringAsync(page);
        var submitted = await officer.Send(html, "compose", new(Typed) { ["Form.Act"] = "submit" }, page);
        submitted.Headers.Location!.ToString().ShouldEndWith("?done=submitted");
        using var reviewer = await App.Client("reviewer");
        (await reviewer.GetStringAsync("/desk")).ShouldContain("Cuci tangan sebelum makan");
        var approved = await reviewer.Send(await reviewer.GetStringAsync(page), "review", new() { ["Form.Act"] = "Approve", ["Form.Comment"] = "" }, page);
        approved.Headers.Location!.ToString().ShouldEndWith("?done=approved");
        html = await officer.GetStringAsync(page);
        var channels = new HtmlParser().ParseDocument(html).QuerySelectorAll("input[name='Form.Channels']").Select(box => box.GetAttribute("value")!).ToList();
        channels.Count.ShouldBeGreaterThan(2);
        await Post(officer, html, page, "schedule", [.. channels.Select(id => KeyValuePair.Create("Form.Channels", id)), new("Form.Act", "now")]);
        await App.RunJobs();
        App.Clock.Advance(TimeSpan.FromSeconds(5));
        await App.RunJobs();
        html = await officer.GetStringAsync(page);
        html.ShouldContain("https://scripted.example/");
        Network.Posts.ShouldHaveSingleItem().Text.ShouldStartWith("Cuci tangan sebelum makan");
    }

    [Fact]
    public async Task What_is_typed_is_kept_by_itself_and_stays_after_the_browser_is_gone()
    {
        using var officer = await App.Client("officer");
        var page = await Begin(officer);
        var html = await officer.GetStringAsync(page);
        foreach (var text in new[] { "Gosok", "Gosok telapak", "Gosok telapak tangan" })
            await Post(officer, html, page + "/draft", "compose", new Dictionary<string, string>(Typed) { ["Form.Text"] = text }, HttpStatusCode.NoContent);
        (await officer.GetStringAsync(page)).ShouldContain("Gosok telapak tangan");
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_and_says_what_to_do()
    {
        using var officer = await App.Client("officer");
        var page = await Begin(officer);
        var answer = await officer.Send(await officer.GetStringAsync(page), "compose", new(Typed) { ["Form.Title"] = "", ["Form.Act"] = "submit" }, page);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("Gosok telapak, punggung, sela jari.");
        new HtmlParser().ParseDocument(html).QuerySelector("a[href='#form-title']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_overwrites_what_a_colleague_saved_meanwhile()
    {
        using var officer = await App.Client("officer");
        using var head = await App.Client("head");
        var page = await Begin(officer);
        var seen = await officer.GetStringAsync(page);
        (await head.Send(await head.GetStringAsync(page), "compose", new(Typed) { ["Form.Act"] = "save", ["Form.Text"] = "Dari kepala." }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var late = await officer.Send(seen, "compose", new(Typed) { ["Form.Act"] = "save", ["Form.Text"] = "Dari petugas." }, page);
        late.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await late.Content.ReadAsStringAsync()).ShouldContain("Dari petugas.");
        (await officer.GetStringAsync(page)).ShouldContain("Dari kepala.");
    }

    [Fact]
    public async Task The_author_is_not_offered_to_approve_and_is_refused_when_asking_anyway()
    {
        var post = await Stage.Submitted();
        using var head = await App.Client("head");
        await Stage.As("head", async scope => await scope.GetRequiredService<Pendopo.Publishing.Posts.KeepPost>().Run(new(post.Id, 9, PublishingStage.Words("Judul kepala"), false), default));
        (await Stage.As("head", async scope => await scope.GetRequiredService<Pendopo.Publishing.Reviews.SubmitPost>().Run(post.Id, "", default))).Ok.ShouldBeTrue();
        var page = $"/desk/posts/{post.Id}";
        var html = await head.GetStringAsync(page);
        new HtmlParser().ParseDocument(html).QuerySelectorAll("button[value=Approve]").ShouldBeEmpty();
        (await head.Send(html, "review", new() { ["Form.Act"] = "Approve", ["Form.Comment"] = "" }, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_other_centres_officer_does_not_find_the_post()
    {
        var post = await Stage.Draft();
        using var stranger = await App.Client("officer@kenanga");
        (await stranger.GetAsync($"/desk/posts/{post.Id}")).StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Redirect);
        (await stranger.GetAsync("/@kenanga")).Dispose();
        await using var scope = await App.ScopeOf("officer@kenanga", "kenanga");
        (await scope.ServiceProvider.GetRequiredService<PublishedPosts>().ById(post.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task The_list_and_the_calendar_show_the_post_in_words()
    {
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, new DateTime(2026, 3, 5, 9, 0, 0), ScriptedNetwork.Name);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/posts?state=planned")).ShouldContain($"/desk/posts/{post.Id}");
        (await officer.GetStringAsync("/desk/calendar?month=2026-03")).ShouldContain($"/desk/posts/{post.Id}");
        (await officer.GetStringAsync("/desk/posts?state=out")).ShouldNotContain($"/desk/posts/{post.Id}");
    }

    private static async Task<string> Begin(HttpClient officer)
    {
        var list = new HtmlParser().ParseDocument(await officer.GetStringAsync("/desk/posts/new"));
        var form = list.QuerySelectorAll("form[action='/desk/posts']").First(one => one.QuerySelector("input[value=Tip]") is not null);
        var fields = form.QuerySelectorAll("input[type=hidden]").ToDictionary(field => field.GetAttribute("name")!, field => field.GetAttribute("value") ?? "");
        var begun = await officer.PostAsync("/desk/posts", new FormUrlEncodedContent(fields));
        begun.StatusCode.ShouldBe(HttpStatusCode.Redirect, await begun.Content.ReadAsStringAsync());
        return begun.Headers.Location!.ToString();
    }

    private static async Task Post(HttpClient browser, string html, string page, string form, IEnumerable<KeyValuePair<string, string>> typed,
        HttpStatusCode answer = HttpStatusCode.Redirect)
    {
        var found = new HtmlParser().ParseDocument(html).QuerySelectorAll("form").First(one => one.QuerySelector("input[name=_handler]")?.GetAttribute("value") == form);
        var hidden = found.QuerySelectorAll("input[type=hidden]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? ""));
        (await browser.PostAsync(page, new FormUrlEncodedContent([.. hidden, .. typed]))).StatusCode.ShouldBe(answer);
    }
}

[Collection("publishing on sqlite")]
public sealed class DeskWalkOnSqlite(SqliteApp app) : DeskWalkTests(app);

[Collection("publishing on postgres")]
public sealed class DeskWalkOnPostgres(PostgresApp app) : DeskWalkTests(app);
