using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Licences;
using Pendopo.Community.Members;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

/// <summary>Who bears the badge of a profession, beside which words, and for how long.</summary>
[Collection("rooms on sqlite")]
public sealed class LicenceTests(SqliteApp app) : AppTests(app)
{
    private const string Badge = "Ahli gizi, pendapat pribadi";

    [Fact]
    public async Task A_badge_stands_beside_the_open_name_once_somebody_else_saw_the_paper_and_goes_by_the_clock()
    {
        var last = App.Clock.Now().AddDays(30).UtcDateTime.Date;
        using var joko = await App.Client("caregiver");
        var comment = await Comment(joko, "Sayur dulu, baru nasi.");
        (await joko.Submit("/square/licence", "licence", ("Form.Profession", "Nutritionist"), ("Form.Kind", "Practice"), ("Form.Number", "SIP 77"), ("Form.Issuer", "Dinas Kesehatan"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "a licence to practise has a last day");
        foreach (var number in new[] { "SIP 76", "SIP 77" })
            (await joko.Submit("/square/licence", "licence", ("Form.Profession", "Nutritionist"), ("Form.Kind", "Practice"), ("Form.Number", number), ("Form.Issuer", "Dinas Kesehatan"), ("Form.Until", $"{last:yyyy-MM-dd}"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var licence = await Asked("Pak Joko");
        licence.Number.ShouldBe("SIP 77", "what waits is written anew");
        (await joko.GetStringAsync(comment)).ShouldNotContain(Badge);
        using var made = await App.Client("head");
        (await made.GetStringAsync("/desk/square/licences")).ShouldContain("Pak Joko");
        (await made.Submit($"/desk/square/licences/{licence.Id}", "check", ("Form.Scope", "personal"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var visitor = App.Anonymous();
        var shown = await visitor.GetStringAsync(comment);
        shown.ShouldContain(Badge);
        shown.ShouldNotContain("SIP 77");
        (await joko.GetStringAsync("/api/v1" + comment)).ShouldContain("\"profession\":\"Nutritionist\"");
        var carers = await (await App.Client("member")).GetStringAsync($"/square/groups/{await Group("Pendamping")}");
        carers.ShouldContain("Anak Bungsu");
        carers.ShouldNotContain(Badge, Case.Insensitive, "a badge beside another name would tell whose it is");
        App.Clock.Advance(TimeSpan.FromDays(29));
        (await visitor.GetStringAsync(comment)).ShouldContain(Badge);
        App.Clock.Advance(TimeSpan.FromDays(2));
        (await visitor.GetStringAsync(comment)).ShouldNotContain(Badge);
        using var again = await App.Client("caregiver");
        (await again.GetStringAsync("/square/licence")).ShouldContain("Berakhir");
    }

    [Fact]
    public async Task A_badge_is_for_the_name_that_was_checked_and_is_taken_back_with_a_reason()
    {
        using var joko = await App.Client("caregiver");
        var comment = await Comment(joko, "Porsinya sekepal tangan.");
        (await joko.PutAsJsonAsync("/api/v1/square/licence", new { profession = "Nutritionist", kind = "Registration", number = "STR 5", issuer = "Konsil" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var licence = await Asked("Pak Joko");
        using var made = await App.Client("head");
        (await made.PutAsJsonAsync($"/api/v1/square/licences/{licence.Id}/check", new { forCentre = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await joko.GetStringAsync(comment)).ShouldContain("Ahli gizi, atas nama Puskesmas Melati");
        await joko.Submit("/square/me", "place", ("Form.Name", "Prof. Joko"));
        (await joko.GetStringAsync(comment)).ShouldNotContain("Ahli gizi, atas nama");
        (await joko.GetStringAsync("/square/licence")).ShouldContain("Pak Joko");
        await joko.Submit("/square/me", "place", ("Form.Name", "Pak Joko"));
        (await joko.GetStringAsync(comment)).ShouldContain("Ahli gizi, atas nama");
        (await made.Submit($"/desk/square/licences/{licence.Id}", "end")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "without a reason nothing is taken back");
        (await made.Submit($"/desk/square/licences/{licence.Id}", "end", ("End.Reason", "Tidak lagi bekerja di sini."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await joko.GetStringAsync(comment)).ShouldNotContain("Ahli gizi, atas nama");
        (await joko.GetStringAsync("/square/licence")).ShouldContain("Tidak lagi bekerja di sini.");
        (await joko.DeleteAsync("/api/v1/square/licence")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await made.GetAsync($"/desk/square/licences/{licence.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_desk_writes_one_down_nobody_checks_their_own_and_who_may_not_finds_none()
    {
        var last = App.Clock.Now().AddDays(300).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        using var ayu = await App.Client("reviewer");
        (await ayu.Submit("/desk/square/licences", "enter", ("Form.Who", "Bu Siapa"), ("Form.Profession", "Nurse"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var made = await App.Client("head");
        await Enter("SIPB 8");
        var older = await Asked("Bidan Ayu");
        (await made.Submit($"/desk/square/licences/{older.Id}", "check", ("Form.Scope", "centre"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Enter("SIPB 9");
        var own = await Asked("Bidan Ayu");
        (await (await ayu.Submit($"/desk/square/licences/{own.Id}", "check")).Content.ReadAsStringAsync()).ShouldContain("harus diperiksa orang lain");
        (await made.Submit($"/desk/square/licences/{own.Id}", "check", ("Form.Scope", "centre"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ayu.GetStringAsync("/square/licence")).ShouldContain("Diganti", Case.Sensitive, "the older one is replaced by it");
        using var yanti = await App.Client("kader");
        (await yanti.GetAsync("/desk/square/licences")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var kenanga = await App.Client("administrator@kenanga");
        (await kenanga.GetAsync($"/desk/square/licences/{own.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        Task<HttpResponseMessage> Enter(string number) =>
            ayu.Submit("/desk/square/licences", "enter", ("Form.Who", "Bidan Ayu"), ("Form.Profession", "Midwife"), ("Form.Kind", "Practice"), ("Form.Number", number), ("Form.Issuer", "Dinas Kesehatan"), ("Form.Until", last));
    }

    private async Task<string> Comment(HttpClient browser, string text)
    {
        await using var scope = await App.Scope();
        var post = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Said>().AcrossCentres().Where(said => said.Text.StartsWith("Anak saya dua tahun")).Select(said => said.Id).SingleAsync();
        (await browser.PostAsJsonAsync($"/api/v1/square/posts/{post}/comments", new { text })).StatusCode.ShouldBe(HttpStatusCode.Created);
        return $"/square/posts/{post}";
    }

    private async Task<Guid> Group(string name)
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Pendopo.Community.Groups.Group>().AcrossCentres().SingleAsync(group => group.Name == name)).Id.Value;
    }

    private async Task<Licence> Asked(string name)
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        return await db.Set<Licence>().AcrossCentres().SingleAsync(row => row.CheckedAt == null && db.Set<Face>().AcrossCentres().Any(face => face.Id == row.FaceId && face.Name == name));
    }
}
