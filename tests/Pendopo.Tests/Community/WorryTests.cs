using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community;
using Pendopo.Community.Members;
using Pendopo.Community.Talk;
using Pendopo.Community.Worries;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Safety.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

public sealed class RiskMatrixTests
{
    [Theory]
    [InlineData(DistressSign.Distress, WorryTime.Unclear, WorryRisk.Low)]
    [InlineData(DistressSign.Distress, WorryTime.Now, WorryRisk.Medium)]
    [InlineData(DistressSign.Wish, WorryTime.TheseDays, WorryRisk.Medium)]
    [InlineData(DistressSign.Wish, WorryTime.Now, WorryRisk.High)]
    [InlineData(DistressSign.Plan, WorryTime.Unclear, WorryRisk.High)]
    public void The_danger_follows_from_what_is_said_and_how_soon(DistressSign sign, WorryTime when, WorryRisk risk) => RiskMatrix.Of(sign, when).ShouldBe(risk);

    [Fact]
    public void Nothing_makes_a_danger_smaller_that_is_heavier_or_nearer()
    {
        foreach (var sign in Enum.GetValues<DistressSign>())
            Enum.GetValues<WorryTime>().Select(when => RiskMatrix.Of(sign, when)).ShouldBeInOrder();
        foreach (var when in Enum.GetValues<WorryTime>())
            Enum.GetValues<DistressSign>().Select(sign => RiskMatrix.Of(sign, when)).ShouldBeInOrder();
    }

    [Theory]
    [InlineData("Saya ingin mati saja, tidak ada gunanya hidup lagi.", DistressSign.Wish)]
    [InlineData("Saya mau bunuh diri malam ini, obat tidur sudah saya siapkan.", DistressSign.Plan)]
    [InlineData("I want to die tonight, I have the pills here.", DistressSign.Plan)]
    [InlineData("Saya sudah tidak kuat lagi", DistressSign.Wish)]
    [InlineData("Posyandu lansia hari Rabu pukul 08.00 di balai desa.", DistressSign.None)]
    [InlineData("Sekarang selesai", DistressSign.None)]
    [InlineData("Halo", DistressSign.None)]
    [InlineData("", DistressSign.None)]
    public void Words_tell_how_heavy_it_is(string text, DistressSign sign) => DistressReader.Read(text).ShouldBe(sign);
}

/// <summary>From a word of despair, or of a neighbour's worry, to somebody who has it.</summary>
public abstract class WorryTests(TestApp app) : AppTests(app)
{
    private const string Despair = "Saya mau bunuh diri malam ini, obat tidur sudah saya siapkan.";

    [Fact]
    public async Task Until_a_person_has_it_a_worry_is_told_to_more_and_more_and_the_mail_says_nothing_of_it()
    {
        await using var sink = await SmtpSink.StartAsync();
        using (var rina = await App.Client("administrator"))
            await rina.Submit("/admin/settings", "mail", ("Mail.Host", SmtpSink.Host), ("Mail.Port", $"{sink.Port}"), ("Mail.Security", "none"), ("Mail.From", "halo@melati.example"));
        using var sari = await App.Client("member");
        (await sari.PostAsJsonAsync("/api/v1/square/posts", new { text = Despair, seenBy = "Everyone" })).StatusCode.ShouldBe(HttpStatusCode.Created, "nothing is kept from being said");
        await App.RunJobs();
        var raised = await One(row => row.ShownText == Despair);
        raised.Risk.ShouldBe(WorryRisk.High);
        (await sink.MailsToAsync("komang@melati.example", count: 1)).ShouldHaveSingleItem().Text!.ShouldNotContain("Sari");
        (await sink.MailsToAsync("ayu@melati.example", count: 0)).ShouldNotContain(mail => mail.Text!.Contains("square/worries", StringComparison.Ordinal), "who is on call hears first");
        var sekar = (await App.PersonOf("moderator")).Name;
        await Pass(TimeSpan.FromMinutes(14));
        (await Told(raised.Id)).ShouldBe(0);
        await Pass(TimeSpan.FromMinutes(2));
        (await Told(raised.Id)).ShouldBe(1);
        var mails = (await sink.MailsToAsync("sekar@melati.example", count: 1)).Where(mail => mail.Text!.Contains("/desk/square/worries", StringComparison.Ordinal)).ToList();
        mails.ShouldHaveSingleItem(sekar).Text!.ShouldNotContain(raised.Id.ToString());
        await Pass(TimeSpan.FromMinutes(16));
        (await Told(raised.Id)).ShouldBe(2);
        using var komang = await App.Client("clinician");
        await komang.Submit($"/desk/square/worries/{raised.Id}", "take");
        await Pass(TimeSpan.FromHours(3));
        (await Told(raised.Id)).ShouldBe(2, "somebody has it");
        var ayu = (await App.PersonOf("safety-lead")).Id;
        await komang.Submit($"/desk/square/worries/{raised.Id}", "hand", ("Form.To", ayu.ToString()), ("Form.Note", "Tolong telepon, saya ada pasien."));
        await Pass(TimeSpan.FromMinutes(16));
        (await Told(raised.Id)).ShouldBe(3, "handed over is not taken");
        (await One(row => row.Id == raised.Id)).OwnerId.ShouldBe((await App.PersonOf("clinician")).Id, "it stays until the next one has it");
    }

    [Fact]
    public async Task Anybody_who_sees_it_flags_it_once_quietly_and_only_who_may_sees_the_worry()
    {
        var post = await PostOf("Anak saya dua tahun");
        using var visitor = App.Anonymous();
        (await visitor.Submit($"/square/posts/{post}/worried", "worried", ("Form.Note", "Tolong dilihat"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await (await visitor.Submit($"/square/posts/{post}/worried", "worried", ("Form.Near", "NotSure"), ("Form.Note", "Tolong dilihat"))).Content.ReadAsStringAsync()).ShouldContain("Healing 119");
        using var joko = await App.Client("caregiver");
        foreach (var _ in new[] { 1, 2 })
            (await joko.PostAsJsonAsync($"/api/v1/square/posts/{post}/worries", new { near = "Yes", note = "Tetangga saya" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var worry = await One(row => row.Item == post);
        worry.Risk.ShouldBe(WorryRisk.High);
        var page = $"/desk/square/worries/{worry.Id}";
        using var komang = await App.Client("clinician");
        var shown = await komang.GetStringAsync(page);
        shown.ShouldContain("Tolong dilihat");
        shown.Split("Tetangga saya").Length.ShouldBe(2);
        shown.ShouldNotContain("Pak Joko");
        using var sari = await App.Client("member");
        (await sari.GetStringAsync($"/square/posts/{post}")).ShouldNotContain("Tolong dilihat");
        foreach (var role in new[] { "member", "officer", "desk", "kader", "auditor" })
        {
            using var other = await App.Client(role);
            (await other.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, role);
            (await other.GetAsync("/api/v1/square/worries")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, role);
        }
        using var kenanga = await App.Client("administrator@kenanga");
        (await kenanga.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await joko.PostAsJsonAsync($"/api/v1/square/posts/{await PostOf("Hari ketiga dan rasanya")}/worries", new { near = "Yes" })).StatusCode.ShouldBe(HttpStatusCode.NotFound, "what one does not see");
    }

    [Fact]
    public async Task The_person_is_written_to_first_the_post_is_limited_and_it_is_closed_with_what_was_done()
    {
        var post = await PostOf("Anak saya dua tahun");
        using var joko = await App.Client("caregiver");
        await joko.PostAsJsonAsync($"/api/v1/square/posts/{post}/worries", new { near = "No" });
        var page = $"/desk/square/worries/{(await One(row => row.Item == post)).Id}";
        using var komang = await App.Client("clinician");
        (await Problem("moderator", desk => desk.Write(new(Guid.Parse(page[^36..])), "Halo", default))).ShouldBe("TakeFirst");
        await komang.Submit(page, "take");
        var mine = await komang.GetStringAsync(page);
        mine.ShouldContain("Anda tidak harus menanggungnya sendiri");
        mine.ShouldContain("You do not have to carry this alone");
        mine.ShouldNotContain("\"reach\"", customMessage: "who they are is looked up where the danger is greatest alone");
        (await (await komang.Submit(page, "limit", ("Limited", "true"))).Content.ReadAsStringAsync()).ShouldContain("Sapa dahulu orangnya, lalu batasi", customMessage: "first the person, then the post");
        (await komang.Submit(page, "write", ("Form.Text", "Bu Sari, apa kabar?"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var sari = await App.Client("member");
        (await sari.GetStringAsync("/square")).ShouldContain("/square/for-you");
        using var ayu = await App.Client("reviewer");
        (await ayu.GetStringAsync("/square/for-you")).ShouldNotContain("apa kabar");
        (await sari.GetStringAsync("/square/for-you")).ShouldContain("Bu Sari, apa kabar?");
        (await sari.GetStringAsync("/square")).ShouldNotContain("Puskesmas menulis untuk Anda");
        (await sari.Submit("/square/for-you", "answer", ("Form.Text", "Terima kasih, saya lelah."))).Headers.Location!.ToString().ShouldContain("/private/");
        await komang.Submit(page, "limit", ("Limited", "true"));
        using var visitor = App.Anonymous();
        (await visitor.GetAsync($"/square/posts/{post}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await joko.GetStringAsync("/square")).ShouldNotContain("susah sarapan");
        (await joko.GetStringAsync($"/square/posts/{post}")).ShouldContain("susah sarapan");
        (await sari.GetStringAsync("/square")).ShouldContain("susah sarapan", customMessage: "whoever said it sees it as before");
        (await komang.Submit(page, "close", ("Form.Outcome", "Reached"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "without what was done nothing is closed");
        await komang.Submit(page, "close", ("Form.Outcome", "Reached"), ("Form.Done", "Sudah berbicara di telepon."));
        await komang.Submit(page, "note", ("Note.Text", "Berat, tetapi berjalan baik."));
        await Pass(TimeSpan.FromHours(25));
        (await One(row => row.Item == post)).FollowAt.ShouldBe(App.Clock.Now() + TimeSpan.FromDays(1), "reminded today, and tomorrow again until somebody asked");
        await komang.Submit(page, "again", ("Again.Text", "Sudah tidur lebih baik."));
        (await One(row => row.Item == post)).FollowAt.ShouldBeNull();
        var closed = await komang.GetStringAsync(page);
        closed.ShouldContain("Sudah berbicara di telepon.");
        closed.ShouldContain("Sesudahnya");
        closed.ShouldContain("Ia menulis kepada perawat");
        closed.ShouldContain("Sudah tidur lebih baik.");
    }

    [Fact]
    public async Task Help_lines_show_those_that_answer_now_first_and_none_that_nobody_tried()
    {
        using (var visitor = App.Anonymous())
            (await visitor.GetStringAsync("/square/help")).ShouldContain("SEJIWA 119 ext. 8");
        using var komang = await App.Client("clinician");
        (await komang.Submit("/desk/square/help-lines/new", "line", ("Form.Name", "Rumah Aman"), ("Form.Reach", "telepon saja"), ("Form.Place", "1"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await komang.Submit("/desk/square/help-lines/new", "line", ("Form.Name", "Rumah Aman"), ("Form.Reach", "0211234567"), ("Form.AboutId", "Malam"), ("Form.AboutEn", "At night"), ("Form.Source", "Telepon, Maret 2026"), ("Form.Place", "1"), ("Form.Act", "keep"));
        (await Names()).ShouldBe(["SEJIWA 119 ext. 8", "Healing 119"], "the untried one is not shown");
        App.Clock.Advance(TimeSpan.FromHours(12));
        (await Names()).ShouldBe(["Healing 119", "SEJIWA 119 ext. 8"]);
        await using var scope = await App.ScopeOf("clinician");
        var lines = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<HelpLine>().AsNoTracking().ToListAsync();
        var today = DateOnly.FromDateTime(App.Clock.Now().UtcDateTime);
        lines.ShouldAllBe(line => line.IsOld(today) == (line.Name == "Rumah Aman"));
        lines.ShouldAllBe(line => line.IsOld(today.AddDays(HelpLine.CheckedForDays)));
    }

    [Fact]
    public async Task Who_leaves_is_still_looked_for_until_it_is_closed_and_who_is_erased_is_gone()
    {
        using var sari = await App.Client("member");
        await sari.PostAsJsonAsync("/api/v1/square/posts", new { text = Despair, seenBy = "Members" });
        var id = (await One(row => row.ShownText == Despair)).Id;
        await using (var scope = await App.ScopeOf("member"))
            (await scope.ServiceProvider.GetRequiredService<LeaveSquare>().Run(default)).Ok.ShouldBeTrue();
        var left = await One(row => row.Id == id);
        (left.ShownName, left.ShownText).ShouldBe(("Bu Sari", ""));
        await using (var scope = await App.ScopeOf("clinician"))
        {
            var desk = scope.ServiceProvider.GetRequiredService<WorryDesk>();
            (await desk.Take(id, default)).Ok.ShouldBeTrue();
            (await desk.AddNote(id, "Bu Sari tinggal bersama ibunya.", default)).Ok.ShouldBeTrue();
            (await desk.Close(id, "Reached", "Aman di rumah.", default)).Ok.ShouldBeTrue();
            (await desk.Notes(id, default)).ShouldAllBe(note => note.Text == "");
        }
        (await One(row => row.Id == id)).ShownName.ShouldBe("–");
        var joko = (await App.PersonOf("caregiver")).Id;
        using var yanti = await App.Client("kader");
        await yanti.PostAsJsonAsync($"/api/v1/square/posts/{await PostOf("Merawat ibu saya sendirian")}/worries", new { near = "No" });
        await using (var scope = await App.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            (await db.Set<Worry>().AcrossCentres().CountAsync(row => row.ShownName == "Pak Joko")).ShouldBe(1);
            await scope.ServiceProvider.GetRequiredService<SquareErasure>().Erase(joko, default);
            (await db.Set<Worry>().AcrossCentres().CountAsync(row => row.ShownName == "Pak Joko")).ShouldBe(0);
        }
    }

    private async Task Pass(TimeSpan span)
    {
        App.Clock.Advance(span);
        await using (var scope = await App.Scope())
        {
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new WatchWorries());
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        await App.RunJobs();
    }

    private async Task<int> Told(Id<Worry> id) => (await One(row => row.Id == id)).Told;

    private async Task<List<string>> Names()
    {
        await using var scope = await App.ScopeOf(null);
        return [.. (await scope.ServiceProvider.GetRequiredService<HelpLines>().Shown(default)).Select(line => line.Line.Name)];
    }

    private async Task<string> Problem(string role, Func<WorryDesk, Task<Pendopo.Platform.Result<Pendopo.Platform.Done>>> act)
    {
        await using var scope = await App.ScopeOf(role);
        return (await act(scope.ServiceProvider.GetRequiredService<WorryDesk>())).Problems[0].Code;
    }

    private async Task<Worry> One(System.Linq.Expressions.Expression<Func<Worry, bool>> which)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Worry>().AcrossCentres().AsNoTracking().SingleAsync(which);
    }

    private async Task<Guid> PostOf(string beginning)
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Said>().AcrossCentres().SingleAsync(said => said.Text.StartsWith(beginning))).Id.Value;
    }
}

[Collection("rooms on sqlite")]
public sealed class WorriesOnSqlite(SqliteApp app) : WorryTests(app);
