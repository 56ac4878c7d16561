using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Groups;
using Pendopo.Community.Held;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

public sealed class WatchedPhraseTests
{
    [Theory]
    [InlineData("anus", "Semua manusia butuh tidur.", false)]
    [InlineData("cunt", "My sister lives in Scunthorpe.", false)]
    [InlineData("babi", "Sudah dua hari belum BAB.", false)]
    [InlineData("babi", "Dasar babi!", true)]
    [InlineData("tai", "Rantai sepeda anak saya lepas di pantai.", false)]
    [InlineData("ass", "The nurse will assess the class.", false)]
    [InlineData("die", "What diet is good for diabetes?", false)]
    [InlineData("pukul", "Ibu memukuli adik saya", true)]
    [InlineData("bodoh", "b0d0h sekali, bodohnyaaa", true)]
    [InlineData("beat", "He beats her every night", true)]
    [InlineData("obat penggugur", "Jual OBAT   penggugur, murah", true)]
    [InlineData("obat penggugur", "Obat batuk saya habis, lalu baca berita tentang penggugur", false)]
    [InlineData("obat", "", false)]
    public void Whole_words_are_met_in_any_form_and_ordinary_words_that_contain_them_are_not(string phrase, string text, bool met) =>
        WatchedPhrase.Of(phrase).StandsIn(WatchedPhrase.Plain(text)).ShouldBe(met);
}

/// <summary>What waits for a look before others see it, and words that are watched for.</summary>
[Collection("rooms on sqlite")]
public sealed class HeldTests(SqliteApp app) : AppTests(app)
{
    private const string First = "Salam kenal, saya Sari.";

    [Fact]
    public async Task A_first_post_waits_for_who_leads_the_group_its_author_knows_for_whom_and_a_refusal_says_why()
    {
        var club = await GroupOf("Klub diabetes");
        using var komang = await App.Client("clinician");
        using var sari = await App.Client("member");
        using var joko = await App.Client("caregiver");
        await komang.Submit($"/square/groups/{club}/edit", "group", ("Form.HoldsFirst", "true"));
        await sari.PutAsJsonAsync($"/api/v1/square/groups/{club}/belonging", new { });
        (await sari.GetStringAsync($"/square/write?group={club}")).ShouldContain("menunggu dilihat oleh pemandu kelompok");
        var post = await Say(sari, First, club);
        (await joko.GetStringAsync($"/square/groups/{club}")).ShouldNotContain(First);
        (await joko.GetStringAsync("/api/v1/square/posts")).ShouldNotContain(First);
        (await sari.GetStringAsync($"/square/posts/{post}")).ShouldContain("Sampai saat itu hanya Anda yang melihatnya");
        (await komang.GetStringAsync("/square/news")).ShouldContain("Kiriman Bu Sari menunggu Anda lihat");
        using var sekar = await App.Client("moderator");
        (await sekar.GetStringAsync("/desk/square/held")).ShouldContain(First);
        var held = await Held();
        (await sekar.Submit("/desk/square/held", $"look-{held}", ("Shown", "false"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "nothing is refused without a reason");
        (await joko.PutAsJsonAsync($"/api/v1/square/held/{held}/decision", new { shown = true })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await sari.PutAsJsonAsync($"/api/v1/square/held/{held}/decision", new { shown = true })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await sekar.Submit("/desk/square/held", $"look-{held}", ("Shown", "false"), ($"Reason-{held}", "Sebutkan juga mengapa Anda di sini."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await sari.GetStringAsync("/square/decisions")).ShouldContain("Sebutkan juga mengapa Anda di sini.");
        await sari.Submit($"/square/posts/{post}/edit", "edit", ("Form.Text", First + " Ibu saya diabetes."));
        held = await Held();
        await komang.Submit($"/square/posts/{post}", $"look-{held}", ("Shown", "true"));
        (await joko.GetStringAsync($"/square/groups/{club}")).ShouldContain("Ibu saya diabetes.");
        (await sari.GetStringAsync("/square/news")).ShouldContain("sudah dilihat dan kini tampil");
        await Say(sari, "Jumat saya ikut jalan pagi.", club);
        (await joko.GetStringAsync($"/square/groups/{club}")).ShouldContain("Jumat saya ikut jalan pagi.", Case.Sensitive, "one look is enough");
    }

    [Fact]
    public async Task Who_keeps_the_square_sees_what_a_word_would_have_met_before_it_is_watched_for_and_reads_no_group_by_it()
    {
        using var sekar = await App.Client("moderator");
        (await sekar.Submit("/desk/square/watched", "watch", ("Form.Words", "!"), ("Form.Act", "Hold"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var looked = await (await sekar.Submit("/desk/square/watched", "watch", ("Form.Words", "sarapan"), ("Form.Act", "Hold"))).Content.ReadAsStringAsync();
        looked.ShouldContain("susah sarapan");
        (await sekar.GetStringAsync("/api/v1/square/watched")).ShouldNotContain("sarapan");
        (await (await sekar.Submit("/desk/square/watched", "watch", ("Form.Words", "bingung"), ("Form.Act", "Hold"))).Content.ReadAsStringAsync()).ShouldContain("Tidak ada dalam", Case.Sensitive, "what is said in a hidden group is met by no preview");
        (await sekar.Submit("/desk/square/watched", "watch", ("Form.Words", "sarapan"), ("Form.Act", "Ask"), ("Form.Seen", "Hold:sarapan"))).StatusCode.ShouldBe(HttpStatusCode.OK, "another act is looked at anew");
        (await sekar.Submit("/desk/square/watched", "watch", ("Form.Words", "sarapan"), ("Form.Act", "Hold"), ("Form.Seen", "Hold:sarapan"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await sekar.PostAsJsonAsync("/api/v1/square/watched", new { words = "Sarapan", act = "Ask" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "it stands there already");
        using var sari = await App.Client("member");
        (await sari.GetAsync("/desk/square/watched")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_watched_word_holds_asks_or_tells_and_a_question_reaches_the_nurse_whatever_stands_in_it()
    {
        using var sekar = await App.Client("moderator");
        foreach (var (words, act) in new[] { ("pinjaman online", "Hold"), ("bodoh", "Ask"), ("obat penggugur", "Tell") })
            (await sekar.PostAsJsonAsync("/api/v1/square/watched", new { words, act })).StatusCode.ShouldBe(HttpStatusCode.Created);
        using var sari = await App.Client("member");
        using var joko = await App.Client("caregiver");
        await Say(sari, "Ada pinjaman online tanpa bunga.");
        (await joko.GetStringAsync("/square")).ShouldNotContain("tanpa bunga");
        (await sari.PostAsJsonAsync("/api/v1/square/questions", new { text = "Saya stres karena pinjaman online, harus ke mana?", seenBy = "Members" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await joko.GetStringAsync("/square")).ShouldNotContain("Saya stres");
        using var komang = await App.Client("clinician");
        (await komang.GetStringAsync("/desk/square/questions")).ShouldContain("Saya stres");
        var asked = await sari.Submit("/square/write", "write", ("Form.Text", "Jangan bodoh, minum air putih saja."));
        (await asked.Content.ReadAsStringAsync()).ShouldContain("Jangan bodoh, minum air putih saja.</textarea>");
        asked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await sari.Submit("/square/write", "write", ("Form.Text", "Jangan bodoh, minum air putih saja."), ("Form.Sure", "yes"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await joko.GetStringAsync("/square")).ShouldContain("Jangan bodoh, minum");
        await Say(sari, "Ada yang tahu obat penggugur?");
        (await joko.GetStringAsync("/square")).ShouldContain("obat penggugur");
        (await komang.GetStringAsync("/desk/square/worries")).ShouldContain("Bu Sari");
        using var yanti = await App.Client("kader");
        await Say(yanti, "Hati-hati pinjaman online.");
        (await joko.GetStringAsync("/square")).ShouldContain("Hati-hati pinjaman online.", Case.Sensitive, "colleagues are not held");
    }

    private static async Task<Guid> Say(HttpClient browser, string text, Id<Group>? group = null)
    {
        var said = await browser.PostAsJsonAsync("/api/v1/square/posts", new { text, seenBy = group is null ? "Members" : null, group = group?.Value });
        said.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await said.Content.ReadFromJsonAsync<Made>())!.Id;
    }

    private async Task<Guid> Held()
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<HeldSaid>().AcrossCentres().SingleAsync(row => row.DecidedAt == null)).Id.Value;
    }

    private async Task<Id<Group>> GroupOf(string name)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Group>().AcrossCentres().Where(group => group.Name == name).Select(group => group.Id).SingleAsync();
    }

    private sealed record Made(Guid Id);
}
