using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Calendar;

/// <summary>A day as the centre has it: from the program's list, changed by the centre, or its own.</summary>
/// <param name="Key">Its name in addresses: the key of the program's list, or the id of the centre's own.</param>
/// <param name="Own">The centre wrote or changed it.</param>
public sealed record CentreHealthDay(string Key, HealthDayWords Words, bool Hidden, bool Own, int? Version)
{
    /// <summary>The name in the language of the page.</summary>
    public string Name => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "id" ? Words.NameId : Words.NameEn;
}

/// <summary>A health day on its days.</summary>
public sealed record ComingHealthDay(CentreHealthDay Day, DateOnly First, DateOnly Last);

/// <summary>The health days of the centre.</summary>
internal sealed class HealthDays(PendopoDb db)
{
    private static readonly Lazy<IReadOnlyDictionary<string, HealthDayWords>> Brought = new(ReadList);

    /// <summary>The days that the program brings, by their key.</summary>
    public static IReadOnlyDictionary<string, HealthDayWords> List => Brought.Value;

    /// <summary>Every day, also the hidden ones, in the order of the coming year.</summary>
    public async Task<IReadOnlyList<CentreHealthDay>> All(DateOnly today, CancellationToken cancel)
    {
        var rows = await db.Set<HealthDay>().AsNoTracking().ToListAsync(cancel);
        var touched = rows.Where(row => row.Key is not null).Select(row => row.Key!).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rows.Select(row => new CentreHealthDay(row.Key ?? row.Id.ToString(), new(row.Kind, row.Rule, row.NameId, row.NameEn, row.Source), row.Hidden, Own: true, row.Version))
                .Concat(List.Where(pair => !touched.Contains(pair.Key)).Select(pair => new CentreHealthDay(pair.Key, pair.Value, Hidden: false, Own: false, Version: null)))
                .OrderBy(day => Next(day, today) ?? DateOnly.MaxValue).ThenBy(day => day.Words.NameEn, StringComparer.Ordinal),
        ];
    }

    public async Task<CentreHealthDay?> Find(string key, DateOnly today, CancellationToken cancel) => (await All(today, cancel)).FirstOrDefault(day => day.Key == key);

    /// <summary>The days that are shown and touch the span, in their order.</summary>
    public async Task<IReadOnlyList<ComingHealthDay>> Between(DateOnly first, DateOnly last, CancellationToken cancel) =>
    [
        .. (await All(first, cancel)).Where(day => !day.Hidden)
            .SelectMany(day => Enumerable.Range(first.Year - 1, last.Year - first.Year + 2).Select(year => (day, days: HealthDayRule.Read(day.Words.Rule)?.In(year))))
            .Where(pair => pair.days is { } days && days.First <= last && days.Last >= first)
            .Select(pair => new ComingHealthDay(pair.day, pair.days!.Value.First, pair.days.Value.Last))
            .OrderBy(coming => coming.First).ThenBy(coming => coming.Day.Name, StringComparer.CurrentCulture),
    ];

    /// <summary>When it comes next, or null when it does not come any more.</summary>
    public static DateOnly? Next(CentreHealthDay day, DateOnly today)
    {
        var rule = HealthDayRule.Read(day.Words.Rule);
        // A 29 February may be eight years away.
        return Enumerable.Range(today.Year, 9).Select(year => rule?.In(year)).FirstOrDefault(days => days is { } found && found.Last >= today)?.First;
    }

    private static Dictionary<string, HealthDayWords> ReadList()
    {
        using var stream = typeof(HealthDays).Assembly.GetManifestResourceStream("Pendopo.Publishing.Calendar.HealthDays.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).Select(line => line.Split(';'))
            .ToDictionary(cells => cells[0], cells => new HealthDayWords(Enum.Parse<HealthDayKind>(cells[1]), cells[2], cells[3], cells[4], cells[5]), StringComparer.Ordinal);
    }
}
