using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

public abstract class PostsApiTests(TestApp app) : AppTests(app)
{
    private static readonly object Words = new { kind = "Tip", title = "Minum air matang", summary = "Rebus sampai mendidih.", text = "Rebus air satu menit.", topic = "Air", language = "id" };

    [Fact]
    public async Task A_program_writes_submits_approves_sends_and_recalls_a_post()
    {
        using var officer = await App.Client("officer");
        using var reviewer = await App.Client("reviewer");
        var id = Text(await Read(await officer.PostAsJsonAsync("/api/v1/posts", Words), HttpStatusCode.Created), "id");
        Text(await Read(await officer.PutAsJsonAsync($"/api/v1/posts/{id}/submission", new { comment = "" })), "review").ShouldBe("WaitingForApproval");
        Text(await Read(await reviewer.PostAsJsonAsync($"/api/v1/posts/{id}/reviews", new { answer = "Approve", revision = 1 })), "review").ShouldBe("Approved");
        Text(await Read(await officer.PostAsJsonAsync($"/api/v1/posts/{id}/sendings", new { channels = Array.Empty<string>() })), "state").ShouldBe("Scheduled");
        await App.RunJobs();
        var sent = await Read(await officer.GetAsync($"/api/v1/posts/{id}"));
        Text(sent.GetProperty("publications")[0], "state").ShouldBe("Sent");
        Text(sent.GetProperty("publications")[0], "url").ShouldEndWith("/posts/minum-air-matang");
        Text(await Read(await officer.PutAsJsonAsync($"/api/v1/posts/{id}/recall", new { reason = "Salah satuan." })), "state").ShouldBe("Recalled");
    }

    [Fact]
    public async Task A_program_writes_hands_in_and_plans_in_one_request_and_the_approval_sends_it()
    {
        using var officer = await App.Client("officer");
        using var reviewer = await App.Client("reviewer");
        using var visitor = App.Anonymous();
        var post = await Read(await officer.PostAsJsonAsync("/api/v1/posts", new { kind = "Tip", title = "Cuci tangan", text = "Dengan sabun.", handIn = true, channels = Array.Empty<string>() }), HttpStatusCode.Created);
        Text(post, "review").ShouldBe("WaitingForApproval");
        var id = Text(post, "id");
        await App.RunJobs();
        (await visitor.GetAsync("/posts/cuci-tangan")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Read(await reviewer.PostAsJsonAsync($"/api/v1/posts/{id}/reviews", new { answer = "Approve", revision = 1 }));
        await App.RunJobs("publish");
        (await visitor.GetAsync("/posts/cuci-tangan")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_cannot_be_handed_in_is_not_begun_either()
    {
        using var officer = await App.Client("officer");
        var before = await Posts(officer);
        await Read(await officer.PostAsJsonAsync("/api/v1/posts", new { kind = "Tip", title = "", text = "Tanpa judul.", handIn = true }), HttpStatusCode.UnprocessableEntity);
        await Read(await officer.PostAsJsonAsync("/api/v1/posts", new { kind = "Tip", title = "Ke mana", text = "Tidak ada.", handIn = true, channels = new[] { Guid.CreateVersion7() } }), HttpStatusCode.UnprocessableEntity);
        (await Posts(officer)).ShouldBe(before);
    }

    [Fact]
    public async Task The_same_idempotency_key_makes_one_post()
    {
        using var officer = await App.Client("officer");
        officer.DefaultRequestHeaders.Add("Idempotency-Key", "pagi-1");
        var both = await Task.WhenAll(officer.PostAsJsonAsync("/api/v1/posts", Words), officer.PostAsJsonAsync("/api/v1/posts", Words));
        var ids = new List<string>();
        foreach (var answer in both)
            ids.Add(Text(await Read(answer, HttpStatusCode.Created), "id"));
        ids.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_same_idempotency_key_hands_in_one_post()
    {
        using var officer = await App.Client("officer");
        officer.DefaultRequestHeaders.Add("Idempotency-Key", "siang-1");
        var post = new { kind = "Tip", title = "Sekali saja", text = "Satu tulisan.", handIn = true, channels = Array.Empty<string>() };
        var both = await Task.WhenAll(officer.PostAsJsonAsync("/api/v1/posts", post), officer.PostAsJsonAsync("/api/v1/posts", post));
        var ids = new List<string>();
        foreach (var answer in both)
            ids.Add(Text(await Read(answer, HttpStatusCode.Created), "id"));
        ids.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_change_of_an_older_revision_is_a_conflict_and_a_refusal_names_its_field()
    {
        using var officer = await App.Client("officer");
        var id = Text(await Read(await officer.PostAsJsonAsync("/api/v1/posts", Words), HttpStatusCode.Created), "id");
        await Read(await officer.PutAsJsonAsync($"/api/v1/posts/{id}", new { revision = 1, words = new { title = "Lain", text = "Teks lain." } }));
        (await officer.PutAsJsonAsync($"/api/v1/posts/{id}", new { revision = 1, words = new { title = "Lagi", text = "Lagi." } })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var refused = await Read(await officer.PutAsJsonAsync($"/api/v1/posts/{id}", new { revision = 2, words = new { title = new string('x', 161), text = "" } }), HttpStatusCode.UnprocessableEntity);
        refused.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe("Title");
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_a_stranger_finds_nothing()
    {
        using var officer = await App.Client("officer");
        using var kader = await App.Client("kader");
        using var visitor = App.Anonymous();
        var id = Text(await Read(await officer.PostAsJsonAsync("/api/v1/posts", Words), HttpStatusCode.Created), "id");
        (await kader.PostAsJsonAsync("/api/v1/posts", Words)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await officer.PostAsJsonAsync($"/api/v1/posts/{id}/reviews", new { answer = "Approve", revision = 1 })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.GetAsync($"/api/v1/posts/{id}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await officer.GetAsync($"/api/v1/posts/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> Posts(HttpClient officer) => (await Read(await officer.GetAsync("/api/v1/posts"))).ToString();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).ToString();

    private static async Task<JsonElement> Read(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, body);
        return JsonDocument.Parse(body).RootElement;
    }
}

[Collection("publishing on sqlite")]
public sealed class PostsApiOnSqlite(SqliteApp app) : PostsApiTests(app);

[Collection("publishing on postgres")]
public sealed class PostsApiOnPostgres(PostgresApp app) : PostsApiTests(app);
