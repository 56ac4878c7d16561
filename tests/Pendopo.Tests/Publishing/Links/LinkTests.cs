using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Links;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Links;

public abstract class LinkTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task A_short_link_leads_on_and_counts_people_and_no_robots_and_keeps_nothing_of_who()
    {
        using var officer = await App.Client("officer");
        (await officer.Send(await officer.GetStringAsync("/desk/links"), "link", new() { ["Form.Name"] = "Poster pasar", ["Form.Target"] = "https://kemkes.example/dbd?x=1" }, "/desk/links")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var link = (await officer.GetFromJsonAsync<JsonElement>("/api/v1/links/"))[0];
        var path = new Uri(link.GetProperty("address").GetString()!).AbsolutePath;
        using var visitor = App.Anonymous();
        visitor.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Android)");
        foreach (var _ in Enumerable.Range(0, 3))
            (await visitor.GetAsync(path)).Headers.Location!.ToString().ShouldBe("https://kemkes.example/dbd?x=1");
        using var robot = App.Anonymous();
        robot.DefaultRequestHeaders.UserAgent.ParseAdd("Googlebot/2.1");
        (await robot.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        App.Clock.Advance(TimeSpan.FromDays(10));
        await visitor.GetAsync(path);
        using var later = await App.Client("officer");
        link = (await later.GetFromJsonAsync<JsonElement>("/api/v1/links/"))[0];
        (link.GetProperty("clicks").GetInt32(), link.GetProperty("lastWeek").GetInt32()).ShouldBe((4, 1));
        await using var scope = await App.Scope();
        scope.ServiceProvider.GetRequiredService<PendopoDb>().Model.FindEntityType(typeof(LinkClicks))!.GetProperties().Select(property => property.Name).Order().ShouldBe(["CentreId", "Clicks", "Day", "LinkId"]);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("//evil.example")]
    [InlineData("https://user:secret@evil.example/")]
    [InlineData("desk/links")]
    [InlineData("")]
    public async Task A_link_leads_only_to_a_whole_address_of_the_web(string target)
    {
        using var officer = await App.Client("officer");
        var refused = await officer.PostAsJsonAsync("/api/v1/links/", new { name = "x", target });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("TargetUnclear");
    }

    [Fact]
    public async Task A_link_that_was_ended_or_never_was_leads_nowhere()
    {
        using var officer = await App.Client("officer");
        var made = await (await officer.PostAsJsonAsync("/api/v1/links/", new { name = "x", target = "https://a.example/" })).Content.ReadFromJsonAsync<JsonElement>();
        (await officer.DeleteAsync($"/api/v1/links/{made.GetProperty("id").GetString()}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var visitor = App.Anonymous();
        foreach (var path in new[] { new Uri(made.GetProperty("address").GetString()!).AbsolutePath, "/s/abcdefg", "/s/a.b", "/s/ABCDEFG" })
            (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }
}

[Collection("publishing on sqlite")]
public sealed class LinksOnSqlite(SqliteApp app) : LinkTests(app);

[Collection("publishing on postgres")]
public sealed class LinksOnPostgres(PostgresApp app) : LinkTests(app);
