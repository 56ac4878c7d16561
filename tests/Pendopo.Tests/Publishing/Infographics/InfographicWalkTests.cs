using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Versions;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Infographics;

public abstract class InfographicWalkTests(TestApp app) : PublishingTests(app)
{
    private static readonly Dictionary<string, string> Typed = new()
    {
        ["Form.Title-id"] = "Demam empat hari?", ["Form.Lines-id"] = "Minum banyak\r\nPeriksa darah", ["Form.Source-id"] = "Kemenkes",
        ["Form.Title-en"] = "Four days of fever?", ["Form.Lines-en"] = "Drink a lot\r\nHave your blood checked", ["Form.Act"] = "preview",
    };

    [Fact]
    public async Task An_officer_sees_the_picture_beside_the_words_keeps_it_and_begins_a_post_in_both_languages()
    {
        const string Page = "/desk/infographics/new?template=points";
        using var officer = await App.Client("officer");
        var shown = await officer.Send(await officer.GetStringAsync(Page), "infographic", Typed, Page);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = new HtmlParser().ParseDocument(await shown.Content.ReadAsStringAsync());
        var pictures = html.QuerySelectorAll("figure.sheet img");
        pictures.Select(picture => picture.GetAttribute("alt")).ShouldBe(["Demam empat hari? Minum banyak. Periksa darah.", "Four days of fever? Drink a lot. Have your blood checked."]);
        Encoding.UTF8.GetString(Convert.FromBase64String(pictures[0].GetAttribute("src")!.Split(',')[1])).ShouldContain("Minum banyak");
        html.QuerySelector("[name='Form.Lines-id']")!.TextContent.ShouldContain("Periksa darah");
        var saved = await officer.Send(await officer.GetStringAsync(Page), "infographic", new(Typed) { ["Form.Act"] = "save" }, Page);
        var mine = saved.Headers.Location!.ToString().Split('?')[0];
        var begun = await officer.Send(await officer.GetStringAsync(mine), "post", [], mine);
        begun.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var post = await Stage.Post(new(Guid.Parse(begun.Headers.Location!.ToString().Split('/')[^1])));
        (post.Kind, post.Title, post.Text, post.Sources).ShouldBe((PostKind.Infographic, "Demam empat hari?", "- Minum banyak\n- Periksa darah", "Kemenkes"));
        post.Words.Pictures.ShouldHaveSingleItem().Alt.ShouldBe("Demam empat hari? Minum banyak. Periksa darah.");
        await using var scope = await App.ScopeOf("officer");
        var other = (await scope.ServiceProvider.GetRequiredService<VersionReader>().Of(post.Id, default)).Single(version => version.Post != post.Id);
        (await Stage.Post(other.Post)).Words.Pictures.ShouldHaveSingleItem().Alt.ShouldStartWith("Four days of fever?");
    }

    [Fact]
    public async Task An_officer_puts_one_into_a_post_that_is_there_already()
    {
        var post = await Stage.Draft();
        using var officer = await App.Client("officer");
        var made = await (await officer.PostAsJsonAsync("/api/v1/infographics/", new { indonesian = new { title = "Cuci tangan", lines = "Sabun\nBilas" } })).Content.ReadFromJsonAsync<JsonElement>();
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain($"/desk/infographics?post={post.Id}");
        var list = await officer.GetStringAsync($"/desk/infographics?post={post.Id}");
        var page = $"/desk/infographics/{made.GetProperty("id").GetString()}?post={post.Id}";
        list.ShouldContain($"\"{page}\"");
        var html = await officer.GetStringAsync(page);
        new HtmlParser().ParseDocument(html).QuerySelector("select[name='Form.Post'] option[selected]")!.GetAttribute("value").ShouldBe(post.Id.ToString());
        (await officer.Send(html, "put", new() { ["Form.Post"] = "" }, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var put = await officer.Send(html, "put", new() { ["Form.Post"] = post.Id.ToString() }, page);
        put.Headers.Location!.ToString().ShouldEndWith($"/desk/posts/{post.Id}?done=picture");
        (await Stage.Post(post.Id)).Words.Pictures.ShouldHaveSingleItem().Alt.ShouldBe("Cuci tangan. Sabun. Bilas.");
    }

    [Fact]
    public async Task Its_files_are_a_drawing_a_picture_and_two_posters()
    {
        using var officer = await App.Client("officer");
        var made = await (await officer.PostAsJsonAsync("/api/v1/infographics/", new { template = "Steps", indonesian = new { title = "Cuci tangan", lines = "Basahi\nSabun\nBilas" } })).Content.ReadFromJsonAsync<JsonElement>();
        var address = $"/desk/infographics/{made.GetProperty("id").GetString()}";
        (await officer.GetStringAsync($"{address}/id.svg")).ShouldStartWith("<svg");
        (await officer.GetByteArrayAsync($"{address}/id.png"))[..4].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        foreach (var (paper, box) in new[] { ("a4", "595.2"), ("a3", "841.8") })
        {
            var pdf = Encoding.Latin1.GetString(await officer.GetByteArrayAsync($"{address}/id-{paper}.pdf"));
            pdf.ShouldStartWith("%PDF");
            pdf.ShouldContain($"/MediaBox [ 0 0 {box}");
        }
        foreach (var wrong in new[] { "en.svg", "id.exe", "id-a5.pdf", "..svg", "xx.svg" })
            (await officer.GetAsync($"{address}/{wrong}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, wrong);
    }

    [Theory]
    [InlineData("Number", "87", "LinesWrong")]
    [InlineData("Points", "a\nb\nc\nd", "LinesWrong")]
    [InlineData("DoDont", "a", "LinesWrong")]
    [InlineData("Points", "", "LinesWrong")]
    public async Task What_a_template_cannot_show_is_told_at_its_field(string template, string lines, string code)
    {
        using var officer = await App.Client("officer");
        var refused = await officer.PostAsJsonAsync("/api/v1/infographics/", new { template, indonesian = new { title = "Judul", lines } });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var said = await refused.Content.ReadAsStringAsync();
        said.ShouldContain(code);
        said.ShouldNotContain("2 sampai 2");
    }

    [Fact]
    public async Task Two_who_change_one_do_not_overwrite_each_other_and_a_link_is_an_address_of_the_web()
    {
        using var officer = await App.Client("officer");
        var made = await (await officer.PostAsJsonAsync("/api/v1/infographics/", new { indonesian = new { title = "Satu", lines = "a" } })).Content.ReadFromJsonAsync<JsonElement>();
        var address = $"/api/v1/infographics/{made.GetProperty("id").GetString()}";
        var version = made.GetProperty("version").GetInt32();
        (await officer.PutAsJsonAsync(address, new { version, indonesian = new { title = "Dua", lines = "a" } })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await officer.PutAsJsonAsync(address, new { version, indonesian = new { title = "Tiga", lines = "a" } })).Content.ReadAsStringAsync()).ShouldContain("SomebodyElseChanged");
        (await (await officer.PostAsJsonAsync("/api/v1/infographics/", new { link = "javascript:alert(1)", indonesian = new { title = "x", lines = "a" } })).Content.ReadAsStringAsync()).ShouldContain("LinkUnclear");
        (await officer.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }
}

[Collection("publishing on sqlite")]
public sealed class InfographicWalkOnSqlite(SqliteApp app) : InfographicWalkTests(app);

[Collection("publishing on postgres")]
public sealed class InfographicWalkOnPostgres(PostgresApp app) : InfographicWalkTests(app);
