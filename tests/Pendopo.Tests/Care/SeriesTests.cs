using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Appointments;
using Pendopo.Care.Series;
using Pendopo.Care.Services;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Care;

/// <summary>Visits that belong together: proposed by a dated table, booked in one go, each keeping its place; what is missed or late is proposed anew.</summary>
[Collection("rooms on sqlite")]
public sealed class SeriesTests(SqliteApp app) : WrittenToTests(app)
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void A_day_is_proposed_in_its_own_span_else_as_soon_as_the_gap_allows()
    {
        var series = PersonSeries.Begin(default, new(SeriesKind.Immunisation, default, Today.AddDays(-100), "Adik Wayan", "", Payer.Insured), default, default);
        var visits = SeriesTable.Usual(default, SeriesKind.Immunisation).Steps.Select((step, index) => SeriesVisit.Of(series, index + 1, step)).ToList();
        visits[0].Had(Today.AddDays(-100));
        var placed = PlacedVisit.Of(visits, new Dictionary<Id<Appointment>, Appointment>(), Today);
        placed.Select(visit => visit.Standing).Take(6).ShouldBe([VisitStanding.Done, VisitStanding.Late, VisitStanding.Late, VisitStanding.Due, VisitStanding.Later, VisitStanding.Later]);
        // A baby of a hundred days who had the first alone: one now, then every four weeks until it has caught up, then in time.
        placed.Skip(1).Take(5).Select(visit => visit.Proposed!.Value.DayNumber - Today.DayNumber).ShouldBe([0, 28, 56, 84, 170]);
        visits[2].Had(Today.AddDays(-7));
        PlacedVisit.Of(visits, new Dictionary<Id<Appointment>, Appointment>(), Today)[3].Proposed.ShouldBe(Today.AddDays(21));
        // The visits of a pregnancy belong to their weeks: what was not had in them is not had near the birth.
        var pregnancy = PersonSeries.Begin(default, new(SeriesKind.Antenatal, default, Today.AddDays(-210), "Bu Ratna", "", Payer.Insured), default, default);
        var months = SeriesTable.Usual(default, SeriesKind.Antenatal).Steps.Select((step, index) => SeriesVisit.Of(pregnancy, index + 1, step)).ToList();
        var late = PlacedVisit.Of(months, new Dictionary<Id<Appointment>, Appointment>(), Today, catchesUp: false);
        late.Take(4).Select(visit => (visit.Standing, visit.Proposed)).ShouldBe([(VisitStanding.Late, null), (VisitStanding.Late, null), (VisitStanding.Late, null), (VisitStanding.Due, Today)]);
        SeriesStep.Read("0-3 | 0 | Satu\n7–10 | 5 | Dua").Steps.Count.ShouldBe(2);
        foreach (var (lines, wrong) in new[] { ("", 1), ("0-3 | 0 | Satu\nbesok", 2), ("5-3 | 0 | Satu", 1), ("5-6 | 0 | Satu\n0-3 | 0 | Dua", 2), ("0-3 | 0 |", 1) })
            SeriesStep.Read(lines).Wrong.ShouldBe(wrong, lines);
    }

    [Fact]
    public async Task A_nurse_begins_a_series_books_what_is_due_in_one_go_and_each_keeps_its_place_when_moved_and_is_proposed_anew_when_missed()
    {
        using var nurse = await App.Client("clinician");
        var mother = await Service(CareSample.Mother);
        var refused = await nurse.Submit("/desk/care/series/new", "begin", ("Form.Kind", "Antenatal"), ("Form.Service", $"{mother}"), ("Form.Name", "Bu Ratna"), ("Form.Beginning", "2099-01-01"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Bu Ratna");
        var begun = await nurse.Submit("/desk/care/series/new", "begin", ("Form.Kind", "Antenatal"), ("Form.Service", $"{mother}"), ("Form.Name", "Bu Ratna"), ("Form.Phone", "081200000112"), ("Form.Beginning", "2025-12-15"));
        var page = begun.Headers.Location!.ToString().Split('?')[0];
        var shown = await nurse.GetStringAsync(page);
        shown.ShouldContain("Permenkes 21/2021");
        shown.ShouldContain("Belum disahkan");
        (await nurse.Submit(page, "book", ("act", "book"), ("chosen", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var id = Id<PersonSeries>.Parse(page.Split('/')[^1], null);
        var numbers = await As("clinician", services => services.GetRequiredService<BookSeries>().Run(id, [new(1, Today.AddDays(1)), new(2, new(2026, 3, 30)), new(3, new(2026, 5, 2))], default));
        numbers.Value.ShouldBe([1, 2, 3]);
        var line = await Line(id);
        line.Visits.Take(3).Select(visit => visit.Standing).ShouldAllBe(standing => standing == VisitStanding.Booked);
        line.Visits[2].Appointment!.Day.ShouldBe(new(2026, 5, 4), "the second of May is a Saturday, on which the clinic is shut");
        (await As("clinician", services => services.GetRequiredService<BookSeries>().Run(id, [new(1, Today.AddDays(1))], default))).Problems[0].Code.ShouldBe("NothingChosen", "it is booked");
        // Moved, it keeps its place; missed, it is open again and what follows waits for it.
        var first = line.Visits[0].Appointment!;
        (await As("desk", services => services.GetRequiredService<ChangeAppointment>().Move(first.Id, new(first.SessionId, first.Day, first.Minute + 20), default))).Problems.ShouldBeEmpty();
        (await Line(id)).Visits[0].Appointment!.Minute.ShouldBe(first.Minute + 20);
        App.Clock.Advance(TimeSpan.FromDays(2));
        (await As("desk", services => services.GetRequiredService<ChangeAppointment>().Note(first.Id, AppointmentState.NoShow, default))).Problems.ShouldBeEmpty();
        line = await Line(id);
        (line.Visits[0].Standing, line.Visits[0].Proposed).ShouldBe((VisitStanding.Missed, Today.AddDays(2)));
        (await nurse.GetStringAsync("/desk/care/series")).ShouldContain("Terlewat");
        (await nurse.Submit(page, "had", ("Form.Visit", "1"), ("Form.Had", "2026-03-04"))).Headers.Location!.ToString().ShouldEndWith("?done=had");
        (await Line(id)).Done.ShouldBe(1);
        (await nurse.Submit(page, "end")).Headers.Location!.ToString().ShouldEndWith("?done=ended");
        (await nurse.GetStringAsync("/desk/care/series")).ShouldNotContain(page);
        var records = await As("desk", services => services.GetServices<IPersonalRecords>().OfType<SeriesRecords>().Single().Of(RecordSubject.Of(first.Reference), default));
        records.ShouldHaveSingleItem().Fields.ShouldContain(field => field.Value == "2025-12-15");
        await using var house = await App.Scope();
        var erasure = house.ServiceProvider.GetServices<IOutsiderErasure>().OfType<SeriesErasure>().Single();
        foreach (var known in await erasure.Known("0812 0000 0112", default))
            await erasure.Erase(known, default);
        await house.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<SeriesVisit>().AnyAsync())).ShouldBeFalse();
    }

    [Fact]
    public async Task Pressed_twice_at_the_same_moment_each_visit_is_booked_once_and_the_gap_after_one_that_came_later_holds()
    {
        var mother = await Service(CareSample.Mother);
        var series = (await As("clinician", services => services.GetRequiredService<KeepSeries>().Begin(new(SeriesKind.Antenatal, mother, new(2025, 12, 15), "Bu Ratna", "", Payer.Insured), default))).Value;
        var pressed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => As("clinician", services => services.GetRequiredService<BookSeries>().Run(series.Id, [new(1, Today.AddDays(1)), new(2, Today.AddDays(8))], default))));
        pressed.ShouldContain(result => result.Ok);
        var visits = (await Line(series.Id)).Visits;
        (visits[1].Appointment!.Day.DayNumber - visits[0].Appointment!.Day.DayNumber).ShouldBeGreaterThanOrEqualTo(28);
        (await As("desk", services => services.GetRequiredService<PendopoDb>().Set<Appointment>().CountAsync(row => row.Name == "Bu Ratna" && row.State == AppointmentState.Booked && row.ServiceId == mother && row.Phone == ""))).ShouldBe(2);
        var found = await As("desk", services => services.GetServices<IPersonalRecords>().OfType<SeriesRecords>().Single().Of(RecordSubject.Of($"{series.Id}"), default));
        found.ShouldHaveSingleItem().Fields.ShouldContain(field => field.Value == "Bu Ratna", "who gave no telephone is found by what the page is called");
    }

    [Fact]
    public async Task The_head_keeps_the_table_with_its_source_and_it_holds_for_series_that_begin_afterwards()
    {
        using var head = await App.Client("head");
        var mother = await Service(CareSample.Mother);
        var before = (await As("clinician", services => services.GetRequiredService<KeepSeries>().Begin(new(SeriesKind.Therapy, mother, Today, "Pak Joko", "", Payer.Paying), default))).Value;
        (await head.Submit("/desk/care/series/tables", "keepTherapy", ("Form.Lines", "0-3 | 0 | Satu\nbesok"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Submit("/desk/care/series/tables", "keepTherapy", ("Form.Lines", "0-3 | 0 | Satu\n7-10 | 5 | Dua"), ("Form.Source", "Fisioterapis kami"), ("Form.Confirmed", "true"))).Headers.Location!.ToString().ShouldEndWith("?done=kept");
        var after = (await As("clinician", services => services.GetRequiredService<KeepSeries>().Begin(new(SeriesKind.Therapy, mother, Today, "Bu Sari", "", Payer.Paying), default))).Value;
        ((await Line(before.Id)).Visits.Count, (await Line(after.Id)).Visits.Count).ShouldBe((6, 2));
        (await head.GetStringAsync($"/desk/care/series/{after.Id}")).ShouldContain("Disahkan puskesmas Anda pada 2 Maret 2026");
        (await As("head", services => services.GetRequiredService<SeriesTables>().Keep(SeriesKind.Therapy, ("x", "0-3 | 0 | Satu"), false, 0, default))).Problems[0].Code.ShouldBe("Stale", "who saw the table before it was first kept overwrites nothing");
        (await As("clinician", services => services.GetRequiredService<SeriesTables>().Keep(SeriesKind.Therapy, ("x", "0-3 | 0 | Satu"), true, 1, default))).IsNotFound.ShouldBeTrue();
    }

    private Task<Id<HealthService>> Service(string name) => As("desk", services => services.GetRequiredService<PendopoDb>().Set<HealthService>().Where(row => row.Name == name).Select(row => row.Id).SingleAsync());

    private Task<SeriesLine> Line(Id<PersonSeries> id) => As("desk", async services => (await services.GetRequiredService<SeriesReading>().Find(id, default))!);
}
