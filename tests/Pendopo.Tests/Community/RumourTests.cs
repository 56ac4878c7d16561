using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Rumours;
using Pendopo.Community.Talk;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Safety.Claims;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

/// <summary>From words that may not be true to the answer of a claim that somebody judged.</summary>
public abstract class RumourTests(TestApp app) : AppTests(app)
{
    private const string Words = "Jus jambu merah menyembuhkan demam berdarah, ayo sebarkan!";

    [Fact]
    public async Task Words_that_speak_of_a_claim_bear_its_answer_once_a_person_said_so_and_until_its_last_day()
    {
        using var sari = await App.Client("member");
        (await sari.PostAsJsonAsync("/api/v1/square/posts", new { text = Words, seenBy = "Everyone" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        var said = await Of(Words);
        var rumour = (await All()).ShouldHaveSingleItem();
        (rumour.SaidId, rumour.State).ShouldBe((said.Id, RumourState.Waits));
        using var visitor = App.Anonymous();
        var post = $"/square/posts/{said.Id}";
        (await visitor.GetStringAsync(post)).ShouldNotContain("Belum ada bukti", customMessage: "words alone judge nothing");
        using var sekar = await App.Client("moderator");
        var page = $"/desk/square/rumours/{rumour.Id}";
        (await sekar.GetStringAsync(page)).ShouldContain("Belum ada bukti");
        await sekar.Submit(page, "decide", ("Form.Act", "look"), ("Form.Claim", rumour.ClaimId.ToString()!));
        (await visitor.GetStringAsync(post)).ShouldContain("Mohon tunggu sebelum meneruskannya");
        (await visitor.GetStringAsync("/")).ShouldNotContain("ayo sebarkan");
        (await visitor.GetStringAsync($"{post}/share")).ShouldNotContain("wa.me");
        (await sekar.Submit(page, "decide", ("Form.Act", "confirm"), ("Form.Claim", Guid.CreateVersion7().ToString()))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await sekar.Submit(page, "decide", ("Form.Act", "confirm"), ("Form.Claim", rumour.ClaimId.ToString()!));
        (await visitor.GetStringAsync(post)).ShouldContain("Belum ada bukti");
        (await visitor.GetStringAsync("/square")).ShouldContain("Belum ada bukti");
        (await sekar.GetFromJsonAsync<JsonElement>($"/api/v1/square/posts/{said.Id}")).GetProperty("post").GetProperty("claim").GetGuid().ShouldBe(rumour.ClaimId!.Value);
        var passed = (await sari.GetFromJsonAsync<JsonElement>($"/api/v1/square/posts/{said.Id}/share")).GetProperty("text").GetString()!;
        passed.ShouldContain($"/true-or-not/{rumour.ClaimId}", customMessage: "the answer goes with it");
        new[] { "Sari", "ayo sebarkan" }.ShouldAllBe(word => !passed.Contains(word));
        (await visitor.GetStringAsync($"{post}/share")).ShouldContain("https://wa.me/?text=");
        (await sari.GetAsync($"/api/v1/square/posts/{(await Of("Merawat ibu saya sendirian sejak tahun lalu. Kadang lelah sekali, dan malam susah tidur.")).Id}/share")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "said for members alone");
        using var officer = await App.Client("officer");
        (await officer.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        App.Clock.Advance(TimeSpan.FromDays(182));
        (await visitor.GetStringAsync(post)).ShouldNotContain("Belum ada bukti");
        (await visitor.GetAsync($"/true-or-not/{rumour.ClaimId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_somebody_decided_is_about_the_words_as_they_were_and_what_denies_a_claim_is_no_rumour()
    {
        using var sari = await App.Client("member");
        await sari.PostAsJsonAsync("/api/v1/square/posts", new { text = Words, seenBy = "Everyone" });
        var said = await Of(Words);
        var rumour = (await All()).Single();
        await using (var scope = await App.ScopeOf("moderator"))
            (await scope.ServiceProvider.GetRequiredService<RumourDesk>().Decide(rumour.Id, "confirm", rumour.ClaimId.ToString(), default)).Ok.ShouldBeTrue();
        await sari.PutAsJsonAsync($"/api/v1/square/posts/{said.Id}", new { text = Words + " Ayo." });
        (await All()).Single().State.ShouldBe(RumourState.Looking, "another full stop takes no answer away unseen");
        await sari.PutAsJsonAsync($"/api/v1/square/posts/{said.Id}", new { text = "Besok posyandu pukul delapan." });
        (await All()).Single().State.ShouldBe(RumourState.Waits);
        using (var komang = await App.Client("clinician"))
            (await komang.PostAsJsonAsync("/api/v1/square/posts", new { text = Words, group = await GroupOf("Klub diabetes") })).StatusCode.ShouldBe(HttpStatusCode.Created, "what is said in a group stays there");
        await sari.PostAsJsonAsync("/api/v1/square/posts", new { text = "Tidak benar bahwa jus jambu merah menyembuhkan demam berdarah, itu hoaks.", seenBy = "Everyone" });
        await sari.PostAsJsonAsync("/api/v1/square/posts", new { text = "Siapa ikut senam lansia?", seenBy = "Everyone" });
        (await All()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whoever_asks_whether_it_is_true_gets_to_the_nurse_with_the_words_it_is_about()
    {
        var post = (await Of("Anak saya dua tahun susah sarapan. Ibu-ibu di sini biasanya membuat apa yang cepat dan mau dimakan?")).Id;
        using var joko = await App.Client("caregiver");
        (await joko.Submit($"/square/posts/{post}/true", "ask", ("Form.Question", " "))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await joko.Submit($"/square/posts/{post}/true", "ask", ("Form.Question", "Benarkah begitu?"))).Headers.Location!.ToString().ShouldContain("/private/");
        (await joko.PostAsJsonAsync($"/api/v1/square/posts/{post}/doubts", new { question = "Sungguh?" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        var asked = (await All()).ShouldHaveSingleItem();
        asked.Asked.ShouldBe(2);
        using var sekar = await App.Client("moderator");
        (await sekar.PutAsJsonAsync($"/api/v1/square/rumours/{asked.Id}/decision", new { decision = "true" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "a person says what becomes of it");
        (await sekar.PutAsJsonAsync($"/api/v1/square/rumours/{asked.Id}/decision", new { decision = "dismiss" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await using var scope = await App.ScopeOf("officer");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var conversations = await db.Set<Conversation>().Where(row => row.AuthorName == "Pak Joko").Select(row => row.Id).ToListAsync();
        (await db.Set<Message>().Where(row => conversations.Contains(row.ConversationId)).Select(row => row.Text).ToListAsync()).ShouldAllBe(text => text.Contains("susah sarapan"));
        conversations.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_claim_is_read_by_everybody_after_somebody_else_judged_it_and_search_engines_read_it_as_a_review()
    {
        using var visitor = App.Anonymous();
        (await visitor.GetStringAsync("/true-or-not")).ShouldNotContain("Bawang putih menurunkan");
        HealthClaim claim;
        await using (var scope = await App.Scope())
            claim = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<HealthClaim>().AcrossCentres().SingleAsync(row => row.ReviewedAt == null);
        await using (var scope = await App.ScopeOf("officer"))
            (await scope.ServiceProvider.GetRequiredService<KeepClaims>().Review(claim.Id, null, default)).IsNotFound.ShouldBeTrue("who may not judge");
        using var komang = await App.Client("clinician");
        var page = $"/desk/claims/{claim.Id}";
        (await komang.PutAsJsonAsync($"/api/v1/claims/{claim.Id}", new { saidId = "Bawang", verdict = "Maybe" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await komang.Submit(page, "claim", ("Form.SourceAddress", "di buku"), ("Form.Act", "keep"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await komang.Submit(page, "claim", ("Form.AnswerEn", "It replaces no medicine."), ("Form.Act", "keep"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Review("clinician", claim.Id)).ShouldBe("ReviewOwn");
        using var ayu = await App.Client("reviewer");
        (await ayu.Submit(page, "review")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ayu.GetFromJsonAsync<JsonElement>($"/api/v1/claims/{claim.Id}")).GetProperty("shown").GetBoolean().ShouldBeTrue();
        (await visitor.GetStringAsync("/sitemap.xml")).ShouldContain($"/true-or-not/{claim.Id}");
        (await visitor.GetStringAsync("/")).ShouldContain("Bawang putih menurunkan");
        (await visitor.GetStringAsync("/true-or-not?q=bawang+putih")).ShouldContain(claim.Id.ToString());
        var html = await visitor.GetStringAsync($"/true-or-not/{claim.Id}");
        using var data = JsonDocument.Parse(new HtmlParser().ParseDocument(html).QuerySelector("script[type='application/ld+json']")!.TextContent);
        data.RootElement.GetProperty("@type").GetString().ShouldBe("ClaimReview");
        data.RootElement.GetProperty("reviewRating").GetProperty("ratingValue").GetInt32().ShouldBe(2);
        using var kenanga = await App.Client("administrator@kenanga");
        (await kenanga.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var near = await App.ScopeOf("officer");
        var cards = near.ServiceProvider.GetRequiredService<ClaimCards>();
        (await cards.Near("private", Words, 2, default)).ShouldHaveSingleItem();
        (await cards.Near("x", Words, 2, default)).ShouldBeEmpty("a network that forbids it is not looked through");
    }

    private async Task<string> Review(string role, Id<HealthClaim> id)
    {
        await using var scope = await App.ScopeOf(role);
        return (await scope.ServiceProvider.GetRequiredService<KeepClaims>().Review(id, null, default)).Problems[0].Code;
    }

    private async Task<Guid> GroupOf(string name)
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Pendopo.Community.Groups.Group>().AcrossCentres().SingleAsync(group => group.Name == name)).Id.Value;
    }

    private async Task<Said> Of(string text)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Said>().AcrossCentres().AsNoTracking().SingleAsync(said => said.Text == text);
    }

    private async Task<List<Rumour>> All()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Rumour>().AcrossCentres().AsNoTracking().ToListAsync();
    }
}

[Collection("rooms on sqlite")]
public sealed class RumoursOnSqlite(SqliteApp app) : RumourTests(app);
