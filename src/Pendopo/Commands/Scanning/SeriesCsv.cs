using System.Globalization;
using Pendopo.Signals;

namespace Pendopo.Commands.Scanning;

/// <summary>Reads a series of counts from CSV with the columns t, date and count, in any order; others are passed over.</summary>
internal static class SeriesCsv
{
    /// <param name="text">The file.</param>
    /// <param name="frequency">52, 12 or 365; null lets the dates tell, and without dates means weekly.</param>
    /// <exception cref="FormatException">A column is missing or a value cannot be read; the message names the line.</exception>
    public static CountSeries Read(TextReader text, int? frequency)
    {
        var header = Cells(text.ReadLine() ?? "");
        var (t, date, count, population) = (Column(header, "t"), Column(header, "date"), Column(header, "count"), Column(header, "population"));
        if (t < 0 || count < 0)
            throw new FormatException("The first line must name the columns t,date,count.");
        List<double> counts = [], populations = [];
        List<DateOnly> dates = [];
        var number = 1;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var cells = Cells(line);
            if (!int.TryParse(Cell(cells, t), NumberStyles.Integer, CultureInfo.InvariantCulture, out var position) || position != counts.Count + 1)
                throw new FormatException($"Line {number}: t must run 1, 2, 3 … without gaps; leave the count of a missing point empty.");
            counts.Add(Number(Cell(cells, count), number));
            if (Cell(cells, date) is { Length: > 0 } day and not "NA")
                dates.Add(Date(day, number));
            if (population >= 0)
                populations.Add(Number(Cell(cells, population), number));
        }
        if (dates.Count > 0 && dates.Count != counts.Count)
            throw new FormatException("Either every line has a date or none has.");
        return new(counts, Cadence(frequency, dates), dates.Count > 0 ? dates : null, population >= 0 ? populations : null);
    }

    // Numbers and dates hold no commas or line ends, so quotes are only taken off.
    private static string[] Cells(string line) => Array.ConvertAll(line.TrimStart('\uFEFF').Split(','), cell => cell.Trim().Trim('"'));

    private static string Cell(string[] cells, int column) => column >= 0 && column < cells.Length ? cells[column] : "";

    private static int Column(string[] header, string name) =>
        Array.FindIndex(header, h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase));

    private static double Number(string text, int line) => text switch
    {
        "" or "NA" or "NaN" => double.NaN,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 && double.IsFinite(value) => value,
        _ => throw new FormatException($"Line {line}: \"{text}\" is not a count."),
    };

    private static DateOnly Date(string text, int line) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date : throw new FormatException($"Line {line}: \"{text}\" is not a date like 2026-03-31.");

    private static Cadence Cadence(int? frequency, List<DateOnly> dates)
    {
        if (frequency is { } given)
            return Enum.IsDefined((Cadence)given) ? (Cadence)given : throw new FormatException($"A frequency of {given} is not known: 52, 12 or 365.");
        if (dates.Count < 2)
            return Signals.Cadence.Weekly;
        var gaps = dates.Skip(1).Zip(dates, (later, earlier) => later.DayNumber - earlier.DayNumber).Order().ToArray();
        return gaps[gaps.Length / 2] switch
        {
            <= 3 => Signals.Cadence.Daily,
            <= 15 => Signals.Cadence.Weekly,
            _ => Signals.Cadence.Monthly,
        };
    }
}
