using System.Globalization;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Imports;

internal enum PlanColumn { Date, Time, Kind, Title, Summary, Text, Topic, Language, Sources, Channels, Campaign, Place, Begins, Ends, Answers, Link, NobodyShown, Error }

/// <summary>The columns of a month's plan, by their English and Indonesian names, and how their cells are read. Pure.</summary>
internal static class PlanColumns
{
    private static readonly Dictionary<string, PlanColumn> Names = Enum.GetValues<PlanColumn>().Select(column => (Name: column.ToString().ToLowerInvariant(), column)).Concat(
    [
        ("tanggal", PlanColumn.Date), ("jam", PlanColumn.Time), ("pukul", PlanColumn.Time), ("jenis", PlanColumn.Kind), ("judul", PlanColumn.Title), ("ringkasan", PlanColumn.Summary),
        ("teks", PlanColumn.Text), ("topik", PlanColumn.Topic), ("bahasa", PlanColumn.Language), ("sumber", PlanColumn.Sources), ("kanal", PlanColumn.Channels), ("kampanye", PlanColumn.Campaign),
        ("tempat", PlanColumn.Place), ("mulai", PlanColumn.Begins), ("selesai", PlanColumn.Ends), ("jawaban", PlanColumn.Answers), ("tautan", PlanColumn.Link), ("nobody shown", PlanColumn.NobodyShown), ("tanpa orang", PlanColumn.NobodyShown),
        ("kesalahan", PlanColumn.Error),
    ]).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, PostKind> Kinds = Enum.GetValues<PostKind>().Select(kind => (kind.ToString(), kind)).Concat(
    [
        ("tips", PostKind.Tip), ("artikel", PostKind.Article), ("pengumuman", PostKind.Notice), ("pertanyaan", PostKind.Question), ("kisah", PostKind.Story), ("di balik layar", PostKind.BehindTheScenes),
        ("behind the scenes", PostKind.BehindTheScenes), ("yang kami pelajari", PostKind.Learned), ("what we learned", PostKind.Learned), ("jajak pendapat", PostKind.Poll), ("infografik", PostKind.Infographic),
        ("acara", PostKind.Event),
    ]).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "d MMMM yyyy", "d MMM yyyy"], Hours = ["HH:mm", "H:mm", "HH:mm:ss"];

    public static PlanColumn? Of(string name) => Names.TryGetValue(name.Trim(), out var column) ? column : null;

    public static PostKind? Kind(string text) => Kinds.TryGetValue(text.Trim(), out var kind) ? kind : null;

    /// <summary>A day as spreadsheets write it, the day before the month; null when it is none.</summary>
    public static DateOnly? Day(string text) => Cultures().Select(culture => DateOnly.TryParseExact(text.Trim(), Days, culture, DateTimeStyles.AllowWhiteSpaces, out var day) ? day : (DateOnly?)null)
        .FirstOrDefault(day => day is not null);

    /// <summary>An hour such as 09.00 or 9:00; null when it is none.</summary>
    public static TimeOnly? Hour(string text) =>
        TimeOnly.TryParseExact(text.Trim().Replace('.', ':'), Hours, CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;

    /// <summary>A day and an hour, divided by a space or a T; the hour may be left out.</summary>
    public static DateTime? Moment(string text)
    {
        var parts = text.Trim().Split([' ', 'T']);
        if (Hour(parts[^1]) is { } hour && Day(string.Join(' ', parts[..^1])) is { } day)
            return day.ToDateTime(hour);
        return Day(text)?.ToDateTime(TimeOnly.MinValue);
    }

    public static bool Yes(string text) => text.Trim().ToLowerInvariant() is "yes" or "ya" or "y" or "true" or "1" or "x";

    // What a cell must not begin with is escaped by a quotation mark when it is written (OWASP ASVS 1.2.10); coming back, it is taken off again.
    public static string Unescape(string cell) => cell is ['\'', '=' or '+' or '-' or '@' or '\t', ..] ? cell[1..] : cell;

    private static IEnumerable<CultureInfo> Cultures() => [CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("id"), CultureInfo.GetCultureInfo("en")];
}
