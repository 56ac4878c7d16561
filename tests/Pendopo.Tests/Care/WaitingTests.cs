using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Care.Waiting;
using Pendopo.Channels.Sms;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Sms;

namespace Pendopo.Tests.Care;

/// <summary>What becomes free is kept for the first in line, for a while, then for the next.</summary>
public abstract class WaitingTests(TestApp app) : WrittenToTests(app)
{
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    [Fact]
    public async Task A_freed_time_is_kept_for_the_first_who_hears_of_it_then_for_the_next_and_offered_to_nobody_twice()
    {
        await using var gateway = await Gateway();
        var service = await OneTime(seats: 1);
        var joko = await Booked("Pak Joko");
        var (sari, ratna) = (await Joins("Bu Sari", "081200000001"), await Joins("Bu Ratna", "081200000002"));
        using var guest = App.Anonymous();
        (await guest.Submit(sari, "remind", ("Form.Way", "Sms"), ("Form.SafeWord", "sawah"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Round(new OfferTimes());
        gateway.Taken.ShouldBeEmpty();
        (await guest.GetStringAsync(ratna)).ShouldContain("<span class=\"number\">2</span>");
        (await As("desk", services => services.GetRequiredService<ChangeAppointment>().Cancel(joko.Id, default))).Ok.ShouldBeTrue();
        await App.RunJobs();
        var sms = gateway.Taken.ShouldHaveSingleItem();
        sms.Text.ShouldStartWith("sawah: Puskesmas Melati punya jam untuk Anda hari Selasa, 3 Maret, 08.00 WIB. Disimpan sampai ");
        sms.Text.ShouldEndWith(new Uri(new Uri("http://localhost"), sari).AbsolutePath);
        (await As("desk", services => Times(services, service))).ShouldNotContain(Tuesday, "it is kept for her");
        (await guest.GetStringAsync(sari)).ShouldContain("Ambil jam ini");
        App.Clock.Advance(WaitingOffer.Stands + TimeSpan.FromSeconds(1));
        (await guest.Submit(sari, "leave")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Round(new OfferTimes());
        await Round(new OfferTimes());
        var taken = await guest.Submit(ratna, "take");
        taken.Headers.Location!.ToString().ShouldEndWith("?done=booked");
        (await guest.GetStringAsync(taken.Headers.Location!.ToString())).ShouldContain("Bu Ratna");
        gateway.Taken.Count.ShouldBe(1);
        (await Offers()).ShouldBe([OfferState.Passed, OfferState.Taken], ignoreOrder: true);
        (await guest.GetStringAsync(ratna)).ShouldContain("Lihat janji Anda");
        (await guest.GetAsync("/@melati/waiting/nobody-knows-this")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_offer_that_is_over_cannot_be_taken_and_a_declined_one_goes_on_at_once()
    {
        await OneTime(seats: 1);
        var (sari, ratna) = (await Joins("Bu Sari", "081200000001"), await Joins("Bu Ratna", "081200000002"));
        using var guest = App.Anonymous();
        await Round(new OfferTimes());
        var late = await guest.Page(sari);
        (await guest.Submit(sari, "decline")).Headers.Location!.ToString().ShouldEndWith("?done=declined");
        await Round(new OfferTimes());
        (await guest.GetStringAsync(sari)).ShouldNotContain("Ambil jam ini");
        late.QuerySelector("article.appointment").ShouldNotBeNull();
        var page = await guest.GetAsync(ratna);
        (await page.Content.ReadAsStringAsync()).ShouldContain("Ambil jam ini");
        App.Clock.Advance(WaitingOffer.Stands);
        (await As("desk", services => services.GetRequiredService<WaitInLine>().Take(ratna.Split('/')[^1], default))).Problems[0].Code.ShouldBe("OfferGone");
        // By night nobody is offered anything; on the day after the last everything is over.
        App.Clock.Advance(TimeSpan.FromDays(2));
        await Round(new OfferTimes());
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<WaitingEntry>().Select(row => row.State).Distinct().ToListAsync())).ShouldBe([WaitingState.Over]);
    }

    [Fact]
    public async Task However_many_nodes_look_at_once_each_free_place_is_offered_once_and_each_person_gets_one()
    {
        await OneTime(seats: 3);
        for (var person = 0; person < 5; person++)
            await Joins($"Warga {(char)('A' + person)}", $"08120000010{person}");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => As("desk", async services =>
        {
            await services.GetRequiredService<OfferSeats>().Run(default);
            return 0;
        }))));
        await Round(new OfferTimes());
        var offers = await As("desk", services => services.GetRequiredService<PendopoDb>().Set<WaitingOffer>().AsNoTracking().ToListAsync());
        offers.Count.ShouldBe(3);
        offers.Select(offer => offer.EntryId).ShouldBeUnique();
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<Seat>().CountAsync())).ShouldBe(3);
    }

    [Fact]
    public async Task The_desk_puts_a_caller_into_the_line_offers_by_hand_and_what_is_wrong_is_told_with_what_was_typed()
    {
        var service = await OneTime(seats: 1);
        using var desk = await App.Client("desk");
        var refused = await desk.Submit("/desk/care/waiting", "wait", ("Form.Service", $"{service}"), ("Form.Name", "Mbah Karto"), ("Form.Phone", "tidak ada"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("value=\"tidak ada\"");
        (await desk.Submit("/desk/care/waiting", "wait", ("Form.Service", $"{service}"), ("Form.Name", "Mbah Karto"), ("Form.Phone", "081200000001"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await desk.Submit("/desk/care/waiting", "wait", ("Form.Service", $"{service}"), ("Form.Name", "Mbah Karto"), ("Form.Phone", "081200000001"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var entry = await As("desk", services => services.GetRequiredService<PendopoDb>().Set<WaitingEntry>().AsNoTracking().SingleAsync());
        (await desk.Submit("/desk/care/waiting", $"form[action='/desk/care/waiting/{entry.Id}/offer']")).Headers.Location!.ToString().ShouldEndWith("?done=offered");
        (await desk.GetStringAsync("/desk/care/waiting")).ShouldContain("Ditawari");
        (await desk.Submit("/desk/care/waiting", $"form[action='/desk/care/waiting/{entry.Id}/end']")).Headers.Location!.ToString().ShouldEndWith("?done=left");
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<Seat>().AnyAsync())).ShouldBeFalse("the place is free again");
        var records = await As("desk", services => services.GetServices<IPersonalRecords>().OfType<WaitingRecords>().Single().Of(RecordSubject.Of("0812 0000 0001"), default));
        records.ShouldHaveSingleItem().Fields.ShouldContain(field => field.Value == "Mbah Karto");
        await using var house = await App.Scope();
        await house.ServiceProvider.GetServices<IOutsiderErasure>().OfType<WaitingErasure>().Single().Erase(new(WaitingErasure.Network, $"{entry.Id}"), default);
        await house.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<WaitingEntry>().AsNoTracking().SingleAsync())).Name.ShouldBe("–");
    }

    private static async Task<List<DateOnly>> Times(IServiceProvider services, Id<HealthService> id)
    {
        var service = await services.GetRequiredService<PendopoDb>().Set<HealthService>().AsNoTracking().SingleAsync(row => row.Id == id);
        return [.. (await services.GetRequiredService<FreeTimes>().Of(service, Payer.Insured, default)).Select(day => day.Day)];
    }

    /// <summary>The general clinic of Tuesday has one time alone, at eight.</summary>
    private Task<Id<HealthService>> OneTime(int seats) => As("head", async services =>
    {
        var db = services.GetRequiredService<PendopoDb>();
        var service = await db.Set<HealthService>().SingleAsync(row => row.Name == CareSample.General);
        var session = await db.Set<ClinicSession>().SingleAsync(row => row.ServiceId == service.Id && row.Weekday == DayOfWeek.Tuesday);
        session.Say(session.Plan with { To = 495, Seats = seats, KeptEvery = 0 });
        await db.SaveChangesAsync();
        return service.Id;
    });

    private Task<Appointment> Booked(string name) => As("desk", async services =>
    {
        var db = services.GetRequiredService<PendopoDb>();
        var session = await db.Set<ClinicSession>().AsNoTracking().SingleAsync(row => row.ToMinute == 495);
        return (await services.GetRequiredService<BookAppointment>().AtDesk(new(session.Id, Tuesday, 480), new(name, "081200000009", ForWhom.Self, Payer.Paying), BookedBy.Telephone, extra: false, default)).Value;
    });

    private async Task<string> Joins(string name, string phone)
    {
        using var guest = App.Anonymous();
        var joined = await guest.Submit("/@melati/services/poli-umum/wait", "wait", ("Form.From", "2026-03-03"), ("Form.Until", "2026-03-03"), ("Form.Name", name), ("Form.Phone", phone));
        joined.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        return joined.Headers.Location!.ToString().Split('?')[0];
    }

    private Task<List<OfferState>> Offers() => As("desk", services => services.GetRequiredService<PendopoDb>().Set<WaitingOffer>().Select(row => row.State).ToListAsync());
}

[Collection("rooms on sqlite")]
public sealed class WaitingOnSqlite(SqliteApp app) : WaitingTests(app);

[Collection("rooms on postgres")]
public sealed class WaitingOnPostgres(PostgresApp app) : WaitingTests(app);
