using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Desk;

/// <summary>What an officer does on the desk's pages, done by a program: the same handlers refuse the same.</summary>
[Collection("publishing on sqlite")]
public sealed class DeskApiTests(SqliteApp app) : PublishingTests(app)
{
    [Fact]
    public async Task The_address_book_and_the_glossary_are_kept_and_read()
    {
        using var officer = await App.Client("officer");
        (await officer.PutAsJsonAsync("/api/v1/handles", new { tag = "dinkes", name = "Dinas Kesehatan", addresses = new { fediverse = "@dinkes@sosial.example" } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await officer.GetStringAsync("/api/v1/handles")).ShouldContain("dinkes@sosial.example");
        (await officer.PutAsJsonAsync("/api/v1/handles", new { tag = "dinkes", name = "x", addresses = new { fediverse = "no server" } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.PutAsJsonAsync("/api/v1/glossary", new { language = "id", hard = "sefalgia", plain = "sakit kepala" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await officer.GetStringAsync("/api/v1/glossary?language=id")).ShouldContain("sakit kepala");
    }

    [Fact]
    public async Task A_queue_is_made_changed_joined_by_a_post_and_removed()
    {
        var channel = await Stage.As("officer", async scope => (await scope.GetRequiredService<Accounts>().All(default)).Single(row => row.Network == ScriptedNetwork.Name).Id);
        using var officer = await App.Client("officer");
        object Queue(string name, int? version = null) => new { name, slots = new[] { new { day = "Monday", time = "08:00:00" } }, channels = new[] { channel.ToString() }, version };
        (await officer.PostAsJsonAsync("/api/v1/queues", Queue("Tips"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var made = (await Get(officer, "/api/v1/queues")).EnumerateArray().Single(queue => queue.GetProperty("name").GetString() == "Tips");
        var (address, next) = ($"/api/v1/queues/{made.GetProperty("id").GetString()}", made.GetProperty("next").GetDateTimeOffset());
        (await officer.PutAsJsonAsync(address, Queue("Tips harian"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "it was made on another version");
        (await officer.PutAsJsonAsync(address, Queue("Tips harian", made.GetProperty("version").GetInt32()))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var post = await Stage.Approved();
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/queue", new { queue = made.GetProperty("id").GetString() })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).DueAt.ShouldBe(next);
        (await officer.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_day_is_added_to_the_calendar_hidden_and_taken_away()
    {
        using var officer = await App.Client("officer");
        (await officer.PostAsJsonAsync("/api/v1/health-days", new { rule = "03-09", nameId = "Hari Ginjal Melati", nameEn = "Kidney day" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var day = (await Get(officer, "/api/v1/health-days")).EnumerateArray().Single(one => one.GetProperty("words").GetProperty("nameId").GetString() == "Hari Ginjal Melati");
        var address = $"/api/v1/health-days/{day.GetProperty("key").GetString()}";
        (await officer.PutAsJsonAsync(address, new { rule = "03-10", nameId = "Hari Ginjal Melati", shown = false, version = day.GetProperty("version").GetInt32() })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await officer.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await officer.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_idea_becomes_a_post_whose_work_is_given_done_and_counted()
    {
        using var officer = await App.Client("officer");
        (await officer.PostAsJsonAsync("/api/v1/ideas", new { title = "" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var idea = await (await officer.PostAsJsonAsync("/api/v1/ideas", new { title = "Cara menyimpan obat" })).Content.ReadFromJsonAsync<JsonElement>();
        var taken = await (await officer.PutAsync($"/api/v1/ideas/{idea.GetProperty("id").GetString()}/post", null)).Content.ReadFromJsonAsync<JsonElement>();
        var post = taken.GetProperty("post").GetString();
        (await officer.PutAsJsonAsync($"/api/v1/ideas/{idea.GetProperty("id").GetString()}/shelf", new { aside = true })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "it is a post already");
        await using var scope = await App.ScopeOf("officer");
        var me = scope.ServiceProvider.GetRequiredService<Pendopo.Platform.Centres.Here>().Actor;
        var due = DateOnly.FromDateTime(App.Clock.GetUtcNow().UtcDateTime).AddDays(7).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        (await officer.PostAsJsonAsync("/api/v1/assignments", new { post, person = me.ToString(), due, what = "Foto kotak obat" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var task = (await Get(officer, $"/api/v1/assignments?post={post}")).EnumerateArray().ShouldHaveSingleItem();
        task.GetProperty("what").GetString().ShouldBe("Foto kotak obat");
        (await officer.PutAsJsonAsync($"/api/v1/assignments/{task.GetProperty("id").GetString()}/completion", new { done = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await officer.PostAsJsonAsync($"/api/v1/posts/{post}/efforts", new { minutes = 30 })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await officer.PostAsJsonAsync($"/api/v1/posts/{post}/efforts", new { minutes = 7 })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_guest_is_invited_answered_and_let_go_and_only_those_who_invite_see_the_link()
    {
        using var officer = await App.Client("officer");
        var today = DateOnly.FromDateTime(App.Clock.GetUtcNow().UtcDateTime);
        string Day(int days) => today.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var campaign = await (await officer.PostAsJsonAsync("/api/v1/campaigns", new { from = Day(0), to = Day(30), name = "Posyandu" })).Content.ReadFromJsonAsync<JsonElement>();
        var guests = $"/api/v1/campaigns/{campaign.GetProperty("id").GetString()}/guests";
        (await officer.PostAsJsonAsync(guests, new { until = Day(-2), called = "dr. Ratna" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var guest = await (await officer.PostAsJsonAsync(guests, new { until = Day(20), called = "dr. Ratna", kind = "Expert" })).Content.ReadFromJsonAsync<JsonElement>();
        var link = new Uri(guest.GetProperty("address").GetString()!).AbsolutePath;
        using (var visitor = App.Anonymous())
            (await visitor.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var clinician = await App.Client("clinician");
        (await Get(clinician, guests)).EnumerateArray().Single().GetProperty("address").ValueKind.ShouldBe(JsonValueKind.Null);
        var address = $"/api/v1/guests/{guest.GetProperty("id").GetString()}";
        (await officer.PutAsJsonAsync($"{guests}/posts", new { posts = Array.Empty<string>() })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await officer.PutAsJsonAsync($"{address}/until", new { until = Day(25) })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await officer.PostAsJsonAsync($"{address}/answers", new { text = "Selamat datang" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Get(officer, $"{address}/words")).EnumerateArray().Single().GetProperty("text").GetString().ShouldBe("Selamat datang");
        (await officer.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var late = App.Anonymous();
        (await late.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await officer.PostAsync($"/api/v1/quotes/{Guid.CreateVersion7()}/post", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<JsonElement> Get(HttpClient client, string address) => await client.GetFromJsonAsync<JsonElement>(address);
}
