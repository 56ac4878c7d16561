using System.Net;
using AngleSharp.Html.Parser;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Sharing;

[Collection("publishing on sqlite")]
public sealed class SharePageTests(SqliteApp app) : PublishingTests(app)
{
    [Fact]
    public async Task What_is_out_is_passed_on_by_hand_in_words_that_the_guard_has_seen_and_the_link_names_nobody()
    {
        using var officer = await App.Client("officer");
        var post = await Stage.Approved(PublishingStage.Words("Oralit di rumah"));
        var page = $"/desk/posts/{post.Id}/sharing";
        (await officer.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "it is not out yet");
        await Stage.Schedule(post.Id, null);
        await App.RunJobs();
        // What is being changed since is not approved: what was sent is passed on.
        await Stage.Edit(post.Id, words => words with { Summary = "Belum disetujui." });
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain(page);
        var html = await officer.Page(page);
        html.QuerySelector("[name='Form.Words-sms']")!.TextContent.Trim().ShouldBe($"Oralit di rumah\nOralit menggantikan cairan yang hilang.\n{html.QuerySelector("[name='Form.Words-sms']")!.TextContent.Trim().Split('\n')[^1]}");
        html.QuerySelector("main")!.TextContent.ShouldContain("1 SMS");
        html.QuerySelector("a[href^='https://wa.me/']")!.GetAttribute("href")!.ShouldStartWith("https://wa.me/?text=Oralit%20di%20rumah");

        var counted = await Typed(officer, page, "Oralit 😀 untuk keluarga");
        counted.Text.ShouldContain("hanya 70 yang muat");
        counted.Words.ShouldBe("Oralit 😀 untuk keluarga");
        var found = await Typed(officer, page, "Ibu Siti Aminah NIK 3374015503920001 positif TB", "whatsapp");
        found.Text.ShouldContain("Penjaga privasi menemukan seseorang");
        found.Html.ShouldNotContain("wa.me");
    }

    private static async Task<(string Text, string Words, string Html)> Typed(HttpClient officer, string page, string words, string form = "sms")
    {
        var sent = await officer.Submit(page, form, ($"Form.Words-{form}", words));
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = new HtmlParser().ParseDocument(await sent.Content.ReadAsStringAsync());
        return (html.QuerySelector("main")!.TextContent, html.QuerySelector($"[name='Form.Words-{form}']")!.TextContent.Trim(), html.DocumentElement.OuterHtml);
    }
}
