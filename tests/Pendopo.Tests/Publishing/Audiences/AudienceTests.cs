using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Audiences;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Audiences;

public abstract class AudienceTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task Officers_name_audiences_say_whom_a_post_is_for_and_see_who_is_left_out()
    {
        using var officer = await App.Client("officer");
        const string Page = "/desk/audiences";
        (await officer.Send(await officer.GetStringAsync(Page), "usual", [], Page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var all = await officer.GetFromJsonAsync<JsonElement>("/api/v1/audiences/");
        all.GetArrayLength().ShouldBe(Enum.GetValues<AudienceKind>().Length);
        var elders = all.EnumerateArray().Single(row => row.GetProperty("kind").GetString() == "Age").GetProperty("id").GetString()!;
        var (post, other) = (await Stage.Approved(), await Stage.Approved(PublishingStage.Words("Yang lain")));
        foreach (var one in new[] { post, other })
            await Stage.Schedule(one.Id, new DateTime(2026, 3, 4, 10, 0, 0));
        var desk = $"/desk/posts/{post.Id}";
        (await officer.Send(await officer.GetStringAsync(desk), "audience", new() { ["Form.Audience"] = elders }, desk)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Stage.Post(post.Id)).IsApproved.ShouldBeTrue("whom it is for is no change of its words");
        new HtmlParser().ParseDocument(await officer.GetStringAsync(desk)).QuerySelector("section[aria-labelledby=audience] p")!.TextContent.ShouldBe("Warga di atas 60 tahun");
        var calendar = await officer.GetStringAsync($"/desk/calendar?show=week&on=2026-03-04&audience={elders}");
        calendar.ShouldContain(desk);
        calendar.ShouldNotContain($"/desk/posts/{other.Id}");
        var mix = new HtmlParser().ParseDocument(await officer.GetStringAsync("/desk/calendar?show=week&on=2026-03-04")).Body!.TextContent;
        mix.ShouldContain("Untuk siapa: Warga di atas 60 tahun 1.");
        mix.ShouldContain("1 tidak menyebut siapa pun.");
        mix.ShouldContain("Belum ada untuk: ");
    }

    [Fact]
    public async Task A_name_stands_once_and_what_is_removed_leaves_no_post_behind_it()
    {
        using var officer = await App.Client("officer");
        var made = await (await officer.PostAsJsonAsync("/api/v1/audiences/", new { kind = "Village", name = "Sumberejo" })).Content.ReadFromJsonAsync<JsonElement>();
        (await (await officer.PostAsJsonAsync("/api/v1/audiences/", new { name = " Sumberejo " })).Content.ReadAsStringAsync()).ShouldContain("NameTaken");
        var post = await Stage.Draft();
        var id = made.GetProperty("id").GetString()!;
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/audiences", new { audiences = new[] { id } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/audiences", new { audiences = new[] { Guid.CreateVersion7() } })).Content.ReadAsStringAsync()).ShouldContain("Unknown");
        (await officer.DeleteAsync($"/api/v1/audiences/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await using var scope = await App.ScopeOf("officer");
        (await scope.ServiceProvider.GetRequiredService<AudienceBook>().Of(post.Id, default)).ShouldBeEmpty();
        scope.ServiceProvider.GetRequiredService<PendopoDb>().Model.FindEntityType(typeof(PostAudience))!.GetProperties().Select(property => property.Name).Order().ShouldBe(["AudienceId", "CentreId", "PostId"], Case.Sensitive, "no reader stands in it");
    }

    [Fact]
    public async Task A_reader_who_asked_for_no_pictures_is_told_what_they_show()
    {
        var post = await Stage.Draft();
        using var picture = new MemoryStream(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="));
        await Stage.As("officer", scope => scope.GetRequiredService<Pendopo.Publishing.Posts.PostPictures>().Add(post.Id, picture, "Segelas oralit", Pendopo.Publishing.Declared.Declaration.Nobody, default));
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Stage.Schedule(post.Id, null);
        await App.RunJobs();
        var page = $"/@melati/posts/{(await Stage.Post(post.Id)).Slug}";
        using var reader = App.Anonymous();
        (await reader.GetStringAsync(page)).ShouldContain("<img class=\"picture\"");
        (await reader.GetAsync($"/pictures/told?to={page}")).Headers.Location!.ToString().ShouldBe(page);
        var told = await reader.GetStringAsync(page);
        told.ShouldNotContain("<img class=\"picture\"");
        told.ShouldContain("Gambar: Segelas oralit");
        (await reader.GetAsync("/pictures/shown?to=https://evil.example")).Headers.Location!.ToString().ShouldBe("/");
        (await reader.GetStringAsync(page)).ShouldContain("<img class=\"picture\"");
    }
}

[Collection("publishing on sqlite")]
public sealed class AudiencesOnSqlite(SqliteApp app) : AudienceTests(app);

[Collection("publishing on postgres")]
public sealed class AudiencesOnPostgres(PostgresApp app) : AudienceTests(app);
