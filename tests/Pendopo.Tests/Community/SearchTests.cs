using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Groups;
using Pendopo.Community.Members;
using Pendopo.Community.Questions;
using Pendopo.Community.Search;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

/// <summary>What members find: by any form of a word, by words that mean the same, in spite of a slip; and never what is not for them.</summary>
public abstract class SearchTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_word_is_found_in_its_forms_in_what_means_the_same_and_in_spite_of_a_slip()
    {
        using var sari = await App.Client("member");
        await Say(sari, "Tetangga saya menderita kencing manis sejak lama.");
        await Say(sari, "Senam bersama setiap Jumat.");
        (await Find(sari, "penderita gula darah")).ShouldBe(["Tetangga saya menderita kencing manis sejak lama."]);
        (await Find(sari, "diabetes tetangga")).ShouldBe(["Tetangga saya menderita kencing manis sejak lama."]);
        (await Find(sari, "senma")).ShouldContain("Senam bersama setiap Jumat.");
        (await sari.GetStringAsync("/square/search?q=senma")).ShouldContain("Ini yang mendekati");
        (await sari.GetStringAsync("/square/search?q=senam")).ShouldNotContain("Ini yang mendekati");
        (await sari.GetStringAsync("/square/search?q=yang")).ShouldContain("ada di mana-mana");
        (await sari.GetStringAsync("/square/search?q=zebrakuda")).ShouldContain("Tidak ditemukan");
        (await sari.GetStringAsync("/square/search?q=jalan+pagi")).ShouldContain("Klub diabetes", Case.Sensitive, "groups are found by what they are for");
        await using (var scope = await App.ScopeOf("reviewer"))
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            var ayu = await db.Set<Face>().SingleAsync(face => face.Name == "Bidan Ayu" && face.GroupId == null);
            db.Add(FaqEntry.Of(ayu.CentreId, "Bolehkah menyusui saat flu?", "Boleh, pakai masker.", "child", ayu.Id, App.Clock.Now(), (await App.PersonOf("reviewer")).Id));
            await db.SaveChangesAsync();
        }
        (await sari.GetStringAsync("/square/search?q=menyusui+flu")).ShouldContain("Bolehkah menyusui saat flu?", Case.Sensitive, "and what is often asked");
    }

    [Fact]
    public async Task What_is_changed_is_found_as_it_stands_and_what_is_taken_back_leaves_no_word()
    {
        using var sari = await App.Client("member");
        var id = await Say(sari, "Besok ada pemeriksaan katarak.");
        using var yanti = await App.Client("kader");
        (await yanti.PostAsJsonAsync($"/api/v1/square/posts/{id}/comments", new { text = "Katarak ayah saya sudah dioperasi." })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Find(yanti, "operasi katarak")).ShouldBe(["Katarak ayah saya sudah dioperasi."]);
        (await sari.PutAsJsonAsync($"/api/v1/square/posts/{id}", new { text = "Besok ada pemeriksaan gigi." })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Find(yanti, "besok katarak")).ShouldBeEmpty();
        (await Find(yanti, "besok periksa gigi")).ShouldBe(["Besok ada pemeriksaan gigi."]);
        (await sari.DeleteAsync($"/api/v1/square/posts/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Find(yanti, "katarak")).ShouldBeEmpty("a comment is found where its post can be read");
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        (await db.Set<SaidTerm>().AcrossCentres().CountAsync(row => row.SaidId == new Id<Pendopo.Community.Talk.Said>(id))).ShouldBe(0);
    }

    [Fact]
    public async Task Words_of_a_group_are_found_in_it_alone_and_a_slip_never_shows_that_they_are_there()
    {
        using var komang = await App.Client("clinician");
        await using (var scope = await App.Scope())
        {
            var carers = (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Group>().AcrossCentres().SingleAsync(group => group.Name == "Pendamping")).Id;
            (await komang.PostAsJsonAsync("/api/v1/square/posts", new { text = "Tentang skizofrenia dan keluarga.", group = carers.Value })).StatusCode.ShouldBe(HttpStatusCode.Created);
        }
        (await Find(komang, "skizofrenia")).ShouldHaveSingleItem();
        (await Find(komang, "skisofrenia")).ShouldHaveSingleItem();
        using var yanti = await App.Client("kader");
        (await Find(yanti, "skizofrenia")).ShouldBeEmpty();
        (await yanti.GetStringAsync("/square/search?q=skisofrenia")).ShouldNotContain("mendekati");
        (await Find(yanti, "pendamping merawat")).ShouldBeEmpty();
        (await yanti.GetStringAsync("/square/search?q=pendamping")).ShouldNotContain("Untuk yang merawat orang tua");
        using var kenanga = await App.Client("member@kenanga");
        (await Find(kenanga, "skizofrenia")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nurses_settle_which_words_mean_the_same()
    {
        using var sari = await App.Client("member");
        await Say(sari, "Anak saya gabag sejak kemarin.");
        (await Find(sari, "campak")).ShouldBeEmpty();
        (await sari.PutAsJsonAsync("/api/v1/square/synonyms", new { lines = "campak, gabag" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var komang = await App.Client("clinician");
        (await komang.GetStringAsync("/desk/square/words")).ShouldContain("kencing manis");
        var refused = await komang.Submit("/desk/square/words", "words", ("Form.Lines", "campak, gabag\nsendirian"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Baris 2");
        (await komang.Submit("/desk/square/words", "words", ("Form.Lines", "campak, gabag"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Find(sari, "campak")).ShouldHaveSingleItem();
        (await komang.PutAsJsonAsync("/api/v1/square/synonyms", new { lines = "x, y" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "made without having read what stands there");
        await komang.Submit("/desk/square/words", "reset");
        (await Find(sari, "campak")).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> Find(HttpClient browser, string query) =>
        [.. (await browser.GetFromJsonAsync<JsonElement>("/api/v1/square/search?q=" + Uri.EscapeDataString(query))).GetProperty("said").EnumerateArray().Select(said => said.GetProperty("text").GetString()!)];

    private static async Task<Guid> Say(HttpClient browser, string text)
    {
        using var answer = await browser.PostAsJsonAsync("/api/v1/square/posts", new { text, seenBy = "Members" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }
}

[Collection("rooms on sqlite")]
public sealed class SearchOnSqlite(SqliteApp app) : SearchTests(app);

[Collection("rooms on postgres")]
public sealed class SearchOnPostgres(PostgresApp app) : SearchTests(app);
