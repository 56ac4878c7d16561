using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Publishing.Checklists;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Reviews;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Checklists;

public abstract class ChecklistTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task A_line_that_is_not_ticked_keeps_a_post_from_the_reviewer_who_then_sees_what_was_ticked()
    {
        await Keep("Sumber diperiksa\nMudah dipahami");
        var post = await Stage.Draft();
        using var officer = await App.Client("officer");
        var desk = $"/desk/posts/{post.Id}";
        var html = await officer.GetStringAsync(desk);
        new HtmlParser().ParseDocument(html).QuerySelectorAll("input[name='Form.Checks']").Select(box => box.GetAttribute("value")).ShouldBe(["Sumber diperiksa", "Mudah dipahami"]);
        var refused = await Compose(officer, html, post, "Sumber diperiksa");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await refused.Content.ReadAsStringAsync();
        again.ShouldContain("Centang ini sebelum diserahkan: Mudah dipahami");
        new HtmlParser().ParseDocument(again).QuerySelectorAll("input[name='Form.Checks']").Select(box => box.HasAttribute("checked")).ShouldBe([true, false]);
        (await Compose(officer, again, post, "Sumber diperiksa", "Mudah dipahami")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Keep("Yang lain sekarang");
        using var reviewer = await App.Client("reviewer");
        var seen = await reviewer.GetStringAsync(desk);
        seen.ShouldContain("Dicentang oleh");
        seen.ShouldContain("Mudah dipahami");
        (await Stage.As("officer", scope => scope.GetRequiredService<TickChecklist>().Run(post.Id, [], default))).Problems[0].Code.ShouldBe("AlreadySubmitted");
    }

    [Fact]
    public async Task A_change_of_words_asks_for_the_ticks_anew_and_programs_tick_too()
    {
        await Keep("Sumber diperiksa");
        var post = await Stage.Draft();
        using var officer = await App.Client("officer");
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/checklist", new { lines = new[] { "Sumber diperiksa", "Bukan baris" } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Stage.Edit(post.Id, words => words with { Title = "Judul baru" });
        (await Stage.As("officer", scope => scope.GetRequiredService<SubmitPost>().Run(post.Id, "", default))).Problems[0].Code.ShouldBe("ChecklistOpen");
        await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/checklist", new { lines = new[] { "Sumber diperiksa" } });
        (await Stage.As("officer", scope => scope.GetRequiredService<SubmitPost>().Run(post.Id, "", default))).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_centre_writes_its_own_lists_takes_examples_and_another_centre_has_its_own()
    {
        using var officer = await App.Client("officer");
        const string page = "/desk/checklists";
        (await officer.Send(await officer.GetStringAsync(page), "checklists", new() { ["Form.Tip"] = string.Join('\n', Enumerable.Range(0, 13)), ["Form.Act"] = "save" }, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.Send(await officer.GetStringAsync(page), "checklists", new() { ["Form.Tip"] = "Milik kami", ["Form.Act"] = "suggest" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Stage.As("officer", scope => scope.GetRequiredService<Pendopo.Publishing.Checklists.ChecklistBook>().Of(PostKind.Tip, default))).ShouldBe(["Milik kami"]);
        (await Stage.As("officer", scope => scope.GetRequiredService<Pendopo.Publishing.Checklists.ChecklistBook>().Of(PostKind.Story, default))).ShouldContain("Orangnya sudah membaca teks ini dan setuju");
        await using var kenanga = await App.ScopeOf("officer@kenanga", "kenanga");
        (await kenanga.ServiceProvider.GetRequiredService<Pendopo.Publishing.Checklists.ChecklistBook>().All(default)).ShouldBeEmpty();
        (await Stage.As("clinician", scope => scope.GetRequiredService<KeepChecklists>().Run(new Dictionary<PostKind, string>(), default))).Problems[0].Code.ShouldBe("MayNotKeep");
    }

    private async Task Keep(string lines) =>
        (await Stage.As("officer", scope => scope.GetRequiredService<KeepChecklists>().Run(new Dictionary<PostKind, string> { [PostKind.Article] = lines }, default))).Problems.ShouldBeEmpty();

    private static Task<HttpResponseMessage> Compose(HttpClient officer, string html, Post post, params string[] ticks)
    {
        var form = new HtmlParser().ParseDocument(html).QuerySelectorAll("form").First(one => one.QuerySelector("input[name=_handler]")?.GetAttribute("value") == "compose");
        var fields = form.QuerySelectorAll("input[type=hidden]").Select(field => new KeyValuePair<string, string>(field.GetAttribute("name")!, field.GetAttribute("value") ?? "")).ToList();
        fields.Add(new("Form.Act", "submit"));
        fields.AddRange(ticks.Select(tick => new KeyValuePair<string, string>("Form.Checks", tick)));
        return officer.PostAsync($"/desk/posts/{post.Id}", new FormUrlEncodedContent(fields));
    }
}

[Collection("publishing on sqlite")]
public sealed class ChecklistsOnSqlite(SqliteApp app) : ChecklistTests(app);

[Collection("publishing on postgres")]
public sealed class ChecklistsOnPostgres(PostgresApp app) : ChecklistTests(app);
