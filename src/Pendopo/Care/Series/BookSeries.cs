using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Series;

/// <summary>A visit that is to be booked, from a day on.</summary>
internal sealed record AskedVisit(int Number, DateOnly From);

/// <summary>Books several visits of a series in one go, each at the first free time from its day on; those for which nothing is free stay open.</summary>
internal sealed class BookSeries(PendopoDb db, Here here, PlanReader plans, FreeTimes free, BookAppointment book, SeriesReading reading, IStringLocalizer<SeriesText> words)
{
    // Two weeks after its day a visit is better talked over than booked somewhere.
    public const int LooksAhead = 14;

    /// <returns>The numbers of the visits that were booked.</returns>
    public async Task<Result<IReadOnlyList<int>>> Run(Id<PersonSeries> id, IReadOnlyCollection<AskedVisit> asked, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayBook) || await reading.Find(id, cancel) is not { } line)
            return Problem.NotFound;
        var open = line.Visits.Where(visit => visit.IsOpen).Select(visit => visit.Visit.Number).ToHashSet();
        var chosen = asked.DistinctBy(visit => visit.Number).Where(visit => open.Contains(visit.Number)).OrderBy(visit => visit.Number).ToList();
        if (line.Series.EndedAt is not null || chosen.Count == 0)
            return words.Problem("NothingChosen", "Chosen");
        if (chosen.Exists(visit => visit.From < plans.Today || visit.From > plans.Today.AddYears(2)))
            return words.Problem("DayWrong", "Chosen");
        // Where nothing is free a visit comes later than proposed: the gap after it holds all the same.
        var days = line.Visits.Where(visit => visit.Standing is VisitStanding.Done or VisitStanding.Booked).ToDictionary(visit => visit.Visit.Number, visit => visit.Visit.HadOn ?? visit.Appointment!.Day);
        var done = new List<int>();
        foreach (var ask in chosen)
        {
            var visit = line.Visits.First(one => one.Visit.Number == ask.Number).Visit;
            var from = days.TryGetValue(visit.Number - 1, out var before) && before.AddDays(visit.Gap) > ask.From ? before.AddDays(visit.Gap) : ask.From;
            if (await One(line, visit, from, cancel) is not { } day)
                continue;
            done.Add(visit.Number);
            days[visit.Number] = day;
        }
        return done.Count > 0 ? done : words.Problem("NothingFree", "Chosen", LooksAhead);
    }

    /// <returns>The day on which it is booked; null where nothing is free, or somebody else booked it meanwhile.</returns>
    private async Task<DateOnly?> One(SeriesLine line, SeriesVisit visit, DateOnly from, CancellationToken cancel)
    {
        var (plan, isTaken) = (await plans.Read(from, from.AddDays(LooksAhead), cancel), false);
        for (var day = from; day <= from.AddDays(LooksAhead); day = day.AddDays(1))
        {
            foreach (var time in (await free.AtDesk(plan, day, line.Series.Payer, cancel)).Where(time => time.Sitting.Service.Id == line.Service.Id))
            {
                var booked = await book.AtDesk(new(time.Sitting.Session.Id, day, time.Minute), new(line.Series.Name, line.Series.Phone, ForWhom.Self, line.Series.Payer), BookedBy.AtDesk, extra: false, cancel, async appointment =>
                {
                    isTaken = !await Link(visit, appointment.Id, cancel);
                    return !isTaken;
                });
                if (booked.Ok)
                    return day;
                if (isTaken)
                    return null;
            }
        }
        return null;
    }

    // In the transaction of the booking: an appointment of a series is never without its place, and a place never has two.
    private async Task<bool> Link(SeriesVisit visit, Id<Appointment> appointment, CancellationToken cancel)
    {
        if (await db.Set<SeriesVisit>().FirstOrDefaultAsync(row => row.Id == visit.Id && row.Version == visit.Version, cancel) is not { } open)
            return false;
        open.Book(appointment);
        return true;
    }
}
