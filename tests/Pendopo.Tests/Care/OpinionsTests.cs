using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Appointments;
using Pendopo.Care.Opinions;
using Pendopo.Care.Queue;
using Pendopo.Care.Reminders;
using Pendopo.Care.Services;
using Pendopo.Channels.Sms;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Sms;

namespace Pendopo.Tests.Care;

/// <summary>Who came is asked once how it was, with the measured wait beside the felt one; few answers are shown to nobody.</summary>
[Collection("rooms on sqlite")]
public sealed class OpinionsTests(SqliteApp app) : WrittenToTests(app)
{
    private static readonly DateOnly Monday = new(2026, 3, 2), Tuesday = new(2026, 3, 3);

    [Fact]
    public async Task Who_came_is_asked_once_where_the_head_wants_it_and_the_measured_wait_stands_beside_the_felt_one()
    {
        await using var gateway = await Gateway();
        var (sari, joko) = (await Booked("Bu Sari", Monday, 540), await Booked("Pak Joko", Monday, 540));
        foreach (var one in new[] { sari, joko })
            (await As("desk", async services => await services.GetRequiredService<KeepReminders>().Wish(Reminded.Of(one), new(ReminderWay.Sms, "", "", "id"), (await App.PersonOf("desk")).Id, default))).Problems.ShouldBeEmpty();
        App.Clock.Advance(TimeSpan.FromMinutes(62));
        await As("desk", services => services.GetRequiredService<IssueNumber>().Run(new(sari.SessionId, PriorityClass.Usual, ReasonGroup.NotAsked, sari.Id), default));
        App.Clock.Advance(TimeSpan.FromMinutes(20));
        var line = await As("desk", services => services.GetRequiredService<PendopoDb>().Set<QueueLine>().AsNoTracking().SingleAsync());
        (await As("desk", services => services.GetRequiredService<CallNumbers>().Next(line.Id, default))).Ok.ShouldBeTrue();
        App.Clock.Advance(TimeSpan.FromHours(3));
        await Round(new RemindPeople());
        gateway.Taken.ShouldBeEmpty("nobody asked for it");
        using var head = await App.Client("head");
        (await head.Submit("/desk/care/opinions", "rules", ("Form.Asks", "true"), ("Form.Enough", "2"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Submit("/desk/care/opinions", "rules", ("Form.Asks", "true"))).Headers.Location!.ToString().ShouldEndWith("?done=kept");
        await Round(new RemindPeople());
        await Round(new RemindPeople());
        var sms = gateway.Taken.ShouldHaveSingleItem("she alone came");
        var page = await PageOf(sari);
        sms.Text.ShouldBe($"Puskesmas Melati: bagaimana kunjungan Anda hari Senin, 2 Maret? Dua pertanyaan singkat, tanpa nama: {sms.Text.Split(' ')[^1]}");
        sms.Text.ShouldEndWith($"{page}/opinion");
        using var guest = App.Anonymous();
        (await guest.GetStringAsync(page)).ShouldContain($"{page}/opinion");
        (await guest.GetAsync($"{await PageOf(joko)}/opinion")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "he did not come");
        var refused = await guest.Submit($"{page}/opinion", "say", ("Form.Wait", "Long"), ("Form.Words", "Kursinya kurang"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Kursinya kurang");
        (await guest.Submit($"{page}/opinion", "say", ("Form.Experience", "Good"), ("Form.Wait", "Long"), ("Form.Words", "Kursinya kurang"))).Headers.Location!.ToString().ShouldEndWith("?done=said");
        (await guest.GetAsync($"{page}/opinion")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "it was answered");
        (await As("desk", services => services.GetRequiredService<SayOpinion>().Run(page.Split('/')[^1], new(Experience.VeryBad, WaitFelt.Long, ""), default))).Problems[0].Code.ShouldBe("NotOpen");
        var kept = await As("head", services => services.GetRequiredService<PendopoDb>().Set<VisitOpinion>().AsNoTracking().SingleAsync());
        (kept.Experience, kept.Wait, kept.Words, kept.WaitedMinutes, kept.SessionMinutes).ShouldBe((Experience.Good, WaitFelt.Long, "Kursinya kurang", 20, 20));
        var desk = await head.GetStringAsync("/desk/care/opinions");
        desk.ShouldContain("Kursinya kurang");
        desk.ShouldNotContain("Sari");
        await using var house = await App.Scope();
        await house.ServiceProvider.GetServices<IOutsiderErasure>().OfType<AppointmentErasure>().Single().Erase(new(AppointmentErasure.Network, $"{sari.Id}"), default);
        await house.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        (await As("head", services => services.GetRequiredService<PendopoDb>().Set<VisitOpinion>().AsNoTracking().SingleAsync())).Words.ShouldBe("");
    }

    [Fact]
    public async Task The_service_shows_what_people_say_once_enough_have_answered_and_never_their_words()
    {
        using var guest = App.Anonymous();
        for (var answer = 0; answer < OpinionRules.UsualEnough; answer++)
        {
            (await guest.GetStringAsync("/@melati/services/poli-umum")).ShouldNotContain("Kata warga");
            var visit = await Booked($"Warga {(char)('A' + answer)}", Tuesday, 480 + (15 * (answer / 2)));
            await As("head", services =>
            {
                var db = services.GetRequiredService<PendopoDb>();
                db.Add(VisitOpinion.Of(visit, answer < 8 ? Experience.VeryGood : Experience.Bad, WaitFelt.Bearable, "Rahasia", (10 + answer, null), App.Clock.GetUtcNow()));
                return db.SaveChangesAsync();
            });
        }
        var page = await guest.GetStringAsync("/@melati/services/poli-umum");
        page.ShouldContain("Dari 10 orang yang menjawab, 80 dari 100 menilai baik atau sangat baik. Separuhnya menunggu 15 menit atau kurang.");
        page.ShouldNotContain("Rahasia");
        using var head = await App.Client("head");
        (await head.GetStringAsync("/api/v1/opinions")).ShouldContain("\"good\":80,\"long\":0,\"measuredMinutes\":15");
    }

    private Task<Appointment> Booked(string name, DateOnly day, int minute) => As("desk", async services =>
    {
        var plan = await services.GetRequiredService<PlanReader>().Read(day, day, default);
        var session = plan.On(day).First(sitting => sitting.Service.Name == CareSample.General).Session;
        return (await services.GetRequiredService<BookAppointment>().AtDesk(new(session.Id, day, minute), new(name, "081200000101", ForWhom.Self, Payer.Paying), BookedBy.Telephone, extra: false, default)).Value;
    });
}
