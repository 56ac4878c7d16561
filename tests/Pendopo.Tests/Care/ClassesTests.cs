using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care.Appointments;
using Pendopo.Care.Classes;
using Pendopo.Care.Reminders;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Safety.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Care;

/// <summary>Classes: from a date on the site to a certificate that anybody verifies, through the pages as people use them, without script.</summary>
public abstract class ClassesTests(TestApp app) : WrittenToTests(app)
{
    protected static readonly DateOnly Tuesday = new(2026, 3, 3);

    [Fact]
    public async Task However_many_want_a_place_each_is_given_once_and_the_others_wait()
    {
        var made = await Made(places: 5);
        var states = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => As("desk", async services => (await services.GetRequiredService<JoinClass>().AtDesk(made.Id, new($"Warga {(char)('A' + number)}", ""), BookedBy.AtDesk, default)).Value.State))));
        states.Count(state => state == ClassState.Joined).ShouldBe(5);
        states.Count(state => state == ClassState.Waiting).ShouldBe(15);
        // Two nodes offer what three leave.
        await As("desk", services => services.GetRequiredService<PendopoDb>().Set<ClassPerson>().Where(row => row.Number <= 3).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, ClassState.Left).SetProperty(row => row.Number, (int?)null)));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => As("desk", async services =>
        {
            await services.GetRequiredService<OfferPlaces>().Run(default);
            return 0;
        }))));
        await Round(new WatchClasses());
        (await People()).Count(person => person.State == ClassState.Offered).ShouldBe(3);
        (await People()).Select(person => person.Number).OfType<int>().Order().ShouldBe([1, 2, 3, 4, 5]);
    }

    internal Task<CareClass> Made(int? places = null, bool byRequest = false, int certificate = 0, int meetings = 3) => As("head", async services =>
        (await services.GetRequiredService<KeepClass>().Add(new("Kelas jantung sehat", "Empat hal tentang tekanan darah.", null, null, "dr. Made", "Aula", "", "", "", "", places, byRequest, certificate), new(Tuesday, 600, 660, MeetingRhythm.Weekly, meetings), default)).Value);

    internal Task<List<ClassPerson>> People() => As("desk", services => services.GetRequiredService<PendopoDb>().Set<ClassPerson>().AsNoTracking().OrderBy(row => row.MadeAt).ThenBy(row => row.Id).ToListAsync());
}

[Collection("rooms on postgres")]
public sealed class ClassesOnPostgres(PostgresApp app) : ClassesTests(app);

[Collection("rooms on sqlite")]
public sealed class ClassesOnSqlite(SqliteApp app) : ClassesTests(app)
{
    private const string Page = "/@melati/classes/kelas-jantung-sehat";

    [Fact]
    public async Task A_guest_joins_from_a_post_waits_where_it_is_full_is_offered_a_place_and_sees_nobody_else()
    {
        await using var gateway = await Gateway();
        using var head = await App.Client("head");
        var refused = await head.Submit("/desk/care/classes", "class", ("Form.Title", "Kelas jantung sehat"), ("Form.Places", "banyak"), ("Form.Day", "2026-03-03"), ("Form.From", "10:00"), ("Form.To", "09:00"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("value=\"Kelas jantung sehat\"");
        var added = await head.Submit("/desk/care/classes", "class", ("Form.Title", "Kelas jantung sehat"), ("Form.Places", "1"), ("Form.Day", "2026-03-03"), ("Form.From", "10:00"), ("Form.To", "11:00"), ("Form.Rhythm", "Weekly"), ("Form.Count", "3"));
        added.Headers.Location!.ToString().ShouldEndWith("?done=added");
        using var guest = App.Anonymous();
        var list = await guest.GetStringAsync("/@melati/classes");
        list.ShouldContain("1 tempat");
        JsonNode.Parse((await guest.Page(Page)).QuerySelector("script[type='application/ld+json']")!.TextContent)!.AsArray().Count.ShouldBe(3);
        (await guest.GetStringAsync("/@melati/classes.ics")).ShouldContain("DTSTART:20260303T030000Z");
        var sari = await Joins(guest, "Bu Sari", "0812-0000-0001");
        (await guest.GetStringAsync(sari)).ShouldContain("Anda terdaftar");
        (await guest.GetStringAsync($"{sari}/calendar.ics")).ShouldNotContain("jantung");
        var again = await guest.Submit(Page, "join", ("Form.Name", "bu sari"), ("Form.Phone", "081200000001"));
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var ratna = await Joins(guest, "Bu Ratna", "081200000002");
        (await guest.GetStringAsync(ratna)).ShouldContain("Anda di daftar tunggu");
        foreach (var page in new[] { Page, ratna, "/@melati/classes" })
            (await guest.GetStringAsync(page)).ShouldNotContain("Sari");
        (await guest.Submit(ratna, "remind", ("Form.Way", "Sms"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await guest.Submit(sari, "leave")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await App.RunJobs();
        var sms = gateway.Taken.ShouldHaveSingleItem();
        sms.Text.ShouldStartWith("Puskesmas Melati punya tempat untuk Anda, disimpan sampai ");
        sms.Text.ShouldNotContain("jantung");
        await Round(new WatchClasses());
        gateway.Taken.Count.ShouldBe(1, "an offer is told once");
        // Who comes meanwhile waits behind her.
        await Joins(guest, "Pak Joko", "081200000003");
        (await guest.Submit(ratna, "take")).Headers.Location!.ToString().ShouldEndWith("?done=taken");
        (await People()).Select(person => person.State).ShouldBe([ClassState.Left, ClassState.Joined, ClassState.Waiting]);
        (await guest.GetAsync("/@melati/class/nobody-knows-this")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_offer_that_nobody_takes_goes_to_the_next_and_who_let_two_pass_is_asked_no_more()
    {
        var made = await Made(places: 1, meetings: 20);
        var people = await As("desk", async services =>
        {
            var join = services.GetRequiredService<JoinClass>();
            foreach (var name in new[] { "Warga A", "Warga B", "Warga C" })
            {
                await join.AtDesk(made.Id, new(name, ""), BookedBy.AtDesk, default);
                App.Clock.Advance(TimeSpan.FromSeconds(1));
            }
            return await services.GetRequiredService<PendopoDb>().Set<ClassPerson>().AsNoTracking().OrderBy(row => row.MadeAt).ToListAsync();
        });
        await As("desk", services => services.GetRequiredService<JoinClass>().Leave(people[0].Id, default));
        var offered = new List<Id<ClassPerson>>();
        for (var day = 0; day < 6; day++)
        {
            await Round(new WatchClasses());
            offered.AddRange((await People()).Where(person => person.State == ClassState.Offered).Select(person => person.Id));
            App.Clock.Advance(ClassPerson.Stands);
        }
        offered.ShouldBe([people[1].Id, people[2].Id, people[1].Id, people[2].Id]);
        (await As("desk", services => services.GetRequiredService<JoinClass>().Take("nobody", default))).IsNotFound.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_was_there_is_ticked_counts_for_the_posts_campaign_and_has_a_certificate_that_shows_the_name_only_if_they_agreed()
    {
        var made = await Made(certificate: 1);
        var post = await As("officer", services => services.GetRequiredService<PendopoDb>().Set<Post>().Select(row => row.Id).FirstAsync());
        using var guest = App.Anonymous();
        var sari = await Joins(guest, "Bu Sari", "081200000001", $"?post={post}");
        await Joins(guest, "Pak Joko", "081200000002", $"?post={Id<Post>.New()}");
        (await People()).Select(person => person.PostId).ShouldBe([post, null]);
        var meeting = await As("desk", services => services.GetRequiredService<PendopoDb>().Set<ClassMeeting>().AsNoTracking().OrderBy(row => row.StartsAt).FirstAsync());
        using var desk = await App.Client("desk");
        var list = $"/desk/care/classes/meetings/{meeting.Id}";
        (await desk.Submit(list, "walk-in", ("Form.Name", "Mbah Karto"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "the day before nobody was there");
        App.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromHours(3));
        (await guest.GetStringAsync(sari)).ShouldNotContain("Minta sertifikat");
        var people = await People();
        (await desk.Submit(list, "tick", ("Form.Came", $"{people[0].Id}"))).Headers.Location!.ToString().ShouldEndWith("?done=ticked");
        (await desk.Submit(list, "walk-in", ("Form.Name", "Mbah Karto"))).Headers.Location!.ToString().ShouldEndWith("?done=walked-in");
        (await desk.GetStringAsync(list)).ShouldContain("2 dari 3 hadir");
        (await As("officer", services => services.GetServices<IObjectiveFigure>().OfType<AttendanceFigure>().Single().Of([post], Tuesday, Tuesday, default))).ShouldBe(1);
        (await As("officer", services => services.GetServices<IObjectiveFigure>().OfType<AttendanceFigure>().Single().Of([post], Tuesday.AddDays(1), Tuesday.AddDays(9), default))).ShouldBe(0);
        (await As("officer", services => services.GetServices<IObjectiveFigure>().OfType<AttendanceFigure>().Single().Of([Id<Post>.New()], Tuesday, Tuesday, default))).ShouldBeNull("a person counts it");
        (await guest.Submit(sari, "certificate", ("Form.PrintedName", "Sari Wulandari"))).Headers.Location!.ToString().ShouldEndWith("?done=certificate");
        var paper = await guest.Page($"{sari}/certificate");
        paper.Body!.TextContent.ShouldContain("Sari Wulandari");
        var code = paper.QuerySelector(".reference")!.TextContent;
        var unnamed = await guest.GetStringAsync($"/@melati/certificate?code={code.ToLowerInvariant()}");
        unnamed.ShouldContain("Kelas jantung sehat");
        unnamed.ShouldContain("3 Maret 2026");
        unnamed.ShouldNotContain("Wulandari");
        (await guest.Submit(sari, "certificate", ("Form.PrintedName", "Sari Wulandari"), ("Form.NameShown", "true"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await guest.GetStringAsync($"/@melati/certificate/{code.Replace("-", "", StringComparison.Ordinal)}")).ShouldContain("Wulandari");
        (await guest.GetAsync("/@melati/certificate/ABCDEFGHJK")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var records = await As("desk", services => services.GetServices<IPersonalRecords>().OfType<ClassRecords>().Single().Of(RecordSubject.Of("0812 0000 0001"), default));
        records.ShouldHaveSingleItem().Fields.ShouldContain(field => field.Value == "Sari Wulandari");
        await using var house = await App.Scope();
        var erasure = house.ServiceProvider.GetServices<IOutsiderErasure>().OfType<ClassErasure>().Single();
        await erasure.Erase((await erasure.Known("081200000001", default)).Single(), default);
        await house.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        (await guest.GetAsync(sari)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guest.GetAsync($"/@melati/certificate/{code}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await As("officer", services => services.GetServices<IObjectiveFigure>().OfType<AttendanceFigure>().Single().Of([post], Tuesday, Tuesday, default))).ShouldBe(1, "that somebody came stays");
    }

    [Fact]
    public async Task Each_meeting_is_reminded_of_once_and_one_that_falls_out_is_told_to_everybody_who_asked_while_others_are_marked_to_be_called()
    {
        await using var gateway = await Gateway();
        var made = await Made(byRequest: true, meetings: 2);
        using var guest = App.Anonymous();
        var (sari, joko) = (await Joins(guest, "Bu Sari", "081200000001"), await Joins(guest, "Pak Joko", "081200000002"));
        (await guest.GetStringAsync(sari)).ShouldContain("Permintaan Anda sudah kami terima");
        (await guest.Submit(sari, "remind", ("Form.Way", "Sms"), ("Form.SafeWord", "sawah"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var desk = await App.Client("desk");
        var page = $"/desk/care/classes/{made.Id}";
        foreach (var person in await People())
            (await desk.Submit(page, $"form[action='/desk/care/classes/people/{person.Id}/acceptance']")).Headers.Location!.ToString().ShouldEndWith("?done=accepted");
        await App.RunJobs();
        gateway.Taken.ShouldHaveSingleItem().Text.ShouldStartWith("sawah: Puskesmas Melati: permintaan Anda diterima.");
        (await desk.Page(page)).QuerySelectorAll("tbody th").Select(cell => cell.TextContent.Contains("perlu ditelepon", StringComparison.Ordinal)).ShouldBe([false, true]);
        // Nothing looked the day before: of what was missed the nearest alone is sent.
        App.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(30));
        for (var round = 0; round < 3; round++)
            await Round(new WatchClasses());
        gateway.Taken.Count.ShouldBe(2);
        gateway.Taken.Last().Text.ShouldStartWith("sawah: Puskesmas Melati mengingatkan kegiatan Anda hari Selasa, 3 Maret, 10.00 WIB.");
        var second = await As("desk", services => services.GetRequiredService<PendopoDb>().Set<ClassMeeting>().AsNoTracking().OrderBy(row => row.StartsAt).LastAsync());
        using var head = await App.Client("head");
        (await head.Submit(page, "off", ("Form.Meeting", $"{second.Id}"), ("Form.Note", "Aula dipakai vaksinasi."))).Headers.Location!.ToString().ShouldEndWith("?done=off");
        await App.RunJobs();
        gateway.Taken.Count.ShouldBe(3);
        gateway.Taken.Last().Text.ShouldContain("hari Selasa, 10 Maret, 10.00 WIB terpaksa batal");
        (await guest.GetStringAsync(joko)).ShouldContain("Aula dipakai vaksinasi.");
        App.Clock.Advance(TimeSpan.FromDays(7));
        await Round(new WatchClasses());
        gateway.Taken.Count.ShouldBe(3, "nobody is reminded of what falls out");
        (await guest.Page(Page)).QuerySelector("form[method=post] [name='Form.Phone']").ShouldBeNull("it is over");
    }

    private async Task<string> Joins(HttpClient guest, string name, string phone, string from = "")
    {
        var joined = await guest.Submit(Page + from, "join", ("Form.Name", name), ("Form.Phone", phone));
        joined.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        return joined.Headers.Location!.ToString().Split('?')[0];
    }
}
