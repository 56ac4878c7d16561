using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Members;
using Pendopo.Community.Polls;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

/// <summary>Polls in posts: one vote a member, shown as their writer chose, and nobody learns who chose what.</summary>
public abstract class SquarePollTests(TestApp app) : AppTests(app)
{
    private static readonly string[] Roles = ["kader", "clinician", "reviewer", "caregiver"];

    [Fact]
    public async Task A_poll_is_asked_voted_changed_and_shown_once_enough_voted()
    {
        using var sari = await App.Client("member");
        var refused = await sari.Submit("/square/write", "write", ("Form.Text", "Hari apa kelas ibu hamil?"), ("Form.SeenBy", "Members"), ("Form.Choices", "Senin\nsenin"), ("Form.Days", "3"), ("Form.Result", "AfterVote"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Ada dua pilihan yang sama");
        var page = (await sari.Submit("/square/write", "write", ("Form.Text", "Hari apa kelas ibu hamil?"), ("Form.SeenBy", "Members"), ("Form.Choices", "Senin\nRabu\n\nJumat"), ("Form.Days", "3"), ("Form.Result", "AfterVote"))).Headers.Location!.ToString();
        (await sari.GetStringAsync(page)).ShouldContain("Hari apa");
        var choices = (await sari.Page(page)).QuerySelectorAll("#poll input[type=radio]").Select(input => input.GetAttribute("value")!).ToList();
        choices.Count.ShouldBe(3);
        (await sari.Submit(page, "vote")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "nothing was chosen");
        foreach (var (role, choice) in Roles.Zip([0, 0, 2, 1]))
        {
            using var neighbour = await App.Client(role);
            (await neighbour.Submit(page, "vote", ("Choice", choices[choice]))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
        (await sari.GetStringAsync(page)).ShouldNotContain("2 dari 4", Case.Sensitive, "who did not vote is not led by the others");
        await sari.Submit(page, "vote", ("Choice", choices[1]));
        (await sari.Submit(page, "vote", ("Choice", choices[0]))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var shown = (await sari.Page(page)).QuerySelector("#poll")!.TextContent;
        shown.ShouldContain("3 dari 5");
        shown.ShouldContain("Anda memilih: Senin.");
        foreach (var name in new[] { "Yanti", "Joko", "Komang" })
            shown.ShouldNotContain(name);
        App.Clock.Advance(TimeSpan.FromDays(4));
        using var again = await App.Client("member");
        (await again.GetStringAsync(page)).ShouldContain("Berakhir");
        (await again.PutAsJsonAsync($"/api/v1/square/posts/{page.Split('/')[^1]}/vote", new { choices = new[] { choices[2] } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Pressed_many_times_at_once_a_member_has_one_vote_and_it_goes_with_them()
    {
        using var sari = await App.Client("member");
        var post = await Ask(sari, several: false, "AtEnd");
        var choices = await Choices(sari, post);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(press => sari.PutAsJsonAsync($"/api/v1/square/posts/{post}/vote", new { choices = new[] { choices[press % 3] } })));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.NoContent).ShouldBeGreaterThan(0);
        (await Votes()).ShouldBe(1);
        using var yanti = await App.Client("kader");
        (await yanti.PutAsJsonAsync($"/api/v1/square/posts/{post}/vote", new { choices = choices.Take(2) })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "one is asked for");
        (await yanti.PutAsJsonAsync($"/api/v1/square/posts/{post}/vote", new { choices = new[] { Guid.CreateVersion7() } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var kenanga = await App.Client("member@kenanga");
        (await kenanga.PutAsJsonAsync($"/api/v1/square/posts/{post}/vote", new { choices = choices.Take(1) })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var some = await Ask(sari, several: true, "AfterVote");
        var many = await Choices(sari, some);
        await sari.PutAsJsonAsync($"/api/v1/square/posts/{some}/vote", new { choices = many.Take(2) });
        (await sari.PutAsJsonAsync($"/api/v1/square/posts/{some}/vote", new { choices = many.Skip(1) })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Votes()).ShouldBe(3);
        (await (await sari.GetAsync($"/square/posts/{some}")).Content.ReadAsStringAsync()).ShouldContain("Hasil tampil mulai 3 pemilih");
        (await sari.DeleteAsync($"/api/v1/square/posts/{some}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Votes()).ShouldBe(1);
        (await sari.Submit("/square/me", "leave", ("Leave.Sure", "true"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Votes()).ShouldBe(0);
    }

    private static async Task<Guid> Ask(HttpClient browser, bool several, string shows)
    {
        using var answer = await browser.PostAsJsonAsync("/api/v1/square/posts", new { text = "Mana yang Anda pilih?", seenBy = "Members", poll = new { choices = new[] { "Satu", "Dua", "Tiga" }, several, days = 7, shows } });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static async Task<List<Guid>> Choices(HttpClient browser, Guid post) =>
        [.. (await browser.GetFromJsonAsync<JsonElement>($"/api/v1/square/posts/{post}")).GetProperty("post").GetProperty("poll").GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("id").GetGuid())];

    // Of Bu Sari, in the polls that the tests asked.
    private async Task<int> Votes()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var members = await db.Set<Face>().AcrossCentres().Where(face => face.Name == "Bu Sari" && face.GroupId == null).Select(face => face.MemberId).ToListAsync();
        return await db.Set<SquareVote>().AcrossCentres().CountAsync(vote => members.Contains(vote.MemberId));
    }
}

[Collection("rooms on sqlite")]
public sealed class SquarePollsOnSqlite(SqliteApp app) : SquarePollTests(app);

[Collection("rooms on postgres")]
public sealed class SquarePollsOnPostgres(PostgresApp app) : SquarePollTests(app);
