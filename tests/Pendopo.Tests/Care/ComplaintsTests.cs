using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Appointments;
using Pendopo.Care.Complaints;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Care;

/// <summary>Who complains gets a code and an answer by a promised time; nobody who is named in it decides about it.</summary>
[Collection("rooms on sqlite")]
public sealed class ComplaintsTests(SqliteApp app) : WrittenToTests(app)
{
    [Fact]
    public async Task Somebody_without_a_name_gets_a_code_an_answer_and_a_say_and_everybody_reads_what_changed_without_their_words()
    {
        using var guest = App.Anonymous();
        var empty = await guest.Submit("/@melati/complaints?service=poli-gigi", "complain", ("Form.Words", "Kursi roda tidak bisa lewat"), ("Form.Day", "kemarin"), ("Form.Phone", "rumah"));
        empty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await empty.Content.ReadAsStringAsync()).ShouldContain("Kursi roda tidak bisa lewat");
        var made = await guest.Submit("/@melati/complaints?service=poli-gigi", "complain", ("Form.About", "Place"), ("Form.Words", "Kursi roda tidak bisa lewat"));
        var page = made.Headers.Location!.ToString();
        page.ShouldEndWith("?done=made");
        var code = page.Split('?')[0].Split('/')[^1];
        code.ShouldMatch("^[A-HJKMNP-Z2-9]{10}$");
        var waits = await guest.GetStringAsync(page);
        waits.ShouldContain($"{code[..5]}-{code[5..]}");
        waits.ShouldContain("paling lambat");
        (await guest.Submit("/@melati/complaints", "find", ("Form.Code", $" {code[..5].ToLowerInvariant()}-{code[5..]} "))).Headers.Location!.ToString().ShouldEndWith($"/complaint/{code}");
        (await guest.Submit("/@melati/complaints", "find", ("Form.Code", "ABCDE-ABCDE"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await guest.GetAsync("/@kenanga/complaint/" + code)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await As("head", services => services.GetRequiredService<JudgeAnswer>().Run(code, true, default))).Problems[0].Code.ShouldBe("NoAnswerYet");
        var row = await Only();
        row.ServiceId.ShouldNotBeNull("it began from the service's page");
        using var head = await App.Client("head");
        var own = $"/desk/care/complaints/{row.Id}";
        (await head.Submit(own, "answer", ("Form.Words", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Submit(own, "answer", ("Form.Words", "Lemarinya kami pindahkan."), ("Form.Mended", "true"))).Headers.Location!.ToString().ShouldEndWith("?done=answered");
        (await guest.GetStringAsync(page)).ShouldContain("Lemarinya kami pindahkan.");
        (await guest.Submit($"/@melati/complaint/{code}", "judge", ("helped", "yes"))).Headers.Location!.ToString().ShouldEndWith("?done=helped");
        (await head.Submit(own, "tell", ("Form.SaidId", "Jalan ke poli gigi sempit."), ("Form.DidId", "Lorong kini kosong."), ("Form.SaidEn", "The way to the dentist is narrow."), ("Form.DidEn", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Submit(own, "tell", ("Form.SaidId", "Jalan ke poli gigi sempit."), ("Form.DidId", "Lorong kini kosong."), ("Form.SaidEn", "The way to the dentist is narrow."), ("Form.DidEn", "The corridor is clear."))).Headers.Location!.ToString().ShouldEndWith("?done=told");
        var all = await guest.GetStringAsync("/@melati/you-said");
        all.ShouldContain("Lorong kini kosong.");
        all.ShouldNotContain("Kursi roda");
        (await head.GetStringAsync("/api/v1/complaints/counts")).ShouldContain("\"about\":\"Place\",\"all\":1,\"inTime\":1,\"late\":0,\"mended\":1,\"helped\":1,\"judged\":1");
        (await As("head", services => services.GetRequiredService<PendopoDb>().Set<AuditEntry>().AnyAsync(entry => entry.Act == "care.complaint-opened" && entry.Subject == $"complaint:{row.Id}"))).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_is_named_neither_sees_nor_owns_it_by_name_in_the_words_or_by_choice_of_the_writer()
    {
        var clinician = await App.PersonOf("clinician");
        var called = clinician.Name.Split(' ')[^1];
        var staff = await As("head", async services =>
        {
            var db = services.GetRequiredService<PendopoDb>();
            var member = db.Add(StaffMember.Of((await App.CentreOf("melati")).Id, $"Bidan {called}", Profession.Midwife, "", null)).Entity;
            await db.SaveChangesAsync();
            return member.Id;
        });
        var chosen = await Made(new(ComplaintAbout.Manner, null, null, staff, "Saya dibentak.", "", ""));
        var written = await Made(new(ComplaintAbout.Manner, null, null, null, $"Tadi {called.ToUpperInvariant()} tidak ramah.", "", ""));
        var other = await Made(new(ComplaintAbout.Costs, null, null, null, "Saya diminta membayar.", "", ""));
        using var named = await App.Client("clinician");
        foreach (var hidden in new[] { chosen, written })
        {
            (await named.GetAsync($"/desk/care/complaints/{hidden.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await As("clinician", services => services.GetRequiredService<TendComplaint>().Answer(hidden.Id, "Tidak benar.", false, default))).IsNotFound.ShouldBeTrue();
            (await As("head", services => services.GetRequiredService<TendComplaint>().Give(hidden.Id, clinician.Id, default))).Problems[0].Code.ShouldBe("MayNotOwn");
        }
        var list = await named.GetStringAsync("/desk/care/complaints");
        list.ShouldContain($"/desk/care/complaints/{other.Id}");
        list.ShouldNotContain($"{chosen.Id}");
        (await As("head", services => services.GetRequiredService<TendComplaint>().Give(other.Id, clinician.Id, default))).Problems.ShouldBeEmpty();
        var desk = await App.PersonOf("desk");
        (await As("head", services => services.GetRequiredService<TendComplaint>().Give(other.Id, desk.Id, default))).Problems[0].Code.ShouldBe("MayNotOwn", "the desk may not answer");
    }

    [Fact]
    public async Task What_nobody_takes_answers_or_puts_right_comes_before_the_head_once_each_by_open_hours()
    {
        // Monday at eight: eight open hours are over on Tuesday, twenty-four on Thursday at the latest.
        var row = await Made(new(ComplaintAbout.Waiting, null, null, null, "Menunggu empat jam.", "Bu Sari", "0812 0000 0101"));
        row.OwnBy.ShouldBeGreaterThan(row.MadeAt.AddHours(8), "the night does not count");
        row.AnswerBy.ShouldBeGreaterThan(row.OwnBy);
        await Round(new WatchComplaints());
        (await Only()).RaisedAt.ShouldBeNull();
        App.Clock.Advance(row.OwnBy - App.Clock.GetUtcNow());
        await Round(new WatchComplaints());
        await Round(new WatchComplaints());
        (await Raised()).ShouldBe(1);
        (await As("head", async services => await services.GetRequiredService<TendComplaint>().Give(row.Id, (await App.PersonOf("head")).Id, default))).Ok.ShouldBeTrue();
        App.Clock.Advance(row.AnswerBy - App.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));
        await Round(new WatchComplaints());
        await Round(new WatchComplaints());
        (await Raised()).ShouldBe(2);
        (await As("head", services => services.GetRequiredService<TendComplaint>().Answer(row.Id, "Mohon maaf.", false, default))).Ok.ShouldBeTrue();
        await Round(new WatchComplaints());
        (await Raised()).ShouldBe(2, "it has an answer");
        var code = await As("head", async services => services.GetRequiredService<ComplaintKeys>().CodeOf(await services.GetRequiredService<PendopoDb>().Set<Complaint>().SingleAsync())!);
        using var guest = App.Anonymous();
        (await guest.Submit($"/@melati/complaint/{code}", "judge", ("helped", "no"))).Headers.Location!.ToString().ShouldEndWith("?done=not-helped");
        await Round(new WatchComplaints());
        (await Raised()).ShouldBe(3, "it did not help");
        (await As("head", services => services.GetRequiredService<JudgeAnswer>().Run(code, false, default))).Ok.ShouldBeTrue();
        await Round(new WatchComplaints());
        (await Raised()).ShouldBe(3, "it was said once");
        using var head = await App.Client("head");
        (await head.GetStringAsync("/desk/care/complaints/counts")).ShouldContain("Setahun terakhir masuk 1: 0 dijawab tepat waktu, 1 terlambat. Jawaban membantu 0 dari 1 yang menilai.");
        (await head.Submit("/desk/care/complaints/counts", "rules", ("Form.Own", "30"), ("Form.Answer", "20"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Submit("/desk/care/complaints/counts", "rules", ("Form.Own", "4"), ("Form.Answer", "16"))).Headers.Location!.ToString().ShouldEndWith("?done=kept");
    }

    [Fact]
    public async Task Taken_after_its_promised_end_before_the_clock_looked_it_still_comes_before_the_head()
    {
        var row = await Made(new(ComplaintAbout.Waiting, null, null, null, "Menunggu empat jam.", "", ""));
        App.Clock.Advance(row.AnswerBy - App.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));
        (await As("head", async services => await services.GetRequiredService<TendComplaint>().Give(row.Id, (await App.PersonOf("head")).Id, default))).Ok.ShouldBeTrue();
        await Round(new WatchComplaints());
        await Round(new WatchComplaints());
        (await Raised()).ShouldBe(1);
    }

    [Fact]
    public async Task From_the_page_of_an_appointment_service_and_day_come_along_and_nothing_that_leads_back_and_erasing_takes_all_words()
    {
        var appointment = await As("desk", async services =>
        {
            var plan = await services.GetRequiredService<PlanReader>().Read(new(2026, 3, 3), new(2026, 3, 3), default);
            var session = plan.On(new(2026, 3, 3)).First(sitting => sitting.Service.Name == CareSample.General).Session;
            return (await services.GetRequiredService<BookAppointment>().AtDesk(new(session.Id, new(2026, 3, 3), 480), new("Bu Sari", "081200000101", ForWhom.Self, Payer.Paying), BookedBy.Telephone, extra: false, default)).Value;
        });
        var page = await PageOf(appointment);
        using var guest = App.Anonymous();
        (await guest.GetStringAsync(page)).ShouldContain($"{page}/complaint");
        App.Clock.Advance(TimeSpan.FromDays(2));
        (await guest.Submit($"{page}/complaint", "complain", ("Form.About", "Waiting"), ("Form.Words", "Lama sekali"), ("Form.Phone", "081200000101"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await guest.GetAsync("/@melati/appointment/nobody-knows-this/complaint")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var row = await Only();
        (row.ServiceId, row.Day, row.Name).ShouldBe((appointment.ServiceId, appointment.Day, ""));
        await As("head", services => services.GetRequiredService<TendComplaint>().Answer(row.Id, "Maaf, Bu Sari.", false, default));
        var records = await As("desk", services => services.GetServices<IPersonalRecords>().OfType<ComplaintRecords>().Single().Of(RecordSubject.Of("0812 0000 0101"), default));
        records.ShouldHaveSingleItem().Fields.ShouldContain(field => field.Value == "Maaf, Bu Sari.");
        await using var house = await App.Scope();
        var erasure = house.ServiceProvider.GetServices<IOutsiderErasure>().OfType<ComplaintErasure>().Single();
        foreach (var known in await erasure.Known("+62 812 0000 0101", default))
            await erasure.Erase(known, default);
        await house.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        row = await Only();
        (row.Words, row.Phone, row.CodeSealed).ShouldBe(("–", "", ""));
        (await As("head", services => services.GetRequiredService<PendopoDb>().Set<ComplaintAnswer>().Select(answer => answer.Words).SingleAsync())).ShouldBe("–");
    }

    private Task<Complaint> Made(SaidComplaint said) => As("desk", async services => (await services.GetRequiredService<MakeComplaint>().Run(said, atDesk: true, default)).Value);

    private Task<Complaint> Only() => As("head", services => services.GetRequiredService<PendopoDb>().Set<Complaint>().AsNoTracking().SingleAsync());

    private Task<int> Raised() => As("head", services => services.GetRequiredService<PendopoDb>().Set<AuditEntry>().CountAsync(entry => entry.Act == "care.complaint-raised"));
}
