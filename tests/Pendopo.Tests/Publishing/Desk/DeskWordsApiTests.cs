using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Desk;

/// <summary>Ways of approval, checklists, many posts at once, words of a channel's own and earlier revisions, by a program.</summary>
[Collection("publishing on sqlite")]
public sealed class DeskWordsApiTests(SqliteApp app) : PublishingTests(app)
{
    [Fact]
    public async Task The_head_sets_the_path_of_a_kind_and_an_officer_chooses_a_stricter_one()
    {
        using var head = await App.Client("head");
        using var officer = await App.Client("officer");
        (await officer.PutAsJsonAsync("/api/v1/review-paths/", new { kinds = new { Article = "None" } })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var kept = await head.PutAsJsonAsync("/api/v1/review-paths/", new { kinds = new { Article = "Medical" } });
        kept.StatusCode.ShouldBe(HttpStatusCode.OK, await kept.Content.ReadAsStringAsync());
        var kinds = (await Get(officer, "/api/v1/review-paths/")).GetProperty("kinds");
        (kinds.GetProperty("Article").GetString(), kinds.GetProperty("Tip").GetString()).ShouldBe(("Medical", "One"));
        (await head.PutAsJsonAsync("/api/v1/review-paths/", new { kinds = new { Article = "Whatever" } })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var post = await Stage.Draft();
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/review-path/", new { path = "One" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/review-path/", new { path = "MedicalAndHead" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Stage.Submit(post.Id);
        var path = await Get(officer, $"/api/v1/posts/{post.Id}/review-path/");
        (path.GetProperty("path").GetString(), path.GetProperty("least").GetString(), path.GetProperty("waitsFor").GetString()).ShouldBe(("MedicalAndHead", "Medical", "publishing.approve-medical"));
    }

    [Fact]
    public async Task Checklists_are_written_by_kind()
    {
        using var officer = await App.Client("officer");
        (await officer.PutAsJsonAsync("/api/v1/checklists", new { kinds = new { Article = new[] { "Sumber dibuka", "Dibaca keras" } } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Get(officer, "/api/v1/checklists")).GetProperty("Article").EnumerateArray().Select(line => line.GetString()).ShouldBe(["Sumber dibuka", "Dibaca keras"]);
        (await officer.PutAsJsonAsync("/api/v1/checklists", new { kinds = new { Article = Enumerable.Range(0, 13).Select(line => $"{line}") } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task All_that_failed_on_a_channel_is_tried_again_and_a_plan_is_shifted_and_paused()
    {
        var channel = await Channel();
        var failed = await Stage.Approved();
        Network.Answers.Enqueue(new SendOutcome.Refused("400", "no"));
        await Stage.Schedule(failed.Id, null, ScriptedNetwork.Name);
        await App.RunJobs();
        (await Stage.Publication(failed.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Failed);
        using var officer = await App.Client("officer");
        (await Get(officer, "/api/v1/failed-sends"))[0].GetProperty("count").GetInt32().ShouldBe(1);
        (await Done(await officer.PostAsync($"/api/v1/channels/{channel}/retries", null))).ShouldBe(1);
        await App.RunJobs();
        (await Stage.Publication(failed.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Sent);
        (await officer.PostAsync($"/api/v1/channels/{channel}/retries", null)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var planned = await Stage.Approved();
        await Stage.Schedule(planned.Id, new(2026, 3, 5, 8, 0, 0), ScriptedNetwork.Name);
        (await Done(await officer.PostAsJsonAsync("/api/v1/plan-shifts", new { posts = new[] { planned.Id.ToString() }, days = 2 }))).ShouldBe(1);
        (await Stage.Publication(planned.Id, ScriptedNetwork.Name)).DueAt.ShouldBe(new DateTimeOffset(2026, 3, 7, 8, 0, 0, TimeSpan.FromHours(7)));
        (await Done(await officer.PostAsJsonAsync("/api/v1/plan-pauses", new { posts = new[] { planned.Id.ToString() } }))).ShouldBe(1);
        (await Stage.Publication(planned.Id, ScriptedNetwork.Name)).DueAt.ShouldBeNull();
        using var head = await App.Client("head");
        (await head.PutAsJsonAsync($"/api/v1/posts/{planned.Id}/urgency", new { urgent = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await head.GetStringAsync("/api/v1/posts/" + planned.Id)).ShouldContain("Approved");
    }

    [Fact]
    public async Task A_channel_gets_words_of_its_own_and_follows_again_and_the_preview_says_what_does_not_fit()
    {
        var (channel, post) = (await Channel(), await Stage.Draft());
        using var officer = await App.Client("officer");
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/channels/{channel}/words", new { text = new string('a', 301) })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var preview = (await Get(officer, $"/api/v1/posts/{post.Id}/previews")).EnumerateArray().Single(one => one.GetProperty("channel").GetString() == channel);
        (preview.GetProperty("characters").GetInt32(), preview.GetProperty("may").GetInt32(), preview.GetProperty("ownWords").GetBoolean()).ShouldBe((301, 300, true));
        preview.GetProperty("misfits")[0].GetProperty("trouble").GetString().ShouldBe("TooManyGraphemes");
        (await officer.DeleteAsync($"/api/v1/posts/{post.Id}/channels/{channel}/words")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Get(officer, $"/api/v1/posts/{post.Id}/previews")).EnumerateArray().Single(one => one.GetProperty("channel").GetString() == channel).GetProperty("ownWords").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task An_earlier_revision_is_compared_with_all_it_says_and_taken_again()
    {
        var asked = new PostWords(PostKind.Event, "Senam pagi", "", "Bawa air minum.", "", "id", "") { Details = new() { Place = "Balai desa", Begins = new(2026, 3, 5, 8, 0, 0), NobodyShown = true } };
        var post = await Stage.Submitted(asked);
        await Stage.Edit(post.Id, words => words with { Details = words.Details with { Place = "Lapangan", Begins = new(2026, 3, 6, 8, 0, 0) } });
        var now = await Stage.Post(post.Id);
        using var officer = await App.Client("officer");
        var earlier = await Get(officer, $"/api/v1/posts/{post.Id}/revisions/{post.Revision}");
        earlier.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("key").GetString()).ShouldBe(["Part_when", "Part_place"]);
        var page = await officer.GetStringAsync($"/desk/posts/{post.Id}/revisions/{post.Revision}");
        page.ShouldContain("Tempat");
        page.ShouldContain("Lapangan");
        (await officer.PostAsJsonAsync($"/api/v1/posts/{post.Id}/restorations", new { revision = post.Revision, seen = post.Revision })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "what was written since was not seen");
        (await officer.PostAsJsonAsync($"/api/v1/posts/{post.Id}/restorations", new { revision = post.Revision, seen = now.Revision })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Stage.Post(post.Id)).Words.Details.Place.ShouldBe("Balai desa");
        (await officer.GetAsync($"/api/v1/posts/{post.Id}/revisions/99")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Kinds_with_their_needs_hints_what_waits_and_pictures_of_the_library_are_there_for_programs()
    {
        using var officer = await App.Client("officer");
        var story = (await Get(officer, "/api/v1/post-kinds")).EnumerateArray().Single(kind => kind.GetProperty("kind").GetString() == "Story");
        (story.GetProperty("consent").GetBoolean(), story.GetProperty("example").GetString()!.Length > 20).ShouldBe((true, true));
        var post = await Stage.Draft(PublishingStage.Words() with { Text = "Klik di sini \U0001F389\U0001F389\U0001F389 AYO SEMUA DATANG KE POSYANDU" });
        (await Get(officer, $"/api/v1/posts/{post.Id}/hints")).EnumerateArray().Select(hint => hint.GetProperty("kind").GetString()).ShouldBe(["EmojiRow", "Shouting", "EmptyLink"], ignoreOrder: true);
        var planned = await Stage.Approved();
        await Stage.Schedule(planned.Id, new(2026, 3, 5, 8, 0, 0), ScriptedNetwork.Name);
        (await Get(officer, "/api/v1/hold/plan"))[0].GetProperty("post").GetString().ShouldBe($"{planned.Id}");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Pendopo.Tests.Platform.Files.PictureSamples.Jpeg), "picture", "logo.jpg" }, { new StringContent("Logo"), "name" }, { new StringContent("Bunga melati putih"), "alt" }, { new StringContent("true"), "logo" } };
        (await officer.PostAsync("/api/v1/library/pictures/", form)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "nobody said whom it shows");
        form.Add(new StringContent("Nobody"), "shows");
        (await officer.PostAsync("/api/v1/library/pictures/", form)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "nobody said whose it is");
        form.Add(new StringContent("Milik puskesmas"), "rights");
        var kept = await officer.PostAsync("/api/v1/library/pictures/", form);
        kept.StatusCode.ShouldBe(HttpStatusCode.Created, await kept.Content.ReadAsStringAsync());
        (await officer.GetStringAsync("/api/v1/library/?kind=Logo")).ShouldContain("Bunga melati putih");
    }

    private async Task<string> Channel() => await Stage.As("officer", async scope => (await scope.GetRequiredService<Accounts>().All(default)).Single(row => row.Network == ScriptedNetwork.Name).Id.ToString());

    private static Task<JsonElement> Get(HttpClient client, string address) => client.GetFromJsonAsync<JsonElement>(address);

    private static async Task<int> Done(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("done").GetInt32();
    }
}
