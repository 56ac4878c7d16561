using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Scale;

/// <summary>A month of a busy service: twenty people who hold sessions on six days a week, and five thousand who booked. Beside it a service with a free place a minute, to book,
/// and one whose queue runs today.</summary>
internal sealed class CareRows(PendopoDb db)
{
    public const int Staff = 20, Booked = 5_000, Days = 30, Every = 15;

    // Not the sample world's own: an address of the bench.
    public const string Busy = "bench-sibuk", Open = "bench-longgar", Today = "bench-antrean";

    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday];

    public async Task Fill()
    {
        var scope = new CentreScope();
        scope.EnterInstallation();
        db.For(scope);
        var centre = await db.Set<Centre>().AsNoTracking().SingleAsync(row => row.Handle == "melati");
        var today = DateOnly.FromDateTime(centre.Local(DateTimeOffset.UtcNow).DateTime);
        var busy = Service(centre, Busy, bookable: true);
        var sessions = Enumerable.Range(0, Staff).Select(number => db.Add(StaffMember.Of(centre.Id, $"Petugas {number}", Profession.Nurse, "", null)).Entity)
            .SelectMany(staff => Week.Select(day => db.Add(ClinicSession.Of(busy, new(day, null, 480, 720, "Ruang", staff.Id, Every, 1, 0, null, null))).Entity)).ToList();
        var open = Service(centre, Open, bookable: true);
        foreach (var day in Week)
            db.Add(ClinicSession.Of(open, new(day, null, 0, 1435, "Aula", null, 5, 1, 0, null, null)));
        db.Add(ClinicSession.Of(Service(centre, Today, bookable: false), new(null, today, 0, 1439, "Loket", null, 0, 1, 0, null, null)));
        await db.SaveChangesAsync();
        Book(busy, sessions, centre.Zone, today);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    private void Book(HealthService service, List<ClinicSession> sessions, TimeZoneInfo zone, DateOnly today)
    {
        var now = DateTimeOffset.UtcNow;
        var times = Enumerable.Range(1, Days - 1).Select(ahead => today.AddDays(ahead)).SelectMany(day => sessions.Where(session => session.IsPlanned(day)).SelectMany(session => Enumerable.Range(0, 16).Select(slot => (day, session, 480 + (slot * Every))))).ToList();
        // The same five thousand in every run, spread over the month.
        new Random(9).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(times));
        foreach (var ((day, session, minute), number) in times.Take(Booked).Select((time, number) => (time, number)))
        {
            var sitting = new Care.Services.Sitting(service, session, day, session.FromMinute, session.ToMinute, session.Room, null, SittingState.Held, "", false);
            var seat = db.Add(Seat.Take(sitting, new(minute, 1, null, null))).Entity;
            db.Add(Appointment.Book(sitting, seat, new("Warga", $"62812{number:00000000}", ForWhom.Self, Payer.Insured), new(SecretLink.HashOf($"bench-{number}"), ""), BookedBy.Web, null, HoursText.Instant(day, minute, zone), now));
        }
    }

    private HealthService Service(Centre centre, string slug, bool bookable) =>
        db.Add(HealthService.Of(centre.Id, slug, new(slug, ServiceCluster.AcrossClusters, "", "", "", "", "Z", bookable, Days))).Entity;
}
