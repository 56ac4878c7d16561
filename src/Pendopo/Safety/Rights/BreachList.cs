using System.Globalization;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Rights;

/// <summary>One act of the time in which data got out.</summary>
internal sealed record BreachAct(DateTimeOffset At, string Who, string Act);

/// <summary>Who may have been touched between two days, and what was done in that time. Making the list is itself on the audit chain.</summary>
internal sealed class BreachList(PendopoDb db, Here here, IEnumerable<ITouchedPeople> rooms, AuditBook audit)
{
    public const int MostActs = 300;

    /// <param name="from">The first day, by the centre's clock.</param>
    /// <param name="until">The last day, included.</param>
    public async Task<IReadOnlyList<TouchedPerson>> People(DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var (first, end) = Bounds(from, until);
        var touched = new List<TouchedPerson>();
        foreach (var room in rooms)
            touched.AddRange(await room.Between(first, end, cancel));
        audit.Note("rights.touched", $"centre:{here.Centre.Id}", touched.Count.ToString(CultureInfo.InvariantCulture));
        await db.SaveChangesAsync(cancel);
        return [.. touched.Where(person => person.Name.Length > 0 || person.Reach.Length > 0).OrderBy(person => person.At)];
    }

    /// <summary>The acts on the audit chain, the oldest first.</summary>
    public async Task<IReadOnlyList<BreachAct>> Acts(DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var (first, end) = Bounds(from, until);
        var centre = (Id<Centre>?)here.Centre.Id;
        var acts = await db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.CentreId == centre && entry.At >= first && entry.At < end).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).Take(MostActs).ToListAsync(cancel);
        var people = acts.Select(act => act.ActorId).OfType<Id<Person>>().Distinct().ToList();
        var names = await db.Set<Person>().AsNoTracking().Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
        return [.. acts.Select(act => new BreachAct(act.At, act.ActorId is { } actor ? names.GetValueOrDefault(actor, "") : RightsText.Say("TheProgram"), act.Act))];
    }

    private (DateTimeOffset First, DateTimeOffset End) Bounds(DateOnly from, DateOnly until) =>
        (here.Centre.Instant(from.ToDateTime(TimeOnly.MinValue)), here.Centre.Instant(until.AddDays(1).ToDateTime(TimeOnly.MinValue)));

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>The list of who was touched as a table, for letters.</summary>
internal static class BreachRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/desk/rights/breach/people.csv", Csv).ExcludeFromDescription().Needs(RightsSetup.MayAnswer);

    private static async Task<IResult> Csv(string? from, string? until, HttpContext http, BreachList list, CancellationToken cancel)
    {
        if (BreachList.Day(from) is not { } first || BreachList.Day(until) is not { } last || last < first)
            return TypedResults.BadRequest();
        var people = await list.People(first, last, cancel);
        using var bytes = new MemoryStream();
        // A cell that begins like a formula is escaped, so that no spreadsheet runs it (OWASP ASVS 1.2.10).
        await using (var csv = CsvWriter.Create(bytes, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            csv.WriteRecord(["what", "name", "reach", "at"]);
            foreach (var person in people)
                csv.WriteRecord([person.What, person.Name, person.Reach, person.At.ToString("u", CultureInfo.InvariantCulture)]);
        }
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(bytes.ToArray(), "text/csv; charset=utf-8", "people.csv");
    }
}
