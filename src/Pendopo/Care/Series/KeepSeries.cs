using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Care.Series;

/// <summary>Begins a series for somebody, notes visits that were had, and ends it.</summary>
internal sealed class KeepSeries(PendopoDb db, Here here, SeriesTables tables, AuditBook audit, TimeProvider time, IStringLocalizer<SeriesText> words)
{
    private const int YearsBack = 20;

    private DateOnly Today => Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);

    public async Task<Result<PersonSeries>> Begin(BegunSeries typed, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayBook))
            return Problem.NotFound;
        var begun = typed with { Name = typed.Name.ReplaceLineEndings(" ").Trim(), Phone = BookAppointment.PhoneOf(typed.Phone) ?? typed.Phone.Trim() };
        var problems = new List<Problem>();
        if (!BookAppointment.IsName(begun.Name))
            problems.Add(words.Problem("NameUnclear", "Name", Appointment.NameLength));
        if (begun.Phone.Length > 0 && BookAppointment.PhoneOf(begun.Phone) is null)
            problems.Add(words.Problem("PhoneUnclear", "Phone"));
        if (begun.Beginning > Today.AddDays(HealthService.MostAhead) || begun.Beginning < Today.AddYears(-YearsBack))
            problems.Add(words.Problem("BeginningWrong", "Beginning"));
        if (!await db.Set<HealthService>().AnyAsync(row => row.Id == begun.Service && row.EndedAt == null && row.Bookable, cancel))
            problems.Add(words.Problem("ServiceMissing", "Service"));
        if (problems.Count > 0)
            return problems;
        var series = db.Add(PersonSeries.Begin(here.Centre.Id, begun, here.Actor, time.Now())).Entity;
        db.AddRange((await tables.Of(begun.Kind, cancel)).Steps.Select((step, index) => SeriesVisit.Of(series, index + 1, step)));
        audit.Note("care.series", $"series:{series.Id}", begun.Kind.ToString());
        return await db.TrySave(cancel) ? series : words.Problem("Stale");
    }

    /// <param name="day">When it was had; null takes that back.</param>
    public async Task<Result<SeriesVisit>> Had(Id<PersonSeries> id, int number, DateOnly? day, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayBook) || await db.Set<SeriesVisit>().FirstOrDefaultAsync(row => row.SeriesId == id && row.Number == number, cancel) is not { } visit)
            return Problem.NotFound;
        if (day is { } had && (had > Today || had < Today.AddYears(-YearsBack)))
            return words.Problem("HadWrong", "Had");
        visit.Had(day);
        audit.Note("care.series-had", $"series:{id}");
        return await db.TrySave(cancel) ? visit : words.Problem("Stale");
    }

    /// <summary>No further visit is proposed; what is booked stays booked.</summary>
    public async Task<Result<PersonSeries>> End(Id<PersonSeries> id, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayBook) || await db.Set<PersonSeries>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } series)
            return Problem.NotFound;
        if (series.EndedAt is null)
            series.End(time.Now());
        audit.Note("care.series-ended", $"series:{id}");
        return await db.TrySave(cancel) ? series : words.Problem("Stale");
    }
}

/// <summary>When visits fall: the centre's own table, or the usual one.</summary>
internal sealed class SeriesTables(PendopoDb db, Here here, AuditBook audit, TimeProvider time, IStringLocalizer<SeriesText> words)
{
    public async Task<IReadOnlyList<SeriesTable>> All(CancellationToken cancel)
    {
        var own = await db.Set<SeriesTable>().AsNoTracking().ToDictionaryAsync(row => row.Kind, cancel);
        return [.. Enum.GetValues<SeriesKind>().Select(kind => own.GetValueOrDefault(kind) ?? SeriesTable.Usual(here.Centre.Id, kind))];
    }

    public async Task<SeriesTable> Of(SeriesKind kind, CancellationToken cancel) => (await All(cancel)).First(table => table.Kind == kind);

    /// <param name="confirmed">Whether whoever changes it confirms it for the centre.</param>
    public async Task<Result<SeriesTable>> Keep(SeriesKind kind, (string Source, string Lines) typed, bool confirmed, int basedOn, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan))
            return Problem.NotFound;
        var (source, lines, problems) = (typed.Source.ReplaceLineEndings(" ").Trim(), typed.Lines.ReplaceLineEndings("\n").Trim(), new List<Problem>());
        if (source.Length is 0 or > SeriesTable.SourceLength)
            problems.Add(words.Problem("SourceWrong", "Source", SeriesTable.SourceLength));
        if (lines.Length > SeriesTable.StepsLength || SeriesStep.Read(lines).Wrong is not null)
            problems.Add(words.Problem("LinesWrong", "Lines", SeriesStep.Read(lines).Wrong ?? SeriesStep.MostSteps));
        if (problems.Count > 0)
            return problems;
        return await db.Attempt<SeriesTable>(async () =>
        {
            var table = await db.Set<SeriesTable>().FirstOrDefaultAsync(row => row.Kind == kind, cancel);
            if ((table?.Version ?? 0) != basedOn)
                return words.Problem("Stale");
            table ??= db.AddFirst(SeriesTable.Usual(here.Centre.Id, kind));
            table.Say(source, lines, confirmed ? Clock.DateOf(time.GetUtcNow(), here.Centre.Zone) : null);
            audit.Note("care.series-table", $"series-table:{kind}");
            return table;
        }, () => words.Problem("Stale"), cancel);
    }
}
