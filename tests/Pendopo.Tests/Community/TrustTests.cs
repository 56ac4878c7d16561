using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Talk;
using Pendopo.Community.Trust;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

public sealed class TrustRuleTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Fact]
    public void A_day_counts_once_and_is_forgotten_one_by_one()
    {
        var visits = new Visits(0, 0, null);
        foreach (var day in new[] { 0, 0, 1, 5, 4 })
            visits = visits.On(Day.AddDays(day));
        (visits.Days, visits.Last).ShouldBe((3, Day.AddDays(5)));
        visits.Within(Day.AddDays(5)).ShouldBe(3);
        visits.Within(Day.AddDays(Visits.Span)).ShouldBe(2, "the first day is too long ago");
        visits.Within(Day.AddDays(Visits.Span + 5)).ShouldBe(0);
        visits.On(Day.AddDays(500)).Within(Day.AddDays(500)).ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0, TrustLevel.New)]
    [InlineData(2, 2, 0, 0, 0, TrustLevel.Known)]
    [InlineData(15, 8, 1, 3, 0, TrustLevel.Regular)]
    [InlineData(15, 8, 0, 300, 0, TrustLevel.Known)]
    [InlineData(400, 30, 10, 20, 0, TrustLevel.Trusted)]
    [InlineData(400, 29, 10, 20, 0, TrustLevel.Regular)]
    [InlineData(400, 30, 10, 20, 2, TrustLevel.Known)]
    [InlineData(1, 1, 0, 0, 3, TrustLevel.New)]
    public void Reading_and_thanks_raise_and_staying_away_or_a_decision_lowers(int days, int recent, int thanks, int stood, int against, TrustLevel level) =>
        TrustRules.LevelOf(new(days, recent, thanks, stood, against), TrustRules.Usual).ShouldBe(level);
}

/// <summary>How far members are known, what that opens, and thanks.</summary>
[Collection("rooms on sqlite")]
public sealed class TrustTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task A_newcomer_is_told_how_to_go_on_keeps_what_was_typed_and_reaches_the_nurse_and_the_keepers_all_the_same()
    {
        using var rini = App.Anonymous();
        await rini.Submit("/square/join", "join", ("Form.Name", "Bu Rini"), ("Form.Contact", "0812 3456 7001"), ("Form.Secret", "814207"), ("Form.Grown", "true"), ("Form.Topics", "child"));
        await rini.GetStringAsync("/square");
        for (var post = 0; post < TrustRules.Usual[0].Posts; post++)
            (await Say(rini, $"Halo {post}")).StatusCode.ShouldBe(HttpStatusCode.Created);
        var refused = await rini.Submit("/square/write", "write", ("Form.Text", "Kata keempat"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var shown = await refused.Content.ReadAsStringAsync();
        shown.ShouldContain("Anda bisa menulis 20 sehari setelah membaca di sini satu hari lagi.");
        shown.ShouldContain("Kata keempat</textarea>");
        (await rini.PostAsJsonAsync("/api/v1/square/questions", new { text = "Anak saya demam, kapan harus dibawa?", seenBy = "Members" })).StatusCode.ShouldBe(HttpStatusCode.Created, "a question to the nurse is never counted");
        (await Say(rini, "Saya ingin bunuh diri.")).StatusCode.ShouldBe(HttpStatusCode.Created, "words of despair are heard, however much was said today");
        var greeting = await PostOf("Selamat datang di balai");
        (await rini.PostAsJsonAsync($"/api/v1/square/posts/{greeting}/reports", new { reason = "Other" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await rini.PostAsJsonAsync($"/api/v1/square/posts/{greeting}/worries", new { near = "No" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await Comment(rini, greeting, "https://a.example/1 https://a.example/2 https://a.example/3")).ShouldContain("LinksMany");
        (await Comment(rini, greeting, "https://a.example/1 https://a.example/2")).ShouldNotContain("LinksMany");
        (await rini.GetStringAsync("/square/me/open")).ShouldContain("membaca di sini satu hari lagi");
        App.Clock.Advance(TimeSpan.FromDays(1));
        await rini.GetStringAsync("/square");
        (await Say(rini, "Besok")).StatusCode.ShouldBe(HttpStatusCode.Created);
        for (var post = 0; post < TrustRules.Usual[0].Posts; post++)
            (await Say(rini, $"Lagi {post}")).StatusCode.ShouldBe(HttpStatusCode.Created);
        using var sari = await App.Client("member");
        (await sari.GetStringAsync("/square")).ShouldNotContain(TrustText.Say("Level_New"), Case.Sensitive, "nobody's level is shown");
    }

    [Fact]
    public async Task Thanks_are_read_by_who_said_it_alone_and_count_once_for_each_who_exists_for_them()
    {
        var post = await PostOf("Anak saya dua tahun");
        using var sari = await App.Client("member");
        using var joko = await App.Client("caregiver");
        using var yanti = await App.Client("kader");
        foreach (var _ in new[] { 1, 2 })
            (await joko.PutAsync($"/api/v1/square/posts/{post}/thanks", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await yanti.Submit($"/square/posts/{post}", $"thank-{post}", ("Thanks", "give"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await sari.PutAsync($"/api/v1/square/posts/{post}/thanks", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "nobody thanks themselves");
        (await sari.GetStringAsync($"/square/posts/{post}")).ShouldContain("2 warga berterima kasih");
        (await joko.GetStringAsync($"/square/posts/{post}")).ShouldNotContain("warga berterima kasih");
        (await sari.GetStringAsync("/api/v1/square/standing")).ShouldContain("\"thanks\":2");
        await sari.PutAsJsonAsync($"/api/v1/square/people/{await HandleOf("Pak Joko")}/silence", new { block = true });
        (await sari.GetStringAsync($"/square/posts/{post}")).ShouldContain("Satu warga berterima kasih");
        (await yanti.DeleteAsync($"/api/v1/square/posts/{post}/thanks")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await sari.GetStringAsync($"/square/posts/{post}")).ShouldNotContain("berterima kasih.");
        using var visitor = App.Anonymous();
        (await visitor.PutAsync($"/api/v1/square/posts/{post}/thanks", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_head_settles_the_numbers_with_their_source_and_colleagues_stand_outside()
    {
        using var head = await App.Client("head");
        (await head.GetStringAsync("/desk/square/trust")).ShouldContain("Discourse");
        var fallen = await head.Submit("/desk/square/trust", "levels", ("Known.Pictures", "0"), ("Source", "Rapat 3 Maret"));
        fallen.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await fallen.Content.ReadAsStringAsync()).ShouldContain("paling sedikit sama dengan tingkat sebelumnya");
        (await head.Submit("/desk/square/trust", "levels", ("Regular.Days", "banyak"), ("Source", "Rapat 3 Maret"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Submit("/desk/square/trust", "levels", ("Known.Days", "20"), ("Regular.Days", "20"), ("Trusted.Days", "20"), ("New.Posts", "1"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "numbers without a source are nobody's");
        (await head.Submit("/desk/square/trust", "levels", ("Known.Days", "20"), ("Regular.Days", "20"), ("Trusted.Days", "20"), ("New.Posts", "1"), ("Source", "Rapat 3 Maret"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var sari = await App.Client("member");
        App.Clock.Advance(TimeSpan.FromDays(2));
        (await Say(sari, "Satu")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Say(sari, "Dua")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var yanti = await App.Client("kader");
        foreach (var post in new[] { "Satu", "Dua", "Tiga", "Empat" })
            (await Say(yanti, post)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await head.Submit("/desk/square/trust", "reset")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Say(sari, "Dua")).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static Task<HttpResponseMessage> Say(HttpClient browser, string text) => browser.PostAsJsonAsync("/api/v1/square/posts", new { text, seenBy = "Members" });

    private static async Task<string> Comment(HttpClient browser, Guid post, string text) => await (await browser.PostAsJsonAsync($"/api/v1/square/posts/{post}/comments", new { text })).Content.ReadAsStringAsync();

    private async Task<Guid> PostOf(string beginning)
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Said>().AcrossCentres().SingleAsync(said => said.Text.StartsWith(beginning))).Id.Value;
    }

    private async Task<string> HandleOf(string name)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Pendopo.Community.Members.Face>().AcrossCentres().Where(face => face.Name == name).Select(face => face.Handle).SingleAsync();
    }
}
