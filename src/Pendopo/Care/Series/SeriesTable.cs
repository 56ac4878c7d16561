using System.Globalization;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Series;

/// <summary>For what somebody comes several times.</summary>
public enum SeriesKind
{
    Antenatal,
    Immunisation,
    Tuberculosis,
    Therapy,
}

/// <summary>One visit of a table: in which days after the beginning it falls, and how many lie between it and the one before.</summary>
/// <param name="From">Days after the beginning; <paramref name="To"/> likewise, the last that is in time.</param>
/// <param name="Gap">The fewest days after the visit before it.</param>
public sealed record SeriesStep(int From, int To, int Gap, string Name)
{
    public const int NameLength = 120, MostSteps = 40, MostDays = 7000;

    /// <summary>Reads lines such as `60-90 | 28 | DPT-HB-Hib 1, OPV 2`.</summary>
    /// <returns>The steps, or the number of the first line that is none, from 1.</returns>
    public static (IReadOnlyList<SeriesStep> Steps, int? Wrong) Read(string lines)
    {
        var (steps, number) = (new List<SeriesStep>(), 0);
        foreach (var line in lines.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            if (number > MostSteps || One(line) is not { } step || (steps.Count > 0 && step.From < steps[^1].From))
                return (steps, number);
            steps.Add(step);
        }
        return (steps, steps.Count == 0 ? 1 : null);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From}-{To} | {Gap} | {Name}");

    private static SeriesStep? One(string line) =>
        line.Split('|', 3, StringSplitOptions.TrimEntries) is [var days, var gap, { Length: > 0 and <= NameLength } name] && days.Replace('–', '-').Split('-', StringSplitOptions.TrimEntries) is [var from, var to]
            && Days(from) is { } first && Days(to) is { } last && first <= last && Days(gap) is { } between ? new(first, last, between, name) : null;

    private static int? Days(string typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MostDays ? days : null;
}

/// <summary>When the visits of a kind of series fall, with what that rests on. It belongs to the centre's doctor; until one has confirmed it, staff read so.</summary>
public sealed class SeriesTable : IBelongsToCentre, IVersioned
{
    public const int SourceLength = 300, StepsLength = 6000;

    private SeriesTable()
    {
    }

    public Id<SeriesTable> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public SeriesKind Kind { get; private set; }
    /// <summary>What the days rest on.</summary>
    public string Source { get; private set; } = "";
    /// <summary>When somebody at the centre confirmed it; null while nobody did.</summary>
    public DateOnly? ConfirmedOn { get; private set; }
    /// <summary>One line a visit, as <see cref="SeriesStep.Read"/> reads it.</summary>
    public string Lines { get; private set; } = "";
    public int Version { get; set; }

    public IReadOnlyList<SeriesStep> Steps => SeriesStep.Read(Lines).Steps;

    public void Say(string source, string lines, DateOnly? confirmed) => (Source, Lines, ConfirmedOn) = (source, lines, confirmed);

    /// <summary>The table that a centre has until it keeps its own.</summary>
    public static SeriesTable Usual(Id<Centre> centre, SeriesKind kind)
    {
        var (source, lines) = kind switch
        {
            SeriesKind.Antenatal => ("Permenkes 21/2021: 6 kunjungan, 1 pada trimester 1, 2 pada trimester 2, 3 pada trimester 3; dokter dan USG pada trimester 1 dan 3",
                "0-84 | 0 | K1 (dokter, USG)\n85-126 | 28 | K2\n127-168 | 28 | K3\n169-210 | 28 | K4\n211-245 | 14 | K5 (dokter, USG)\n246-280 | 14 | K6"),
            SeriesKind.Immunisation => ("Kementerian Kesehatan, paparan PCV; dinkes.inhukab.go.id 2025 (rotavirus, usia 9 bulan). Jarak terpendek 4 minggu",
                "0-1 | 0 | HB-0\n30-59 | 0 | BCG, OPV 1\n60-89 | 28 | DPT-HB-Hib 1, OPV 2, PCV 1, RV 1\n90-119 | 28 | DPT-HB-Hib 2, OPV 3, PCV 2, RV 2\n120-149 | 28 | DPT-HB-Hib 3, OPV 4, IPV 1, RV 3\n270-299 | 28 | MR 1, IPV 2\n300-329 | 28 | JE (daerah endemis)\n365-394 | 28 | PCV 3\n548-577 | 28 | DPT-HB-Hib 4, MR 2"),
            SeriesKind.Tuberculosis => ("Contoh pemeriksaan bulanan pengobatan enam bulan; isi sesuai program TBC setempat", "0-3 | 0 | Mulai pengobatan\n14-17 | 10 | Minggu 2\n28-35 | 10 | Bulan 1\n56-63 | 21 | Bulan 2, periksa dahak\n84-91 | 21 | Bulan 3\n112-119 | 21 | Bulan 4\n140-147 | 21 | Bulan 5, periksa dahak\n168-175 | 21 | Bulan 6, periksa dahak"),
            _ => ("Contoh: enam kali, sekali seminggu; isi sesuai rencana terapi", "0-3 | 0 | Terapi 1\n7-10 | 5 | Terapi 2\n14-17 | 5 | Terapi 3\n21-24 | 5 | Terapi 4\n28-31 | 5 | Terapi 5\n35-38 | 5 | Terapi 6"),
        };
        var table = new SeriesTable { Id = Id<SeriesTable>.New(), CentreId = centre, Kind = kind };
        table.Say(source, lines, null);
        return table;
    }
}
