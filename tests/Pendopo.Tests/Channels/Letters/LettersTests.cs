using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Letters;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Safety.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Channels.Letters;

public abstract class LettersTests(TestApp app) : AppTests(app)
{
    private LetterSink sink = null!;

    private LetterStage Stage => new(App);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        sink = await LetterSink.SharedAsync(App.Place.OnPostgres ? "postgres" : "sqlite");
    }

    [Fact]
    public async Task Who_asks_gets_one_mail_and_letters_only_after_a_yes_by_its_link()
    {
        var list = await Stage.List(sink.Port);
        using var visitor = App.Anonymous();
        (await visitor.Submit("/letters", "letters", ("Form.Email", "nobody"), ("Form.Lists", $"{list}"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        for (var twice = 0; twice < 2; twice++)
            (await visitor.Submit("/letters", "letters", ("Form.Email", "Sari@Warga.example"), ("Form.Name", "Sari"), ("Form.Lists", $"{list}"), ("Form.OnlyIn", "all"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await App.RunJobs("mail");
        (await sink.CountsAsync())["sari@warga.example"].ShouldBe(1);
        var path = LetterStage.OwnPath((await sink.LetterToAsync("sari@warga.example")).Text!);
        // A program that reads mails follows links before anybody does.
        (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Stage.Send();
        (await sink.CountsAsync())["sari@warga.example"].ShouldBe(1);
        (await visitor.Submit(path, "yes")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "its link is used up");
        await Stage.Send("Jadwal imunisasi bulan depan");
        (await sink.CountsAsync())["sari@warga.example"].ShouldBe(2);
    }

    [Fact]
    public async Task A_letter_is_signed_reads_as_text_and_as_markup_and_is_ended_by_the_mail_programs_button()
    {
        var list = await Stage.List(sink.Port);
        await Stage.BringIn(list, "sari@warga.example, Séri", "budi@warga.example");
        var post = await Stage.Send();
        var letter = await sink.LetterToAsync("sari@warga.example");
        (letter.Subject, letter.FromName).ShouldBe(("Pemberian oralit di rumah", "Puskesmas Melati"));
        letter.Text.ShouldNotBeNull().ShouldContain("Bawa ke puskesmas");
        letter.Html.ShouldNotBeNull().ShouldContain("<strong>oralit</strong>");
        letter.Html.ShouldNotContain("%%");
        letter.Html.ShouldNotContain("class=\"article");
        var keys = await Stage.As(services => services.GetRequiredService<LetterKeyring>().Open(default));
        await sink.KnowAsync(keys.NameAt("melati.example"), keys.Record());
        var judged = await sink.JudgeAsync("sari@warga.example");
        judged.Whole.ShouldHaveSingleItem().Result.ShouldBe("pass", judged.Whole[0].Comment);
        judged.Whole[0].Signed.ShouldNotBeNull().ToLowerInvariant().ShouldContain("list-unsubscribe-post");
        judged.Changed[0].Result.ShouldNotBe("pass");
        letter.Headers!["list-unsubscribe-post"].ShouldBe("List-Unsubscribe=One-Click");
        letter.Headers["list-id"].ShouldNotContain("Kabar");
        var button = new Uri(letter.Headers["list-unsubscribe"].Trim('<', '>')).PathAndQuery;
        using var program = App.Anonymous();
        (await program.GetAsync(button)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Stage.Reader("sari@warga.example")).State.ShouldBe(SubscriberState.Confirmed, "a link that is followed changes nothing");
        using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        (await program.PostAsync(button, click)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Stage.Reader("sari@warga.example")).State.ShouldBe(SubscriberState.Ended);
        (await new PublishingStage(App).Publication(post, LettersConnector.NetworkName)).State.ShouldBe(PublicationState.Sent);
        await Stage.Send("Kabar kedua");
        var counts = await sink.CountsAsync();
        (counts["sari@warga.example"], counts["budi@warga.example"]).ShouldBe((1, 2));
    }

    [Fact]
    public async Task A_server_that_refuses_for_now_is_asked_again_and_one_that_refuses_for_good_is_not()
    {
        var list = await Stage.List(sink.Port);
        await Stage.BringIn(list, "kini@warga.example", "nanti@warga.example", "tidak@warga.example");
        await sink.RefuseAsync("nanti@warga.example", 451);
        await sink.RefuseAsync("tidak@warga.example", 550);
        await Stage.Send();
        (await Stage.Copies()).Select(copy => copy.State).ShouldBe([CopyState.Sent, CopyState.Waiting, CopyState.Refused]);
        await sink.RefuseAsync("nanti@warga.example", 0);
        await Stage.Round(TimeSpan.FromMinutes(6));
        (await Stage.Copies()).Select(copy => copy.State).ShouldBe([CopyState.Sent, CopyState.Sent, CopyState.Refused]);
        (await sink.CountsAsync()).Where(count => count.Key.EndsWith("@warga.example", StringComparison.Ordinal)).ShouldAllBe(count => count.Value == 1);
    }

    [Fact]
    public async Task A_sender_whom_the_server_dislikes_holds_the_letter_and_costs_no_reader()
    {
        var list = await Stage.List(sink.Port);
        await Stage.BringIn(list, "a@warga.example", "b@warga.example");
        await sink.RefuseSendersAsync(550);
        await Stage.Send();
        (await Stage.Copies()).ShouldAllBe(copy => copy.State == CopyState.Waiting);
        using var officer = await App.Client("officer");
        (await officer.Page("/desk/letters")).QuerySelector("main")!.TextContent.ShouldContain("550");
        await sink.RefuseSendersAsync(0);
        await Stage.Round(TimeSpan.FromMinutes(2));
        (await Stage.Copies()).ShouldAllBe(copy => copy.State == CopyState.Sent);
    }

    [Fact]
    public async Task What_was_leaving_when_a_run_died_is_sent_again_only_when_a_person_says_so()
    {
        var list = await Stage.List(sink.Port);
        await Stage.BringIn(list, "a@warga.example", "b@warga.example");
        await sink.RefuseAsync("a@warga.example", 451);
        await Stage.Send();
        await using (var scope = await App.Scope())
        {
            var waiting = scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<IssueCopy>().AcrossCentres().Where(copy => copy.State == CopyState.Waiting);
            (await waiting.ExecuteUpdateAsync(set => set.SetProperty(copy => copy.State, CopyState.Leaving))).ShouldBe(1);
        }
        await sink.RefuseAsync("a@warga.example", 0);
        await Stage.Round(TimeSpan.FromMinutes(6));
        var unknown = (await Stage.Copies())[0];
        unknown.State.ShouldBe(CopyState.Unknown);
        (await sink.CountsAsync()).Keys.ShouldNotContain("a@warga.example");
        using var officer = await App.Client("officer");
        (await officer.Page("/desk/letters")).QuerySelector("main")!.TextContent.ShouldContain("a@warga.example");
        (await officer.Submit("/desk/letters", "decide", ("Form.Act", "again"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Stage.Round();
        (await sink.CountsAsync())["a@warga.example"].ShouldBe(1);
    }

    [Fact]
    public async Task A_recall_stops_what_has_not_left_and_says_how_many_have()
    {
        var list = await Stage.List(sink.Port);
        await Stage.BringIn(list, "a@warga.example", "b@warga.example");
        await sink.RefuseAsync("b@warga.example", 451);
        var post = await Stage.Send();
        await using (var scope = await App.ScopeOf("officer"))
            (await scope.ServiceProvider.GetRequiredService<RecallPost>().Run(post, "Salah takaran.", default)).Problems.ShouldBeEmpty();
        await Stage.Round();
        await sink.RefuseAsync("b@warga.example", 0);
        await Stage.Round(TimeSpan.FromMinutes(6));
        (await Stage.Copies()).Select(copy => copy.State).ShouldBe([CopyState.Sent, CopyState.Stopped]);
        (await new PublishingStage(App).Publication(post, LettersConnector.NetworkName)).NeedsPerson.ShouldBeTrue("one letter lies in a box");
    }

    [Fact]
    public async Task Letters_that_come_back_end_dead_addresses_and_a_made_up_report_ends_none()
    {
        var list = await Stage.List(sink.Port);
        await Stage.BringIn(list, "mati@warga.example", "penuh@warga.example", "marah@warga.example");
        await Stage.Send();
        async Task<string> Returned(string address) => (await sink.LetterToAsync(address)).EnvelopeFrom!;
        var dead = await Returned("mati@warga.example");
        (await Stage.Take(LetterMails.Bounce("5.1.1", "x@y.example"), dead.Replace("+0", "+f", StringComparison.Ordinal))).ShouldBe(TakenMail.LeftAside);
        (await Stage.Reader("mati@warga.example")).State.ShouldBe(SubscriberState.Confirmed);
        (await Stage.Take(LetterMails.Bounce("5.1.1", "x@y.example"), dead.ToUpperInvariant())).ShouldBe(TakenMail.Bounce);
        (await Stage.Reader("mati@warga.example")).Ending.ShouldBe(SubscriberEnd.Bounced);
        var full = await Returned("penuh@warga.example");
        await Stage.Take(LetterMails.Bounce("5.2.2", "x@y.example"), full);
        await Stage.Take(LetterMails.Bounce("5.2.2", "x@y.example"), full);
        var counted = await Stage.Reader("penuh@warga.example");
        (counted.State, counted.SoftBounces).ShouldBe((SubscriberState.Confirmed, 1));
        var complaint = LetterMails.Complaint((await sink.LetterToAsync("marah@warga.example")).MessageId!.Trim('<', '>'));
        (await Stage.Take(complaint)).ShouldBe(TakenMail.Complaint);
        (await Stage.Reader("marah@warga.example")).Ending.ShouldBe(SubscriberEnd.Complained);
        await Stage.BringIn(list, "marah@warga.example");
        (await Stage.Reader("marah@warga.example")).State.ShouldBe(SubscriberState.Ended, "no list brings back who ended it");
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/letters")).ShouldContain("Mulai satu dari seribu");
    }

    [Fact]
    public async Task An_answer_becomes_a_conversation_about_its_post_and_is_answered_by_one_mail()
    {
        var list = await Stage.List(sink.Port);
        await Stage.BringIn(list, "sari@warga.example");
        var post = await Stage.Send();
        var letter = await sink.LetterToAsync("sari@warga.example");
        var words = $"From: Sari <sari@warga.example>\nTo: {LetterStage.From}\nMessage-ID: <q1@warga.example>\nIn-Reply-To: {letter.MessageId}\nSubject: Re: oralit\n\nBerapa takarannya?\n\n> Larutan oralit\n";
        (await Stage.Take(words)).ShouldBe(TakenMail.Words);
        (await Stage.Take(words)).ShouldBe(TakenMail.Words);
        await App.RunJobs();
        await using var scope = await App.ScopeOf("officer");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var talk = await db.Set<Conversation>().AsNoTracking().SingleAsync(row => row.ChannelId == list);
        (talk.AuthorId, talk.PostId).ShouldBe(("sari@warga.example", post));
        var heard = await db.Set<Message>().AsNoTracking().SingleAsync(row => row.ConversationId == talk.Id);
        heard.Text.ShouldBe("Berapa takarannya?");
        (await scope.ServiceProvider.GetRequiredService<AnswerConversation>().Handle(new(talk.Id, "Satu bungkus untuk 200 ml.", heard.Id), default)).Problems.ShouldBeEmpty();
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.RunJobs();
        var answer = await sink.LetterToAsync("sari@warga.example");
        answer.Text.ShouldNotBeNull().ShouldContain("Satu bungkus");
        answer.Headers!["in-reply-to"].ShouldBe("<q1@warga.example>");
        (await sink.CountsAsync())["sari@warga.example"].ShouldBe(2);
    }

    [Fact]
    public async Task One_mail_domain_gets_so_many_a_minute_and_is_left_alone_when_it_has_had_enough()
    {
        var list = await Stage.List(sink.Port);
        using (var administrator = await App.Client("administrator"))
        {
            (await administrator.PutAsJsonAsync("/api/v1/letters/pace", new { perMinute = 1_000_000 })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await administrator.Submit("/desk/letters/sender", "pace", ("Form.PerMinute", "2"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
        await Stage.BringIn(list, [.. Enumerable.Range(1, 5).Select(number => $"warga{number}@kotak.example"), "budi@lain.example"]);
        await Stage.Send();
        var gone = await sink.CountsAsync();
        (gone.Keys.Count(to => to.EndsWith("@kotak.example", StringComparison.Ordinal)), gone.ContainsKey("budi@lain.example")).ShouldBe((2, true));
        await Stage.Round(TimeSpan.FromMinutes(2));
        await Stage.Round(TimeSpan.FromMinutes(2));
        (await sink.CountsAsync()).Keys.Count(to => to.EndsWith("@kotak.example", StringComparison.Ordinal)).ShouldBe(5);
        (await Stage.Copies()).ShouldAllBe(copy => copy.State == CopyState.Sent && copy.Attempts == 1);

        var pace = new DomainPace(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), App.Clock);
        pace.Answered("warga@kotak.example", "451 4.7.1");
        pace.Answered("warga@lain.example", "451 4.2.2");
        (pace.Until("tetangga@Kotak.example"), pace.Until("budi@lain.example")).ShouldBe((App.Clock.Now() + TimeSpan.FromMinutes(5), null));
    }

    [Fact]
    public async Task Who_gets_two_lists_gets_a_post_that_goes_to_both_once()
    {
        var list = await Stage.List(sink.Port);
        var other = await Stage.As(async services => (await services.GetRequiredService<KeepLists>().Add("Kabar posyandu", default)).Value.Id);
        await Stage.BringIn(list, "sari@warga.example");
        await Stage.BringIn(other, "budi@warga.example");
        await Stage.As(async services =>
        {
            var db = services.GetRequiredService<PendopoDb>();
            db.Add(Subscription.Of(await db.Set<Subscriber>().SingleAsync(row => row.Email == "sari@warga.example"), other));
            return await db.SaveChangesAsync();
        });
        await Stage.Send();
        var counts = await sink.CountsAsync();
        (counts["sari@warga.example"], counts["budi@warga.example"]).ShouldBe((1, 1));
        (await Stage.Copies()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_asked_that_nothing_of_theirs_be_used_gets_no_letter_until_that_ends()
    {
        var list = await Stage.List(sink.Port);
        await Stage.BringIn(list, "sari@warga.example", "budi@warga.example");
        await sink.RefuseAsync("sari@warga.example", 451);
        await Stage.Send();
        await sink.RefuseAsync("sari@warga.example", 0);
        (await Restrict(on: true)).ShouldBe(1);
        (await Restrict(on: true)).ShouldBe(0, "it is stopped already");
        await Stage.Round(TimeSpan.FromMinutes(6));
        await Stage.Send("Kabar kedua");
        (await sink.CountsAsync()).ShouldNotContainKey("sari@warga.example");
        (await Stage.Copies()).Count(copy => copy.State == CopyState.Sent).ShouldBe(2);
        using (var officer = await App.Client("officer"))
            (await officer.GetStringAsync("/desk/letters")).ShouldContain("Tidak dipakai atas permintaannya");
        (await Restrict(on: false)).ShouldBe(1);
        await Stage.Send("Kabar ketiga");
        (await sink.CountsAsync())["sari@warga.example"].ShouldBe(1);

        Task<int> Restrict(bool on) => Stage.As(async services =>
        {
            var changed = await services.GetServices<IRestriction>().OfType<SubscriberRestriction>().Single().Restrict(RecordSubject.Of(" Sari@warga.example"), on, default);
            await services.GetRequiredService<PendopoDb>().SaveChangesAsync();
            return changed;
        });
    }

    [Fact]
    public async Task Who_asks_is_told_what_is_kept_and_who_is_erased_is_gone()
    {
        var list = await Stage.List(sink.Port);
        await Stage.BringIn(list, "sari@warga.example, Sari");
        await Stage.Send();
        await using var scope = await App.ScopeOf("administrator");
        var records = scope.ServiceProvider.GetServices<IPersonalRecords>().OfType<SubscriberRecords>().Single();
        (await records.Of(RecordSubject.Of("Sari@warga.example"), default)).Count.ShouldBe(2);
        var erasure = scope.ServiceProvider.GetServices<IOutsiderErasure>().OfType<SubscriberErasure>().Single();
        var outsider = (await erasure.Known("sari@warga.example", default)).ShouldHaveSingleItem();
        await erasure.Erase(outsider, default);
        (await Stage.Copies()).ShouldBeEmpty();
        (await records.Of(RecordSubject.Of("sari@warga.example"), default)).ShouldBeEmpty();
    }
}

[Collection("channels on sqlite")]
public sealed class LettersOnSqliteTests(SqliteApp app) : LettersTests(app);

[Collection("channels on postgres")]
public sealed class LettersOnPostgresTests(PostgresApp app) : LettersTests(app);
