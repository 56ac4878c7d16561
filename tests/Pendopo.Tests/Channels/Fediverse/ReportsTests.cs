using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Fediverse.Reported;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>What moderators of other servers report, and what becomes of it here.</summary>
public abstract class ReportsTests(TestApp app) : FediverseTests(app)
{
    private const string Page = "/desk/fediverse/reports";

    private FakePerson Reporter => Peer.Person("moderator");

    private async Task Flag(string comment, params string[] about)
    {
        var flag = Reporter.Activity("Flag", new JsonArray([.. about.Select(uri => (JsonNode)uri)]));
        flag["content"] = comment;
        await Deliver(Reporter, flag);
    }

    [Fact]
    public async Task A_report_that_names_pages_is_about_what_stands_on_them()
    {
        var post = await Publish();
        await Flag("Keliru", post.Url!, Root + "/@melati", Root + "/@melati/posts/tidak-ada");
        (await Single()).Subjects.ShouldBe([post.Id, Melati, Root + "/@melati/posts/tidak-ada"]);
    }

    private Task<FediverseReport> Single() => Query(db => db.Set<FediverseReport>().AcrossCentres().AsNoTracking().SingleAsync());

    [Theory]
    [InlineData("en", "Report from 127.0.0.1", "Open the public page", "Closed by Mbak Sekar")]
    [InlineData("id", "Laporan dari 127.0.0.1", "Buka halaman publik", "Ditutup oleh Mbak Sekar")]
    public async Task A_report_waits_until_somebody_closes_it_with_a_note(string language, string title, string open, string closed)
    {
        var post = await Publish();
        await Flag("<p>Dosisnya <b>keliru</b></p>", Melati, post.Id);
        using var moderator = await App.Client("moderator");
        moderator.DefaultRequestHeaders.Add("Accept-Language", language);
        (await moderator.Page("/desk")).QuerySelector($"main section.card a[href='{Page}']").ShouldNotBeNull();
        var list = await moderator.Page(Page);
        list.Body!.TextContent.ShouldContain(title);
        var address = list.QuerySelector(".card h2 a")!.GetAttribute("href")!;

        var page = await moderator.Page(address);
        page.Body!.TextContent.ShouldContain("Dosisnya keliru");
        page.Body.TextContent.ShouldContain("Kami buka setiap Selasa.");
        page.QuerySelectorAll("main a").Single(link => link.GetAttribute("href") == $"{Root}/@melati/posts/jadwal").TextContent.ShouldBe(open);
        var refused = await moderator.Submit(address, "close", ("Form.Note", " "));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Single()).IsOpen.ShouldBeTrue();

        (await moderator.Submit(address, "close", ("Form.Note", "Dosis diperiksa, kiriman diperbaiki."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await moderator.Page(Page)).QuerySelector(".card").ShouldBeNull();
        (await moderator.Page(Page + "?state=closed")).QuerySelector(".card").ShouldNotBeNull();
        var after = await moderator.Page(address);
        after.Body!.TextContent.ShouldContain(closed);
        after.Body.TextContent.ShouldContain("Dosis diperiksa, kiriman diperbaiki.");

        (await moderator.Submit(address, "form[action$=reopening]")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Single()).IsOpen.ShouldBeTrue();
        (await Query(db => db.Set<AuditEntry>().Where(entry => entry.Act.StartsWith("fediverse.")).OrderBy(entry => entry.Id).Select(entry => entry.Act).ToListAsync()))
            .ShouldBe(["fediverse.report-close", "fediverse.report-reopen"]);
    }

    [Fact]
    public async Task Those_who_moderate_hear_of_the_first_that_waits_and_the_mail_holds_none_of_its_words()
    {
        await using var sink = await SmtpSink.StartAsync();
        using var rina = await App.Client("administrator");
        await rina.Submit("/admin/settings", "mail", ("Mail.Host", SmtpSink.Host), ("Mail.Port", $"{sink.Port}"), ("Mail.Security", "none"), ("Mail.From", "halo@melati.example"));
        await Flag("Keliru", Melati);
        await Flag("Keliru sekali", Melati);
        await App.RunJobs();
        var mail = (await sink.MailsToAsync("sekar@melati.example")).Where(one => one.Text!.Contains(Page, StringComparison.Ordinal)).ShouldHaveSingleItem();
        mail.Text!.ShouldNotContain("Keliru");
        (await sink.MailsToAsync("dimas@melati.example", count: 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_report_is_kept_once_and_a_server_gone_wild_fills_no_table()
    {
        await Flag("Keliru", Melati);
        await Flag("Keliru", Melati);
        (await Query(db => db.Set<FediverseReport>().AcrossCentres().CountAsync())).ShouldBe(1);
        for (var i = 0; i < TakeReport.MostOfOneServer + 5; i++)
            (await Send(Reporter, With(Reporter.Activity("Flag", Melati), $"Keliru {i}"))).ShouldBe(202);
        await App.RunJobs();
        (await Query(db => db.Set<FediverseReport>().AcrossCentres().CountAsync())).ShouldBe(TakeReport.MostOfOneServer);
    }

    [Fact]
    public async Task Many_servers_gone_wild_fill_no_table_either()
    {
        var centre = (await App.CentreOf("melati")).Id;
        await Query(db =>
        {
            db.AddRange(Enumerable.Range(0, TakeReport.MostOpen).Select(i => FediverseReport.Of(centre, $"https://wild{i}.example/actor", [Melati], "", Now)));
            return db.SaveChangesAsync();
        });
        await Flag("Keliru", Melati);
        (await Query(db => db.Set<FediverseReport>().AcrossCentres().CountAsync())).ShouldBe(TakeReport.MostOpen);
        // Closing one makes room again.
        await using (var scope = await App.ScopeOf("moderator"))
            (await scope.ServiceProvider.GetRequiredService<CloseReport>().Close((await Query(db => db.Set<FediverseReport>().AcrossCentres().FirstAsync())).Id, "Diperiksa", default)).Ok.ShouldBeTrue();
        await Flag("Keliru", Melati);
        (await Query(db => db.Set<FediverseReport>().AcrossCentres().CountAsync())).ShouldBe(TakeReport.MostOpen + 1);
    }

    private static JsonObject With(JsonObject flag, string content)
    {
        flag["content"] = content;
        return flag;
    }

    [Fact]
    public async Task A_report_about_two_centres_is_told_to_each_without_the_others()
    {
        const string Kenanga = Root + "/ap/users/kenanga";
        await Flag("Keduanya", Melati, Kenanga);
        var reports = await Query(db => db.Set<FediverseReport>().AcrossCentres().ToListAsync());
        reports.Select(report => report.About).Order().ShouldBe([Kenanga, Melati]);
        using var moderator = await App.Client("moderator");
        var foreign = reports.Single(report => report.About == Kenanga);
        (await moderator.GetAsync($"{Page}/{foreign.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await moderator.Page(Page)).QuerySelectorAll(".card").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_private_answer_is_named_without_its_words_and_leads_only_readers_of_the_inbox_to_it()
    {
        await Deliver(Rina, Rina.Activity("Create", Rina.Note("<p>Hasil saya?</p>", null, [Melati], [], Now)));
        await Answer("Hasil Anda sudah ada.");
        await Flag("Kasar", (await Answered()).RemoteId!);
        var report = await Single();
        using var moderator = await App.Client("moderator");
        var seen = await moderator.Page($"{Page}/{report.Id}");
        seen.QuerySelector("main h3")!.TextContent.ShouldBe("Jawaban pribadi");
        seen.Body!.TextContent.ShouldNotContain("Hasil Anda");
        seen.QuerySelectorAll("main a[href^='/desk/inbox/']").ShouldBeEmpty();
        using var lead = await App.Client("safety-lead");
        (await lead.Page($"{Page}/{report.Id}")).QuerySelectorAll($"main a[href='/desk/inbox/{(await Answered()).ConversationId}']").Length.ShouldBe(1);
    }

    private Task<Message> Answered() => Query(db => db.Set<Message>().AcrossCentres().SingleAsync(row => row.Kind == MessageKind.Answer && row.Text == "Hasil Anda sudah ada."));

    private async Task Answer(string words)
    {
        await using (var scope = await App.ScopeOf("officer"))
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            var conversation = await db.Set<Conversation>().SingleAsync(row => row.AuthorId == Rina.Id);
            (await scope.ServiceProvider.GetRequiredService<AnswerConversation>().Handle(new(conversation.Id, words, null), default)).Problems.ShouldBeEmpty();
        }
        App.Clock.Advance(TimeSpan.FromSeconds(11));
        await App.RunJobs();
    }

    [Fact]
    public async Task What_was_recalled_or_is_not_known_is_said_so()
    {
        var post = await Publish();
        await Speak((connector, account) => connector.Recall(account, post, default));
        await Flag("Apa ini", post.Id, Melati + "/posts/" + Guid.CreateVersion7().ToString("N"));
        using var moderator = await App.Client("moderator");
        moderator.DefaultRequestHeaders.Add("Accept-Language", "en");
        var page = await moderator.Page($"{Page}/{(await Single()).Id}");
        page.QuerySelectorAll("main h3").Select(title => title.TextContent).ShouldBe(["A post that was recalled", "Something that is not known here"]);
        page.Body!.TextContent.ShouldNotContain("Selasa");
    }

    [Fact]
    public async Task An_officer_and_another_centre_do_not_reach_a_report()
    {
        await Flag("Keliru", Melati);
        var report = await Single();
        using var officer = await App.Client("officer");
        (await officer.GetAsync($"{Page}/{report.Id}")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        using var tini = await App.Client("administrator@kenanga");
        (await tini.GetAsync($"{Page}/{report.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var scope = await App.ScopeOf("administrator@kenanga", "kenanga");
        (await scope.ServiceProvider.GetRequiredService<CloseReport>().Close(report.Id, "Bukan milik saya", default)).IsNotFound.ShouldBeTrue();
    }

    [Fact]
    public async Task A_colleague_who_was_first_is_told()
    {
        await Flag("Keliru", Melati);
        var report = await Single();
        await using var scope = await App.ScopeOf("moderator");
        var closing = scope.ServiceProvider.GetRequiredService<CloseReport>();
        (await closing.Close(report.Id, "Sudah", default)).Ok.ShouldBeTrue();
        (await closing.Close(report.Id, "Sudah juga", default)).Problems.Single().Code.ShouldBe("ReportClosedMeanwhile");
        (await Single()).Note.ShouldBe("Sudah");
    }
}

[Collection("channels on sqlite")]
public sealed class ReportsOnSqlite(SqliteApp app) : ReportsTests(app);

[Collection("channels on postgres")]
public sealed class ReportsOnPostgres(PostgresApp app) : ReportsTests(app);
