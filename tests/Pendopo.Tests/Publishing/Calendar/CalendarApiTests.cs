using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Calendar;

/// <summary>The calendar as programs read it: views, filters, what it tells, moves, and one's own address.</summary>
public abstract class CalendarApiTests(TestApp app) : PublishingTests(app)
{
    // Eight in the morning at Melati (WIB) on a Thursday.
    private static readonly DateTime Thursday = new(2026, 3, 5, 8, 0, 0);

    [Fact]
    public async Task Views_and_filters_show_what_the_page_shows()
    {
        var post = await Planned(Thursday);
        var other = await Planned(Thursday.AddMinutes(20), PublishingStage.Words("Jumat bersih") with { Kind = PostKind.Notice });
        using var officer = await App.Client("officer");
        foreach (var (view, first, last) in new[] { ("Month", "2026-02-23", "2026-04-05"), ("Week", "2026-03-02", "2026-03-08"), ("Day", "2026-03-05", "2026-03-05"), ("List", "2026-03-05", "2026-04-01") })
        {
            var shown = await Get(officer, $"/api/v1/calendar/?show={view}&on=2026-03-05");
            (shown.GetProperty("first").GetString(), shown.GetProperty("last").GetString()).ShouldBe((first, last));
            Posts(shown).TakeLast(2).ShouldBe([$"{post.Id}", $"{other.Id}"]);
        }
        var all = await Get(officer, "/api/v1/calendar/?show=Week&on=2026-03-05");
        var entry = all.GetProperty("entries").EnumerateArray().Single(one => one.GetProperty("post").GetString() == $"{post.Id}");
        all.GetProperty("mix").ValueKind.ShouldBe(JsonValueKind.Array);
        entry.GetProperty("movable").GetDateTimeOffset().ShouldBe(new DateTimeOffset(Thursday, TimeSpan.FromHours(7)));
        entry.GetProperty("channels").EnumerateArray().Select(channel => channel.GetProperty("network").GetString()).ShouldContain(ScriptedNetwork.Name);
        all.GetProperty("clashes")[0].GetProperty("second").GetString().ShouldBe($"{other.Id}");
        all.GetProperty("healthDays").GetArrayLength().ShouldBeGreaterThan(0);
        Posts(await Get(officer, "/api/v1/calendar/?show=Week&on=2026-03-05&kind=Notice")).ShouldBe([$"{other.Id}"]);
        Posts(await Get(officer, "/api/v1/calendar/?show=Week&on=2026-03-05&states=Out")).ShouldNotContain($"{post.Id}");
        Posts(await Get(officer, $"/api/v1/calendar/?show=Week&on=2026-03-05&person={post.AuthorId}&channel={(await Stage.Publication(post.Id, ScriptedNetwork.Name)).ChannelId}")).Count.ShouldBe(2);
        Posts(await Get(officer, $"/api/v1/calendar/?show=Week&on=2026-03-05&campaign={Guid.NewGuid()}")).ShouldBeEmpty();
        (await officer.GetAsync("/api/v1/calendar/?show=decade")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_post_on_a_day_of_mourning_and_a_stretch_without_posts_are_told()
    {
        var post = await Planned(Thursday);
        using var officer = await App.Client("officer");
        (await officer.PostAsJsonAsync("/api/v1/health-days", new { kind = "Mourning", rule = "03-05", nameId = "Hari berkabung Melati", nameEn = "Day of mourning" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var month = await Get(officer, "/api/v1/calendar/?on=2026-03-05");
        month.GetProperty("onMourning")[0].GetProperty("post").GetString().ShouldBe($"{post.Id}");
        month.GetProperty("gap").GetProperty("first").GetString().ShouldBe("2026-03-06");
    }

    [Fact]
    public async Task A_program_moves_a_post_with_all_channels_of_the_minute()
    {
        var post = await Planned(Thursday);
        using var officer = await App.Client("officer");
        var from = (await Stage.Publication(post.Id, ScriptedNetwork.Name)).DueAt;
        (await officer.PostAsJsonAsync("/api/v1/calendar/moves", new { post = post.Id.ToString(), from, to = "2026-03-06T10:30" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var network in new[] { ScriptedNetwork.Name, "site" })
            (await Stage.Publication(post.Id, network)).DueAt.ShouldBe(new DateTimeOffset(2026, 3, 6, 10, 30, 0, TimeSpan.FromHours(7)));
        (await officer.PostAsJsonAsync("/api/v1/calendar/moves", new { post = post.Id.ToString(), from, to = "2026-03-07T10:30" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "it stands there no more");
        using var kader = await App.Client("kader");
        (await kader.PostAsJsonAsync("/api/v1/calendar/moves", new { post = post.Id.ToString(), from, to = "2026-03-07T10:30" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_address_for_calendar_programs_is_made_listed_renewed_and_ended_by_its_own_person_alone()
    {
        await Planned(Thursday);
        using var officer = await App.Client("officer");
        using var anybody = App.Anonymous();
        var first = await Made(officer);
        (await anybody.GetStringAsync(first.Path)).ShouldContain("BEGIN:VEVENT");
        var listed = await Get(officer, "/api/v1/calendar-feeds/");
        listed.GetArrayLength().ShouldBe(1);
        listed[0].GetProperty("id").GetString().ShouldBe(first.Id);
        listed.GetRawText().ShouldNotContain(first.Path[10..20]);
        var second = await Made(officer);
        (await anybody.GetAsync(first.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "an earlier one ends");
        using var head = await App.Client("head");
        (await Get(head, "/api/v1/calendar-feeds/")).GetArrayLength().ShouldBe(0);
        (await head.DeleteAsync($"/api/v1/calendar-feeds/{second.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await anybody.GetAsync(second.Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await officer.DeleteAsync($"/api/v1/calendar-feeds/{second.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await anybody.GetAsync(second.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<(string Id, string Path)> Made(HttpClient officer)
    {
        var made = await officer.PostAsync("/api/v1/calendar-feeds/", null);
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var body = await made.Content.ReadFromJsonAsync<JsonElement>();
        return (body.GetProperty("id").GetString()!, new Uri(body.GetProperty("address").GetString()!).AbsolutePath);
    }

    private async Task<Post> Planned(DateTime at, PostWords? words = null)
    {
        var post = await Stage.Approved(words);
        await Stage.Schedule(post.Id, at, ScriptedNetwork.Name);
        return await Stage.Post(post.Id);
    }

    private static Task<JsonElement> Get(HttpClient client, string address) => client.GetFromJsonAsync<JsonElement>(address);

    private static List<string?> Posts(JsonElement shown) => [.. shown.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("post").GetString())];
}

[Collection("publishing on sqlite")]
public sealed class CalendarApiOnSqlite(SqliteApp app) : CalendarApiTests(app);

[Collection("publishing on postgres")]
public sealed class CalendarApiOnPostgres(PostgresApp app) : CalendarApiTests(app);
