using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Messages;
using Pendopo.Community.Openness;
using Pendopo.Community.Reports;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

/// <summary>What members report, what is decided, and who hears of it.</summary>
public abstract class ReportTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task What_is_reported_is_kept_as_it_stood_decided_with_reasons_and_both_sides_are_told()
    {
        var post = await PostOf("Anak saya dua tahun");
        using var yanti = await App.Client("kader");
        (await yanti.Submit($"/square/posts/{post}/report", "report")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await (await yanti.Submit($"/square/posts/{post}/report", "report", ("Form.Reason", "FalseHealth"), ("Form.Note", "Saya khawatir"))).Content.ReadAsStringAsync()).ShouldContain("laporan sudah diterima");
        using var sari = await App.Client("member");
        await sari.Submit($"/square/posts/{post}/edit", "edit", ("Form.Text", "Sudah saya ganti."));
        using var sekar = await App.Client("moderator");
        var report = await One();
        var page = $"/desk/square/reports/{report}";
        var shown = await sekar.GetStringAsync(page);
        shown.ShouldContain("susah sarapan");
        shown.ShouldContain("Sudah saya ganti.");
        shown.ShouldNotContain("Bu Yanti");
        await sekar.Submit(page, "claim", ("Mine", "true"));
        using var ratna = await App.Client("safety-lead");
        (await ratna.Submit(page, "claim", ("Mine", "true"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await sekar.Submit(page, "decide", ("Form.Decision", "Suspend"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "without reasons nothing is decided");
        (await sekar.Submit(page, "decide", ("Form.Decision", "Suspend"), ("Form.Statement", "Menyarankan hal yang berbahaya."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var visitor = App.Anonymous();
        (await visitor.GetAsync($"/square/posts/{post}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "out of sight at once");
        (await sari.GetStringAsync("/square/decisions")).ShouldNotContain("Menyarankan hal yang berbahaya.");
        (await sari.PostAsJsonAsync("/api/v1/square/posts", new { text = "Masih boleh", seenBy = "Members" })).StatusCode.ShouldBe(HttpStatusCode.Created, "one person alone silences nobody");
        (await (await sekar.Submit(page, "decide", ("Form.Decision", "Suspend"), ("Form.Statement", "Sekali lagi."))).Content.ReadAsStringAsync()).ShouldContain("Anda yang mengusulkan ini");
        (await ratna.GetStringAsync(page)).ShouldContain("Perlu orang kedua. Pilih yang sama");
        (await ratna.Submit(page, "decide", ("Form.Decision", "Suspend"), ("Form.Statement", "Menyarankan hal yang berbahaya."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await sari.Submit("/square/write", "write", ("Form.Text", "Halo lagi"))).Content.ReadAsStringAsync()).ShouldContain("Anda belum bisa menulis sampai");
        (await sari.GetStringAsync("/square/decisions")).ShouldContain("Menyarankan hal yang berbahaya.");
        (await yanti.GetStringAsync("/square/decisions")).ShouldContain("tidak menulis seminggu");
        await sari.Submit("/square/decisions", $"appeal-{report}", ("Appeal", "Itu saran dari posyandu."));
        (await SameDecides(report)).Code.ShouldBe("AppealOther");
        using var head = await App.Client("head");
        (await ratna.GetStringAsync(page)).ShouldContain("Anda yang memutuskan ini");
        (await head.Submit(page, "appeal", ("Form.Statement", "Benar, saran itu dari posyandu."), ("Upheld", "false"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.GetAsync($"/square/posts/{post}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await sari.PostAsJsonAsync("/api/v1/square/posts", new { text = "Terima kasih", seenBy = "Members" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await sari.GetStringAsync("/square/decisions")).ShouldContain("semuanya dibatalkan");
        var counted = await visitor.GetStringAsync("/square/kept-safe");
        counted.ShouldContain("Bulan ini 1 hal dilaporkan dan 1 diputuskan.");
        counted.ShouldNotContain("Bu Sari");
        await using var scope = await App.ScopeOf(null);
        var month = (await scope.ServiceProvider.GetRequiredService<KeptSafe>().Read(default))[0];
        (month.Reported[ReportReason.FalseHealth], month.Decided[ReportDecision.Suspend], month.Appeals, month.Stands, month.Undone).ShouldBe((1, 1, 1, 0, 1));
    }

    [Fact]
    public async Task What_was_found_in_order_is_not_reported_again_until_it_changes_and_only_what_one_sees_can_be_reported()
    {
        var post = await PostOf("Selamat datang di balai");
        using var joko = await App.Client("caregiver");
        foreach (var _ in new[] { 1, 2 })
            (await joko.PostAsJsonAsync($"/api/v1/square/posts/{post}/reports", new { reason = "Other" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using var sekar = await App.Client("moderator");
        (await sekar.PutAsJsonAsync($"/api/v1/square/reports/{await One()}/decision", new { decision = "Fine", statement = "Sapaan biasa." })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var yanti = await App.Client("kader");
        (await (await yanti.PostAsJsonAsync($"/api/v1/square/posts/{post}/reports", new { reason = "Other" })).Content.ReadAsStringAsync()).ShouldContain("ReviewedFine");
        using var ayu = await App.Client("reviewer");
        (await ayu.PutAsJsonAsync($"/api/v1/square/posts/{post}", new { text = "Selamat datang semua." })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await yanti.PostAsJsonAsync($"/api/v1/square/posts/{post}/reports", new { reason = "Other" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var hidden = await PostOf("Semalam ibu bingung");
        (await yanti.PostAsJsonAsync($"/api/v1/square/posts/{hidden}/reports", new { reason = "Danger" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await yanti.GetAsync("/desk/square/reports")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Every_kind_that_members_say_is_registered_hidden_and_shown_again()
    {
        await using var scope = await App.ScopeOf("moderator");
        var kinds = scope.ServiceProvider.GetServices<IModeratedKind>().ToList();
        kinds.Select(kind => kind.Name).ShouldBe([SaidKind.Kind, MessageKind.Kind]);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        foreach (var said in await db.Set<Said>().Select(row => row.Id).ToListAsync())
        {
            (await kinds[0].Snapshot(said.Value, default))!.Text.ShouldNotBeEmpty();
            await kinds[0].Show(said.Value, shown: false, default);
        }
        await db.SaveChangesAsync();
        using var visitor = App.Anonymous();
        (await visitor.GetStringAsync("/square")).ShouldNotContain("susah sarapan");
        await kinds[0].Show(await PostOf("Anak saya dua tahun"), shown: true, default);
        await db.SaveChangesAsync();
        (await visitor.GetStringAsync("/square")).ShouldContain("susah sarapan");
    }

    [Fact]
    public async Task What_ends_shows_nothing_that_is_out_of_sight_for_another_reason()
    {
        var post = await PostOf("Nasi merah atau");
        using var komang = await App.Client("clinician");
        using var sekar = await App.Client("moderator");
        using var ratna = await App.Client("safety-lead");
        using var joko = await App.Client("caregiver");
        await komang.PostAsJsonAsync($"/api/v1/square/posts/{post}/reports", new { reason = "Other" });
        var report = await One();
        await Decide(sekar, report, "Suspend", HttpStatusCode.NoContent);
        await komang.Submit($"/square/posts/{post}", $"tend-{post}", ("Act", "hide"));
        (await HiddenFor(post)).ShouldBe(Hiding.Desk | Hiding.Group);
        await Decide(ratna, report, "Fine", HttpStatusCode.NoContent);
        (await HiddenFor(post)).ShouldBe(Hiding.Group, "a proposal that is refused shows what who leads the group hid to nobody");
        await joko.PutAsJsonAsync($"/api/v1/square/posts/{post}", new { text = "Nasi merah atau putih?" });
        await komang.PostAsJsonAsync($"/api/v1/square/posts/{post}/reports", new { reason = "Other" });
        var second = await One(open: true);
        await Decide(sekar, second, "Hide", HttpStatusCode.NoContent);
        await joko.Submit("/square/decisions", $"appeal-{second}", ("Appeal", "Saya hanya bertanya."));
        (await ratna.Submit($"/desk/square/reports/{second}", "appeal", ("Form.Statement", "Benar, hanya bertanya."), ("Upheld", "false"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await HiddenFor(post)).ShouldBe(Hiding.Group, "nor does an appeal");
        await komang.Submit($"/square/posts/{post}", $"tend-{post}", ("Act", "show"));
        (await HiddenFor(post)).ShouldBe(Hiding.None);
    }

    [Fact]
    public async Task A_proposal_goes_on_to_later_reports_lapses_when_nobody_seconds_it_and_is_not_made_where_nobody_could()
    {
        var carers = await PostOf("Semalam ibu bingung");
        using var sari = await App.Client("member");
        using var komang = await App.Client("clinician");
        using var sekar = await App.Client("moderator");
        using var ratna = await App.Client("safety-lead");
        await sari.PostAsJsonAsync($"/api/v1/square/posts/{carers}/reports", new { reason = "Other" });
        var first = await One();
        await Decide(sekar, first, "Suspend", HttpStatusCode.NoContent);
        await komang.PostAsJsonAsync($"/api/v1/square/posts/{carers}/reports", new { reason = "Privacy" });
        await using (var scope = await App.Scope())
            (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Report>().AcrossCentres().CountAsync(row => row.ProposedById != null)).ShouldBe(2);
        App.Clock.Advance(Proposals.Span);
        await App.RunJobs();
        (await HiddenFor(carers)).ShouldBe(Hiding.None);
        (await ratna.GetStringAsync("/desk/square/reports")).ShouldNotContain("Perlu orang kedua");
        await Decide(sekar, first, "Suspend", HttpStatusCode.UnprocessableEntity, "ProposalLapsed");
        await Decide(ratna, first, "Suspend", HttpStatusCode.NoContent);
        (await HiddenFor(carers)).ShouldBe(Hiding.Desk);
        await Decide(ratna, first, "Ask", HttpStatusCode.NoContent);
        (await HiddenFor(carers)).ShouldBe(Hiding.None, "who proposed it thinks better of it");
        var post = await PostOf("Anak saya dua tahun");
        await komang.PostAsJsonAsync($"/api/v1/square/posts/{post}/reports", new { reason = "Other" });
        await using (var scope = await App.Scope())
        {
            var person = (await App.PersonOf("moderator")).Id;
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Pendopo.Platform.Access.Membership>().Where(row => row.PersonId != person).ExecuteDeleteAsync();
        }
        await Decide(sekar, await One(open: true), "Suspend", HttpStatusCode.UnprocessableEntity, "NobodySeconds");
        (await HiddenFor(post)).ShouldBe(Hiding.None);
    }

    private static async Task Decide(HttpClient desk, Guid report, string decision, HttpStatusCode expected, string code = "")
    {
        var answer = await desk.PutAsJsonAsync($"/api/v1/square/reports/{report}/decision", new { decision, statement = "Dengan alasan." });
        answer.StatusCode.ShouldBe(expected);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(code);
    }

    private async Task<Hiding> HiddenFor(Guid post)
    {
        await using var scope = await App.Scope();
        var said = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Said>().AcrossCentres().AsNoTracking().SingleAsync(row => row.Id == new Pendopo.Platform.Data.Id<Said>(post));
        (said.HiddenAt is null).ShouldBe(said.HiddenFor == Hiding.None);
        return said.HiddenFor;
    }

    private async Task<Pendopo.Platform.Problem> SameDecides(Guid report)
    {
        await using var scope = await App.ScopeOf("moderator");
        return (await scope.ServiceProvider.GetRequiredService<ReportDesk>().DecideAppeal(new(report), upheld: true, "Tetap.", default)).Problems[0];
    }

    private async Task<Guid> PostOf(string beginning)
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Said>().AcrossCentres().SingleAsync(said => said.Text.StartsWith(beginning))).Id.Value;
    }

    private async Task<Guid> One(bool open = false)
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Report>().AcrossCentres().SingleAsync(row => !open || row.DecidedAt == null)).Id.Value;
    }
}

[Collection("rooms on sqlite")]
public sealed class ReportsOnSqlite(SqliteApp app) : ReportTests(app);
